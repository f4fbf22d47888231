import { bodyWith } from './bodies.js';
import type { Caller, Callers } from './callers.js';
import { refusedAtTheDoor } from './expectation.js';
import type { Matrix } from './matrix.js';
import type { Operation } from './specification.js';
import { idNamed, NotSupplied, pathIds } from './targets.js';
import type { World } from './world.js';

interface Around {
  readonly matrix: Matrix;
  readonly callers: Callers;
  readonly world: World;
  readonly other: World;
}

/** Gives each field of `writableBy` by each caller who may not; answers how often it was tried. */
export async function unwritableFields(
  operations: readonly Operation[],
  around: Around,
): Promise<number> {
  const attempts = operations.flatMap((operation) =>
    Object.entries(operation.authz.writableBy ?? {}).flatMap(([field, types]) =>
      around.callers.all
        .filter(({ type }) => !types.includes(type))
        .filter((caller) => refusedAtTheDoor(operation, caller) === undefined)
        .map((caller) => ({ operation, field, caller })),
    ),
  );
  for (const attempt of attempts) await give(attempt, around);
  return attempts.length;
}

interface Attempt {
  readonly operation: Operation;
  readonly field: string;
  readonly caller: Caller;
}

async function give({ operation, field, caller }: Attempt, around: Around): Promise<void> {
  const { matrix, world } = around;
  const cell = { operation, caller, situation: 'own' } as const;
  const ids = pathIds(operation, around, 'own');
  const at = { pointer: `/${field}`, value: valueOf(field, world) };
  const body = bodyWith(operation, at, [world, world.first]);
  const request = await matrix.request(cell, { ids, body }, 'allowed');
  const answer = await matrix.send(cell, request);
  const expected = { status: [403], codes: ['field_forbidden'] };
  matrix.judge({ operation, caller, situation: `gives ${field}` }, expected, answer);
  if (pointersOf(answer.body).includes(`/${field}`)) return;
  const situation = `is told where ${field} stands`;
  matrix.judge({ operation, caller, situation }, { status: [] }, answer);
}

/** Anything that the schema takes. */
function valueOf(field: string, world: World): unknown {
  if (field.endsWith('Id')) return idNamed(world, world.first, field);
  if (field === 'leadScore') return 0.9;
  throw new NotSupplied(`There is nothing to give as ${field}.`);
}

function pointersOf(body: unknown): readonly string[] {
  if (typeof body !== 'object' || body === null || !('errors' in body)) return [];
  const { errors } = body as { errors: ReadonlyArray<{ pointer?: string }> };
  return errors.flatMap(({ pointer }) => pointer ?? []);
}
