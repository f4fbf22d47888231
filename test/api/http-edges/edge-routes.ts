import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Database } from '../../../src/database/create-database.js';
import { defineRoute } from '../../../src/http/define-route.js';
import { ALL_ROLES, MANAGERS } from '../../../src/shared/principal.js';
import type { AnyRoute } from '../../../src/http/define-route.js';
import {
  currentContext,
  currentOrganizationId,
} from '../../../src/observability/request-context.js';
import { newId } from '../../../src/shared/ids.js';

const access = {
  roles: ALL_ROLES,
  scope: 'things:read',
  object: 'organization',
} as const;
const openToAll = { object: 'public' } as const;
const document = { summary: 'An operation.', description: 'For the tests.', tag: 'Things' };
const ok = { 200: { description: 'Done.' } };

const thingBody = z.strictObject({
  name: z.string().min(1).max(64),
  count: z.int().min(0).max(10).optional(),
  price: z.number().min(0).max(1_000_000).optional(),
  vehicles: z
    .array(z.strictObject({ make: z.string().min(1).max(16), 'a/b~c': z.boolean().optional() }))
    .max(5)
    .optional(),
  pauseMs: z.int().min(0).max(5_000).optional(),
  fail: z.boolean().optional(),
});

type ThingBody = z.output<typeof thingBody>;

async function createThing(database: Database, body: ThingBody) {
  const id = newId();
  await database.unitOfWork.run(async () => {
    await database.tenantDb.execute(
      'INSERT INTO things (id, organization_id, name) VALUES ($id, $organizationId, $name)',
      { id, name: body.name },
    );
  });
  if (body.pauseMs !== undefined) await sleep(body.pauseMs);
  if (body.fail === true) throw new Error(`Cannot make ${body.name}`);
  return {
    status: 201,
    body: { id, name: body.name },
    version: 1,
    headers: { Location: `/api/v1/things/${id}` },
  };
}

/** Operations that show every edge of the HTTP layer. */
export function edgeRoutes(database: Database): AnyRoute[] {
  return [...thingRoutes(database), ...readRoutes(), ...failingRoutes(), ...rootRoutes()];
}

function thingRoutes(database: Database): AnyRoute[] {
  const responses = { 201: { description: 'Made.' } };
  return [
    defineRoute({
      ...document,
      method: 'post',
      path: '/things',
      operationId: 'createThing',
      access,
      body: thingBody,
      responses,
      idempotency: 'required',
      handle: ({ body }) => createThing(database, body),
    }),
    defineRoute({
      ...document,
      method: 'post',
      path: '/notes',
      operationId: 'createNote',
      access,
      body: thingBody,
      responses,
      idempotency: 'optional',
      handle: ({ body }) => createThing(database, body),
    }),
    defineRoute({
      ...document,
      method: 'patch',
      path: '/things/{thingId}',
      operationId: 'changeThing',
      access,
      params: z.strictObject({ thingId: z.uuid() }),
      body: z.strictObject({ name: z.string().max(64) }),
      responses: ok,
      ifMatch: true,
      handle: ({ ifMatch }) =>
        Promise.resolve({ status: 200, body: { ifMatch }, version: ifMatch + 1 }),
    }),
    defineRoute({
      ...document,
      method: 'post',
      path: '/imports',
      operationId: 'importThings',
      access,
      body: z.string().max(1_048_576),
      bodyContentTypes: ['text/csv'],
      responses: ok,
      handle: ({ body }) => Promise.resolve({ status: 200, body: { length: body.length } }),
    }),
  ];
}

const thingQuery = z.strictObject({
  'price[gte]': z.coerce.number().min(0).max(1_000).optional(),
  q: z.string().max(16).optional(),
});

function readRoutes(): AnyRoute[] {
  return [
    defineRoute({
      ...document,
      method: 'get',
      path: '/things',
      operationId: 'listThings',
      access,
      query: thingQuery,
      responses: ok,
      handle: ({ query, url, countExact }) =>
        Promise.resolve({
          status: 200,
          body: { query, href: url.pathname + url.search, countExact },
        }),
    }),
    defineRoute({
      ...document,
      method: 'get',
      path: '/things/{thingId}',
      operationId: 'readThing',
      access,
      params: z.strictObject({ thingId: z.uuid() }),
      responses: ok,
      handle: ({ params }) =>
        Promise.resolve({
          status: 200,
          body: { id: params.thingId, text: 'x'.repeat(4_000) },
          version: 7,
        }),
    }),
    defineRoute({
      ...document,
      method: 'get',
      path: '/things/slots',
      operationId: 'listSlots',
      access,
      responses: ok,
      handle: () => Promise.resolve({ status: 200, body: { slots: [] } }),
    }),
    defineRoute({
      ...document,
      method: 'get',
      path: '/me',
      operationId: 'readMe',
      access,
      responses: ok,
      handle: ({ principal, clientAddress }) =>
        Promise.resolve({
          status: 200,
          body: {
            userId: principal.userId,
            organizationId: currentOrganizationId(),
            requestId: currentContext()?.requestId,
            clientAddress,
          },
        }),
    }),
    defineRoute({
      ...document,
      method: 'get',
      path: '/managers',
      operationId: 'readManagers',
      access: { ...access, roles: MANAGERS },
      responses: ok,
      handle: () => Promise.resolve({ status: 200, body: {} }),
    }),
    defineRoute({
      ...document,
      method: 'get',
      path: '/public',
      operationId: 'readPublic',
      access: openToAll,
      responses: ok,
      cacheControl: 'public, max-age=60',
      handle: () => Promise.resolve({ status: 200, body: { text: 'y'.repeat(4_000) } }),
    }),
  ];
}

function failingRoutes(): AnyRoute[] {
  return [
    defineRoute({
      ...document,
      method: 'get',
      path: '/broken',
      operationId: 'readBroken',
      access: openToAll,
      responses: ok,
      handle: () => Promise.reject(new Error('the secret of anna@example.com')),
    }),
    defineRoute({
      ...document,
      method: 'get',
      path: '/slow',
      operationId: 'readSlow',
      access: openToAll,
      query: z.strictObject({ ms: z.coerce.number().int().min(0).max(5_000).default(20) }),
      responses: ok,
      handle: async ({ query }) => {
        await sleep(query.ms);
        return { status: 200, body: { slept: query.ms } };
      },
    }),
  ];
}

function rootRoutes(): AnyRoute[] {
  return [
    defineRoute({
      ...document,
      method: 'get',
      path: '/health',
      base: 'root',
      operationId: 'readHealth',
      access: openToAll,
      responses: { 200: { description: 'Up.' }, 204: { description: 'Nothing.' } },
      handle: () => Promise.resolve({ status: 200, body: { status: 'UP' } }),
    }),
    defineRoute({
      ...document,
      method: 'get',
      path: '/page',
      base: 'root',
      operationId: 'readPage',
      access: openToAll,
      responses: { 200: { description: 'A page.', contentType: 'text/html' } },
      handle: () =>
        Promise.resolve({
          status: 200,
          body: '<p>Hello</p>',
          headers: { 'Content-Security-Policy': "default-src 'self'" },
        }),
    }),
  ];
}
