import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/shared/ids.js';
import { createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup } from '../support/dealer-group.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { readTenantTables } from '../support/tenancy/statement-watch.js';
import { apiOperations, send } from './operations.js';
import type { Seen } from './operations.js';

const operations = apiOperations().flatMap((operation) =>
  operation.json === undefined ? [] : [{ ...operation, json: operation.json }],
);

/** What no caller may set, though a row, a record or every object has it. */
const FOREIGN: Readonly<Record<string, unknown>> = Object.fromEntries([
  ['id', newId()],
  ['organizationId', newId()],
  ['organization_id', newId()],
  ['version', 1],
  ['createdAt', '2026-01-01T00:00:00.000Z'],
  ['updatedAt', '2026-01-01T00:00:00.000Z'],
  ['deletedAt', '2026-01-01T00:00:00.000Z'],
  ['createdBy', newId()],
  ['role', 'admin'],
  ['roles', ['admin']],
  ['isAdmin', true],
  ['passwordHash', '$argon2id$v=19$m=64,t=1,p=1$AAAA$AAAA'],
  ['scopes', ['users:write']],
  ['_links', {}],
  ['__proto__', { isAdmin: true }],
  ['constructor', { prototype: { isAdmin: true } }],
  ['prototype', { isAdmin: true }],
]);

let app: TestApp;
let group: DealerGroup;
let before: Readonly<Record<string, number>>;
let batchAnswers = 0;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  group = await createDealerGroup(app, { reps: 1 });
  before = await countRows();
});
afterAll(() => app.stop());

/** How many rows of each table belong to the group. */
async function countRows(): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of await readTenantTables(app.database)) {
    const row = await group.inContext(() =>
      app.database.tenantDb.selectOne<{ n: number }>(
        `SELECT COUNT(*) AS n FROM ${table} WHERE organization_id = $organizationId`,
      ),
    );
    counts[table] = row?.n ?? 0;
  }
  return counts;
}

type Json = Record<string, unknown>;

/** As a literal would not: `__proto__` becomes a field like any other. */
function withField(object: object, name: string, value: unknown): Json {
  return Object.fromEntries([...Object.entries(object), [name, value]]);
}

/** Copies of a value, each with a field more in another of the objects inside of it. */
function withFieldInside(value: unknown, path = ''): Array<{ pointer: string; value: unknown }> {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const below = `${path}/${key}`;
    const copies = withFieldInside(inner, below);
    if (isObject(inner)) {
      copies.push({ pointer: `${below}/isAdmin`, value: withField(inner, 'isAdmin', true) });
    }
    return copies.map((copy) => ({
      pointer: copy.pointer,
      value: replaced(value, key, copy.value),
    }));
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function replaced(value: object, key: string, inner: unknown): unknown {
  if (Array.isArray(value)) return value.with(Number(key), inner);
  return withField(value, key, inner);
}

/** The columns of a file have names of the dealer's making: what is wrong is what they lead to. */
function isOfOwnNames(pointer: string): boolean {
  return pointer.startsWith('/columns/');
}

/** Of a batch, one is refused by itself: its pointers begin there. */
function refusalIn({ status, body }: Seen): Pick<Seen, 'status'> & Seen['body'] {
  const [first] = body.results ?? [];
  if (first === undefined) return { status, ...body };
  const errors = first.errors ?? [];
  return {
    ...first,
    errors: errors.map((fault) => ({ ...fault, pointer: `/vehicles/0${fault.pointer}` })),
  };
}

describe('a field that is not the caller’s to set', () => {
  it('is looked for in every body there is', () => {
    expect(operations.length).toBeGreaterThan(18);
  });

  it.each(operations.map((operation) => [operation.operationId, operation] as const))(
    'is refused by name, of %s',
    async (_operationId, operation) => {
      const { example, names } = operation.json;
      const foreign = Object.entries(FOREIGN).filter(([name]) => !names.has(name));
      expect(foreign.length).toBeGreaterThan(Object.keys(FOREIGN).length - 4);
      const plans = [
        ...foreign.map(([name, value]) => ({
          pointer: `/${name}`,
          value: withField(example, name, value),
        })),
        ...withFieldInside(example),
      ];
      for (const { pointer, value } of plans) {
        const answer = await send({ app, group }, operation, { text: JSON.stringify(value) });
        if (answer.status === 207) batchAnswers += 1;
        const { status, code: refusal, errors } = refusalIn(answer);
        expect([pointer, status, refusal]).toEqual([pointer, 400, 'validation_failed']);
        const code = isOfOwnNames(pointer) ? 'invalid_value' : 'unknown_field';
        expect(errors).toContainEqual(expect.objectContaining({ pointer, code }));
      }
    },
  );

  it('was written nowhere', async () => {
    expect(Object.keys(before).length).toBeGreaterThan(25);
    // The answer of a batch is kept under its key, also when all of it is refused.
    expect(batchAnswers).toBeGreaterThan(0);
    const keys = (before['idempotency_keys'] ?? 0) + batchAnswers;
    expect(await countRows()).toEqual({ ...before, idempotency_keys: keys });
    expect(Reflect.get({}, 'isAdmin')).toBeUndefined();
  });
});
