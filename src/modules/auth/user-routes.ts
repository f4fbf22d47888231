import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { idOfCursor } from '../../shared/pagination.js';
import { INTEGRATIONS, MANAGERS } from '../../shared/principal.js';
import type { NewAccountService } from './new-account-service.js';
import { presentAccount, presentNewAccount, userHref } from './user-presenter.js';
import {
  accountSchema,
  newAccountSchema,
  newUserSchema,
  userListQuerySchema,
  userListSchema,
  userParamsSchema,
  userPatchSchema,
} from './user-schema.js';
import type { UserService } from './user-service.js';

const tag = 'Users';
const reading = { clients: INTEGRATIONS, scope: 'users:read' } as const;
const changing = { roles: MANAGERS, scope: 'users:write', object: 'showroom' } as const;
const MEANINGLESS = [
  ...['invalid_phone', 'showroom_not_found'],
  ...['showroom_required', 'admin_with_showrooms'],
];
const WEAK_PASSWORD = ['password_too_common', 'password_too_personal'];

interface UserRoutesDeps {
  readonly service: UserService;
  readonly newAccounts: NewAccountService;
}

/** The accounts of those who work at the dealership. */
export function userRoutes({ service, newAccounts }: UserRoutesDeps): AnyRoute[] {
  return [list(service), create(newAccounts), read(service), update(service)];
}

function list(service: UserService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/users',
    operationId: 'listUsers',
    summary: 'List users',
    description:
      'The oldest account first. Administrators see all of the dealer group; sales managers ' +
      'themselves, and those who work in a showroom of theirs.',
    tag,
    access: { ...reading, roles: MANAGERS, object: 'organization' },
    audit: { action: 'users.read', subjectType: 'user' },
    query: userListQuerySchema,
    responses: { 200: { description: 'A page of users.', schema: userListSchema } },
    errors: [
      { status: 403, codes: ['showroom_forbidden'] },
      { status: 404, codes: ['showroom_not_found'] },
    ],
    handle: async ({ principal, query, url, countExact }) => {
      const { limit, cursor, ...filters } = query;
      const after = idOfCursor(cursor, filters);
      const found = await service.list(principal, filters, { limit, after });
      const page = { ...found, rows: found.rows.map((row) => presentAccount(row, principal)) };
      const total = countExact ? await service.count(principal, filters) : undefined;
      return { status: 200, ...listResponse({ url, limit, page, filters, total }) };
    },
  });
}

function create(accounts: NewAccountService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/users',
    operationId: 'createUser',
    summary: 'Make a user',
    description:
      'Administrators make users of every role, sales managers sales reps for showrooms of ' +
      'theirs. Without a password the user is invited: a token to choose one with, good once and ' +
      'for 7 days, goes to the address, and is shown here once.',
    tag,
    access: changing,
    audit: { action: 'users.create', subjectType: 'user' },
    body: newUserSchema,
    responses: { 201: { description: 'The new user.', schema: newAccountSchema } },
    errors: [
      { status: 403, codes: ['role_forbidden', 'showroom_forbidden'] },
      { status: 409, codes: ['email_taken'] },
      { status: 422, codes: [...MEANINGLESS, ...WEAK_PASSWORD] },
    ],
    prepare: async ({ principal, body }) => accounts.prepare(principal, body),
    handle: async ({ principal }, prepared) => {
      const made = await accounts.create(prepared);
      const { account } = made;
      return {
        status: 201,
        body: presentNewAccount(made, principal),
        version: account.version,
        headers: { Location: userHref(account.id) },
      };
    },
  });
}

function read(service: UserService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/users/{userId}',
    operationId: 'getUser',
    summary: 'Read a user',
    description: 'One user whom the caller sees in the list.',
    tag,
    access: { ...reading, roles: MANAGERS, object: 'showroom' },
    audit: { action: 'users.read', subjectType: 'user' },
    params: userParamsSchema,
    responses: { 200: { description: 'The user.', schema: accountSchema } },
    errors: [
      { status: 403, codes: ['user_forbidden'] },
      { status: 404, codes: ['user_not_found'] },
    ],
    handle: async ({ principal, params }) => {
      const account = await service.read(principal, params.userId);
      const body = presentAccount(account, principal);
      return { status: 200, body, version: account.version };
    },
  });
}

function update(service: UserService): AnyRoute {
  return defineRoute({
    method: 'patch',
    path: '/users/{userId}',
    operationId: 'updateUser',
    summary: 'Change a user',
    description:
      'Changes the members that are given. Administrators change everybody, sales managers the ' +
      'reps who work in their showrooms and in no others; nobody changes what he himself may do, ' +
      'and the last administrator stays. What a user may do changes within 10 seconds, on ' +
      'sockets within 30; who is disabled loses all sessions, and the customers whose turn he has ' +
      'are given to the next.',
    tag,
    access: changing,
    audit: { action: 'users.update', subjectType: 'user' },
    params: userParamsSchema,
    body: userPatchSchema,
    ifMatch: true,
    responses: { 200: { description: 'The user as he is now.', schema: accountSchema } },
    errors: [
      {
        status: 403,
        codes: ['user_forbidden', 'own_rights', 'role_forbidden', 'showroom_forbidden'],
      },
      { status: 404, codes: ['user_not_found'] },
      { status: 409, codes: ['last_admin'] },
      { status: 422, codes: MEANINGLESS },
    ],
    handle: async ({ principal, params, body, ifMatch }) => {
      const which = { userId: params.userId, version: ifMatch };
      const account = await service.update(principal, which, body);
      const presented = presentAccount(account, principal);
      return { status: 200, body: presented, version: account.version };
    },
  });
}
