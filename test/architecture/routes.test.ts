import '../../src/http/common-schema.js';
import { z } from 'zod';
import { collectRoutes } from '../../src/app/collect-routes.js';
import { defineRoute } from '../../src/http/define-route.js';
import { ALL_ROLES } from '../../src/shared/principal.js';
import type { AnyRoute } from '../../src/http/define-route.js';
import { fullPath } from '../../src/http/openapi/route-traits.js';
import { ambiguousNames, duplicateIds, routeFaults } from './route-faults.js';

/** Operations for everybody; a new one is added here on purpose, or not at all. */
const PUBLIC = new Set([
  'acceptInvitation',
  'getAsyncapiDocument',
  'getDocs',
  'getDocsRedocScript',
  'getDocsStartScript',
  'getHealth',
  'getKeySet',
  'getOpenapiDocument',
  'getProblem',
  'getReadiness',
  'getRealtimeDocs',
  'getStartup',
  'issueToken',
  'login',
  'logout',
  'refreshSession',
  'requestPasswordReset',
  'resetPassword',
]);

const routes = collectRoutes();

describe('every route', () => {
  it.each(routes.map((route) => [route.operationId, route] as const))(
    '%s is well defined',
    (_operationId, route) => {
      expect(routeFaults(route)).toEqual([]);
    },
  );

  it('has an operation id of its own', () => {
    expect(duplicateIds(routes)).toEqual([]);
  });

  it('has a method and path of its own', () => {
    const places = routes.map((route) => `${route.method} ${fullPath(route)}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('names no two schemas alike', () => {
    expect(ambiguousNames(routes)).toEqual([]);
  });

  it('is for everybody only on purpose', () => {
    const open = routes.filter((route) => route.access.object === 'public');
    expect(open.map((route) => route.operationId).filter((id) => !PUBLIC.has(id))).toEqual([]);
  });
});

describe('the check itself', () => {
  const itemSchema = z
    .strictObject({ colour: z.string().max(20).describe('Name of a colour.') })
    .openapi('PlantedItem', { example: { colour: 'red' } });

  const good = {
    method: 'put',
    path: '/planted/{plantedId}',
    operationId: 'putPlanted',
    summary: 'A planted route',
    description: 'Exists in this test only.',
    tag: 'Vehicles',
    access: { roles: ALL_ROLES, scope: 'planted:write', object: 'own' },
    params: z.strictObject({ plantedId: z.uuid().max(36).describe('Its id.') }),
    body: itemSchema,
    responses: { 200: { description: 'Done.', schema: itemSchema } },
    errors: [{ status: 404, codes: ['vehicle_not_found'] }],
    handle: () => Promise.resolve({ status: 200 }),
  } as const;

  /** The good route with something else in it, as if somebody had forgotten. */
  function planted(change: Partial<AnyRoute> | { readonly access: undefined }): AnyRoute {
    return { ...defineRoute(good), ...change } as AnyRoute;
  }

  function withField(field: z.ZodType): AnyRoute {
    return planted({ body: z.strictObject({ field }) });
  }

  it('finds nothing wrong with a good route', () => {
    expect(routeFaults(planted({}))).toEqual([]);
  });

  it.each<[string, AnyRoute, string]>([
    ['an operation id in another case', planted({ operationId: 'put_planted' }), 'camelCase'],
    ['no description', planted({ description: ' ' }), 'description is missing'],
    ['an unknown tag', planted({ tag: 'Odds and ends' }), 'tag Odds and ends'],
    ['no access rule', planted({ access: undefined }), 'access rule'],
    ['a scope in no form', planted({ access: { ...good.access, scope: 'all' } }), 'scope'],
    ['no role', planted({ access: { ...good.access, roles: [] } }), 'no role'],
    ['no 404', planted({ errors: [] }), 'no code for 404'],
    ['an unknown code', planted({ errors: [{ status: 409, codes: ['odd'] }] }), 'code odd'],
    ['a field without words', withField(z.string().max(9)), 'field field is not described'],
    ['an endless string', withField(z.string().describe('x')), 'string without bounds'],
    ['an endless number', withField(z.number().describe('x')), 'no maximum'],
    ['a number without floor', withField(z.number().max(9).describe('x')), 'no minimum'],
    ['an endless array', withField(z.array(z.boolean()).describe('x')), 'without maxItems'],
    ['an open object', withField(z.object({}).describe('x')), 'not closed'],
    [
      'a fault inside of an inner object',
      withField(z.strictObject({ inner: z.string().max(9) }).describe('x')),
      'field inner is not described',
    ],
    [
      'no example where none can be made',
      withField(z.string().max(9).regex(/^a$/).describe('x')),
      'no example',
    ],
    [
      'a parameter without words',
      planted({ query: z.strictObject({ odd: z.string().max(9).optional() }) }),
      'parameter odd is not described',
    ],
    ['no success', planted({ responses: {} }), 'no success'],
  ])('finds %s', (_name, route, fault) => {
    expect(routeFaults(route)).toContainEqual(expect.stringContaining(fault));
  });

  it('finds a name that two schemas have', () => {
    const other = z
      .strictObject({ colour: z.boolean().describe('Whether it has one.') })
      .openapi('PlantedItem', { example: { colour: true } });
    const second = planted({ operationId: 'putOther', path: '/other/{plantedId}', body: other });
    expect(ambiguousNames([planted({}), second])).toEqual(['PlantedItem']);
    expect(ambiguousNames([planted({}), planted({})])).toEqual([]);
  });

  it('finds an operation id that two routes have', () => {
    expect(duplicateIds([planted({}), planted({})])).toEqual(['putPlanted']);
  });
});
