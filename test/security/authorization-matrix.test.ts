import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { Callers } from './matrix/callers.js';
import { foreignCursor } from './matrix/cursors.js';
import { Matrix } from './matrix/matrix.js';
import { References } from './matrix/references.js';
import { replayedToOthers } from './matrix/replays.js';
import { table } from './matrix/report.js';
import { readOperations, scopesOf } from './matrix/specification.js';
import { FieldWitness, IdWitness, PersonalWitness, personalValues } from './matrix/witnesses.js';
import { unwritableFields } from './matrix/unwritable-fields.js';
import { createWorld } from './matrix/world.js';
import type { World } from './matrix/world.js';

const MINUTES = 60_000;
const operations = readOperations();
const ids = new IdWitness();
const fields = new FieldWitness();
let personal: readonly string[] = [];
const pages = new PersonalWitness(() => personal);
let app: TestApp;
let world: World;
let other: World;
let callers: Callers;
let matrix: Matrix;

beforeAll(async () => {
  app = await startTestApp();
  [world, other] = [await createWorld(app), await createWorld(app)];
  callers = await Callers.of(world, other, operations);
  personal = await personalValues(app, [world, other]);
  matrix = new Matrix({
    url: app.url,
    ...{ world, other },
    witness: (...seen) => [ids, fields, pages].forEach((witness) => witness.look(...seen)),
  });
}, MINUTES);

afterAll(() => app.stop());

/** What the matrix has found since it was last asked. */
function found(): string {
  return table(matrix.mismatches.splice(0));
}

describe('every operation, by every caller', () => {
  it.each(operations.map((operation) => [operation.operationId, operation] as const))(
    '%s answers as it is declared',
    async (_operationId, operation) => {
      for (const caller of callers.all) await matrix.row(operation, caller);
      expect(found()).toBe('');
    },
    MINUTES,
  );

  it.each([...scopesOf(operations, 'integration')])(
    'an integration without %s can do nothing that needs it',
    async (scope) => {
      const caller = await callers.without(scope);
      const needing = operations.filter(({ authz }) => authz.scope === scope);
      if (caller === undefined) throw new Error(`No integration has ${scope}.`);
      for (const operation of needing) {
        await matrix.cell({ operation, caller, situation: 'own' });
      }
      expect(found()).toBe('');
    },
  );
});

describe('an id in a body or a query', () => {
  const referring = operations.filter(
    ({ bodyIds, queryIds }) => bodyIds.length + queryIds.length > 0,
  );

  it.each(referring.map((operation) => [operation.operationId, operation] as const))(
    'of %s reaches no further than one in a path',
    async (_operationId, operation) => {
      const references = new References(matrix, { world, other });
      for (const caller of callers.all) await references.row(operation, caller);
      expect(found()).toBe('');
    },
    MINUTES,
  );
});

describe('what another was given', () => {
  const lists = operations.filter(({ isPaged }) => isPaged);
  const keyed = operations.filter(({ isIdempotent }) => isIdempotent);

  it.each(lists.map((operation) => [operation.operationId, operation] as const))(
    'a cursor of another organization opens nothing in %s',
    async (_operationId, operation) => {
      const around = { url: app.url, matrix, callers, world, other };
      expect(await foreignCursor(operation, around)).toEqual([]);
    },
  );

  it.each(keyed.map((operation) => [operation.operationId, operation] as const))(
    'the key of another brings no answer of his from %s',
    async (_operationId, operation) => {
      const around = { url: app.url, matrix, callers, world, other };
      expect(await replayedToOthers(operation, around)).toEqual([]);
    },
  );
});

describe('fields', () => {
  it('are given by nobody who may not give them', async () => {
    expect(await unwritableFields(operations, { matrix, callers, world, other })).toBeGreaterThan(
      0,
    );
    expect(found()).toBe('');
  });
});

describe('in all of these answers', () => {
  it('nothing was of another organization', async () => {
    expect(ids.size).toBeGreaterThan(1_000);
    expect(table(await ids.strangers(app, [world, other]))).toBe('');
  });

  it('no field was shown to whom it is not for, and each to somebody', () => {
    expect(table(fields.mismatches)).toBe('');
    expect(fields.neverShown(operations)).toEqual([]);
  });

  it('no page that anybody may read was told of a person', () => {
    expect(pages.answers).toBeGreaterThan(100);
    expect(table(pages.mismatches)).toBe('');
  });
});
