import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute, RouteResult } from '../../http/define-route.js';
import { organizationPatchSchema, organizationSchema } from './access-policy-schema.js';
import type { AccessPolicyService } from './access-policy-service.js';
import type { AccessPolicy } from './auth-types.js';

const tag = 'Authentication';
const forAdmins = { roles: ['admin'], object: 'organization' } as const;

/** What a dealer group asks of those who log in. */
export function accessPolicyRoutes(policy: AccessPolicyService): AnyRoute[] {
  return [read(policy), update(policy)];
}

function read(policy: AccessPolicyService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/organization',
    operationId: 'getOrganization',
    summary: 'Read the dealer group',
    description: 'What the dealer group of the caller asks of those who log in.',
    tag,
    access: { ...forAdmins, scope: 'organizations:read' },
    responses: { 200: { description: 'The dealer group.', schema: organizationSchema } },
    handle: async ({ principal }) => presented(principal.organizationId, await policy.get()),
  });
}

function update(policy: AccessPolicyService): AnyRoute {
  return defineRoute({
    method: 'patch',
    path: '/organization',
    operationId: 'updateOrganization',
    summary: 'Change the dealer group',
    description:
      'Sets whose log-ins need a second factor. It holds from the next log-in or refresh on: ' +
      'whoever has none is answered `secondFactorRequired`, with an access token that is good to ' +
      'enrol one, and refreshes it afterwards.',
    tag,
    access: { ...forAdmins, scope: 'organizations:write' },
    audit: { action: 'organizations.update', subjectType: 'organization' },
    body: organizationPatchSchema,
    ifMatch: true,
    responses: { 200: { description: 'As it is now.', schema: organizationSchema } },
    handle: async ({ principal, body, ifMatch }) => {
      const changed = await policy.requireSecondFactor(ifMatch, body.secondFactorRequiredFor);
      return presented(principal.organizationId, changed);
    },
  });
}

function presented(id: string, { secondFactorRequiredFor, version }: AccessPolicy): RouteResult {
  const _links = { self: { href: '/api/v1/organization' } };
  return { status: 200, body: { id, secondFactorRequiredFor, version, _links }, version };
}
