import { idSchema, linksSchema, versionSchema } from '../../http/common-schema.js';
import { z } from 'zod';

const rolesSchema = z
  .array(z.enum(['admin', 'sales_manager', 'sales_rep']))
  .max(3)
  .describe('Whose log-ins need a second factor. Without one they are let in to enrol it only.');

const example = {
  id: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5c',
  secondFactorRequiredFor: ['admin', 'sales_manager'],
  version: 2,
  _links: { self: { href: '/api/v1/organization' } },
} as const;

/** The dealer group of the caller. */
export const organizationSchema = z
  .strictObject({
    id: idSchema.describe('The dealer group.'),
    secondFactorRequiredFor: rolesSchema,
    version: versionSchema,
    _links: linksSchema,
  })
  .openapi('Organization', { example });

/** Body of `PATCH /organization`. */
export const organizationPatchSchema = z
  .strictObject({
    secondFactorRequiredFor: rolesSchema.refine(
      (roles) => new Set(roles).size === roles.length,
      'must name each role once',
    ),
  })
  .openapi('OrganizationPatch', {
    example: { secondFactorRequiredFor: ['admin', 'sales_manager'] },
  });
