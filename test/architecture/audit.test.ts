import { z } from 'zod';
import { collectRoutes } from '../../src/app/collect-routes.js';
import { isForCallers } from '../../src/http/access-rule.js';
import { defineRoute } from '../../src/http/define-route.js';
import type { AnyRoute } from '../../src/http/define-route.js';
import { checkEntry } from '../../src/modules/audit/audit-rules.js';
import { ALL_ROLES } from '../../src/shared/principal.js';

/** Fields that hold what a person is called, is reached by, or has said. */
const PERSONAL = new Set([
  ...['name', 'firstName', 'lastName', 'fullName', 'customerName', 'salesRepName'],
  ...['email', 'emails', 'phone', 'phones', 'comments', 'note', 'notes', 'body', 'text'],
]);

/** Operations with such fields that record nothing by declaration, and why. */
const REASONS: Readonly<Record<string, string>> = {
  login: 'The auth module records it itself: who calls is known only afterwards.',
  requestPasswordReset: 'The job that sends the mail records it; the answer tells nothing.',
  getCurrentUser: 'It answers the caller’s own data.',
  createShowroom: 'The name is the showroom’s.',
  listShowrooms: 'The name is the showroom’s.',
  getShowroom: 'The name is the showroom’s.',
  updateShowroom: 'The name is the showroom’s.',
  listApiClients: 'The name is the program’s.',
  getApiClient: 'The name is the program’s.',
};

const routes = collectRoutes().filter((route) => route.base !== 'root');

/** Names of personal fields of what an operation takes and answers. */
function personalFields(route: AnyRoute): readonly string[] {
  const answers = Object.values(route.responses).map(({ schema }) => schema);
  const schemas = [route.body, ...answers].filter((schema) => schema !== undefined);
  const names = schemas.flatMap((schema) => [
    ...fieldsOf(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })),
  ]);
  return [...new Set(names)].filter((name) => PERSONAL.has(name));
}

function* fieldsOf(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'properties') yield* Object.keys(inner as object);
    if (key !== 'example' && key !== 'examples') yield* fieldsOf(inner);
  }
}

function isUnrecorded(route: AnyRoute): boolean {
  const isKnown = route.audit !== undefined || REASONS[route.operationId] !== undefined;
  return !isKnown && personalFields(route).length > 0;
}

describe('every operation with personal data', () => {
  it('is recorded, or has a reason not to be', () => {
    const unrecorded = routes.filter(isUnrecorded);
    expect(
      unrecorded.map((route) => `${route.operationId}: ${personalFields(route).join(', ')}`),
    ).toEqual([]);
  });

  it('has no reason that is not needed', () => {
    const needed = routes.filter((route) => route.audit === undefined);
    const names = needed.filter((route) => personalFields(route).length > 0);
    const stale = Object.keys(REASONS).filter(
      (name) => !names.some(({ operationId }) => operationId === name),
    );
    expect(stale).toEqual([]);
  });

  it('is seen to lack its record', () => {
    const planted = defineRoute({
      method: 'get',
      path: '/planted',
      operationId: 'listPlanted',
      summary: 'Planted',
      description: 'Exists in this test only.',
      tag: 'Customers',
      access: { roles: ALL_ROLES, scope: 'planted:read', object: 'organization' },
      responses: {
        200: {
          description: 'Found.',
          schema: z.strictObject({
            data: z.array(z.strictObject({ owner: z.strictObject({ email: z.email() }) })),
          }),
        },
      },
      handle: () => Promise.resolve({ status: 200 }),
    });
    expect(isUnrecorded(planted)).toBe(true);
    const audit = { action: 'planted.read', subjectType: 'planted' };
    expect(isUnrecorded({ ...planted, audit })).toBe(false);
  });
});

describe('every declared record', () => {
  const declared = routes.filter((route) => route.audit !== undefined);

  it('has an action and a subject in their form, and callers of an organization', () => {
    expect(declared.length).toBeGreaterThan(15);
    for (const { audit, access } of declared) {
      if (audit !== undefined) checkEntry({ ...audit, outcome: 'success' });
      expect(isForCallers(access)).toBe(true);
    }
  });

  it('says that it reads if and only if it reads', () => {
    const wrong = declared.filter(
      ({ method, audit }) => (method === 'get') !== audit?.action.endsWith('.read'),
    );
    expect(wrong.map(({ operationId }) => operationId)).toEqual([]);
  });
});
