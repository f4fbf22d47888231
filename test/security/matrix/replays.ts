import { freshKey } from '../../support/test-app.js';
import type { Caller, Callers } from './callers.js';
import { exchange } from './exchange.js';
import type { MatrixAnswer, MatrixRequest } from './exchange.js';
import { expectedOf } from './expectation.js';
import type { Matrix } from './matrix.js';
import { PREPARATIONS } from './preparations.js';
import type { Operation } from './specification.js';
import { pathIds } from './targets.js';
import type { World } from './world.js';

interface Around {
  readonly url: string;
  readonly matrix: Matrix;
  readonly callers: Callers;
  readonly world: World;
  readonly other: World;
}

const NAMES = ['admin', 'sales_rep'];

/**
 * One key and one body, sent by one caller and then by all others. Answers what was replayed to
 * somebody else; throws if it was not even replayed to the first, for then nothing is shown.
 */
export async function replayedToOthers(
  operation: Operation,
  around: Around,
): Promise<readonly string[]> {
  const caller = firstCaller(operation, around.callers);
  const { request, afterwards } = await keyedRequest(operation, caller, around);
  const first = await exchange(around.url, request);
  const again = await exchange(around.url, request);
  if (!isReplay(again)) {
    throw new Error(`${operation.operationId} was not replayed: ${first.text} ${again.text}`);
  }
  const faults: string[] = [];
  for (const other of around.callers.all) {
    if (other.world === undefined || other.name === caller.name) continue;
    const theirs = await exchange(around.url, { ...request, token: other.token });
    if (isReplay(theirs)) faults.push(`${operation.operationId}: answered to ${other.name}, too`);
  }
  await afterwards?.();
  return faults;
}

/** Whoever may do it to what is the rep's. */
function firstCaller(operation: Operation, callers: Callers): Caller {
  const able = NAMES.map((name) => callers.named(name)).find(
    (caller) => expectedOf(operation, caller, 'own') === 'allowed',
  );
  if (able === undefined) throw new Error(`Nobody can do ${operation.operationId}.`);
  return able;
}

async function keyedRequest(
  operation: Operation,
  caller: Caller,
  around: Around,
): Promise<{ request: MatrixRequest; afterwards: (() => Promise<void>) | undefined }> {
  const { matrix, world } = around;
  const occasion = { caller, world, place: world.first, owner: 'rep' } as const;
  const prepared = (await PREPARATIONS[operation.operationId]?.(occasion)) ?? {};
  const ids = { ...pathIds(operation, around, 'own'), ...prepared.ids };
  const cell = { operation, caller, situation: 'own' } as const;
  const request = await matrix.request(cell, { ...prepared, ids }, 'allowed');
  const headers = { ...request.headers, 'Idempotency-Key': freshKey() };
  return { request: { ...request, headers }, afterwards: prepared.afterwards };
}

function isReplay({ headers }: MatrixAnswer): boolean {
  return headers['idempotent-replayed'] !== undefined;
}
