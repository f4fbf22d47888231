import { defineRoute } from '../../../src/http/define-route.js';
import { ALL_ROLES } from '../../../src/shared/principal.js';
import type { AccessRule } from '../../../src/http/access-rule.js';
import type { AnyRoute } from '../../../src/http/define-route.js';
import { scopesOfRole } from '../../../src/modules/auth/role-scopes.js';
import type { Role } from '../../../src/shared/principal.js';

function route(access: AccessRule): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/things',
    operationId: 'listThings',
    summary: 'List things',
    description: 'For this test.',
    tag: 'Things',
    access,
    responses: { 200: { description: 'Things.' } },
    handle: async () => ({ status: 200 }),
  });
}

function open(scope: string, roles: readonly Role[] = ALL_ROLES): AnyRoute {
  return route({ roles, scope, object: 'organization' });
}

it('grants a role the scopes of the operations it may call, each once and in order', () => {
  const routes = [
    route({ object: 'public' }),
    open('things:read'),
    open('things:write', ['admin']),
    open('orders:read'),
    open('things:read', ['admin']),
  ];
  expect([...scopesOfRole(routes, 'sales_rep')]).toEqual(['orders:read', 'things:read']);
  expect([...scopesOfRole(routes, 'admin')]).toEqual([
    'orders:read',
    'things:read',
    'things:write',
  ]);
});
