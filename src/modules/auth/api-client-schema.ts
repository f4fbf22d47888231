import {
  idSchema,
  instantSchema,
  linksSchema,
  listSchema,
  pageQueryShape,
} from '../../http/common-schema.js';
import { z } from 'zod';

const EXAMPLE_ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';
const EXAMPLE_SHOWROOM = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5b';

const name = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .describe('What it is called, for those who administer it.')
  .openapi({ example: 'Inventory feed' });

const scope = z
  .string()
  .max(64)
  .regex(/^[a-z]+(?:-[a-z]+)*:(?:read|write)$/)
  .describe('`{plural resource}:read` or `{plural resource}:write`.')
  .openapi({ example: 'leads:read' });

const showroomId = idSchema.describe('The one showroom that it is bound to; absent: all.');
const kiosk = idSchema.describe('The showroom that it stands in.');

/** What it takes to make a program: each kind has its own. */
export const newApiClientSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('integration').describe('A system that the dealer trusts.'),
      name,
      scopes: z.array(scope).min(1).max(100).describe('What it may do, and nothing else.'),
      showroomId: showroomId.optional(),
    }),
    z.strictObject({
      kind: z.literal('website').describe('A page that anybody may read, with its key.'),
      name,
      showroomId: showroomId.optional(),
    }),
    z.strictObject({
      kind: z.literal('kiosk').describe('A screen in a showroom.'),
      name,
      showroomId: kiosk,
    }),
  ])
  .openapi('NewApiClient', {
    example: { kind: 'integration', name: 'Inventory feed', scopes: ['vehicles:write'] },
  });

const clientShape = {
  id: idSchema,
  name,
  kind: z.enum(['integration', 'website', 'kiosk']).describe('What it is.'),
  scopes: z.array(scope).max(100).describe('What it may do.'),
  showroomId: showroomId.optional(),
  secretEnd: z
    .string()
    .max(4)
    .describe('The last four characters of the newest secret or key, to know it again by.'),
  createdAt: instantSchema,
  _links: linksSchema,
};

const example = {
  id: EXAMPLE_ID,
  name: 'Inventory feed',
  kind: 'integration',
  scopes: ['vehicles:write'],
  showroomId: EXAMPLE_SHOWROOM,
  secretEnd: 'x9Qk',
  createdAt: '2026-11-20T15:04:05.000Z',
  _links: { self: { href: `/api/v1/api-clients/${EXAMPLE_ID}` } },
} as const;

/** A program. */
export const apiClientSchema = z.strictObject(clientShape).openapi('ApiClient', { example });

/** A program with what it proves itself with. */
export const issuedApiClientSchema = z
  .strictObject({
    ...clientShape,
    clientId: idSchema.optional().describe('`client_id` at `POST /auth/token`: integrations.'),
    clientSecret: z
      .string()
      .max(64)
      .optional()
      .describe('`client_secret` there. Answered once, never again.'),
    publishableKey: z
      .string()
      .max(64)
      .optional()
      .describe('The bearer token of a website or kiosk. Answered once, never again.'),
    previousExpiresAt: instantSchema
      .optional()
      .describe('Until when the secret or key before this one is good.'),
  })
  .openapi('IssuedApiClient', {
    example: {
      ...example,
      clientId: EXAMPLE_ID,
      clientSecret: 'cs_Zk3m0y7u1pQx5rT9vW2aB4cD6eF8gH0iJ1kL3mNx9Qk',
    },
  });

/** A page of programs. */
export const apiClientListSchema = listSchema('ApiClientList', apiClientSchema);

/** Which page. */
export const apiClientListQuerySchema = z.strictObject(pageQueryShape);

/** Which program. */
export const apiClientParamsSchema = z.strictObject({
  apiClientId: idSchema.describe('The id of the program.'),
});

/** For how long the secret before stays good. */
export const secretRotationSchema = z
  .strictObject({
    graceHours: z
      .int()
      .min(0)
      .max(168)
      .default(24)
      .describe('Hours for which the last secret or key stays good; 0 ends it now.'),
  })
  .openapi('SecretRotation', { example: { graceHours: 24 } });
