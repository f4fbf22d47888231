import type { Callers } from './callers.js';
import { expectedOf } from './expectation.js';
import { codeOf, exchange } from './exchange.js';
import type { MatrixAnswer } from './exchange.js';
import type { Matrix } from './matrix.js';
import type { Operation } from './specification.js';
import { pathIds, pathWith } from './targets.js';
import type { World } from './world.js';

interface Around {
  readonly url: string;
  readonly matrix: Matrix;
  readonly callers: Callers;
  readonly world: World;
  readonly other: World;
}

/**
 * A cursor of another organization's list, in ours: refused, or of no use, since it tells nothing
 * but where to go on. Throws if there is no second page, for then nothing is shown.
 */
export async function foreignCursor(operation: Operation, around: Around): Promise<string[]> {
  const admin = around.callers.named('admin');
  if (expectedOf(operation, admin, 'own') !== 'allowed') return [];
  const stranger = around.callers.named('admin of another organization');
  const theirs = pathWith(operation, pathIds(operation, around, 'other organization'));
  const ours = pathWith(operation, pathIds(operation, around, 'own'));
  const page = await exchange(around.url, {
    ...{ method: 'get', path: `${theirs}?limit=1`, token: stranger.token },
  });
  const cursor = nextCursor(page);
  if (cursor === undefined) {
    throw new Error(`${operation.operationId}: there is no second page in the world.`);
  }
  const query = new URLSearchParams({ cursor, limit: '100' });
  const request = { method: 'get', path: `${ours}?${query.toString()}`, token: admin.token };
  const answer = await around.matrix.send({ operation, caller: admin }, request);
  if (answer.status === 400 && codeOf(answer) === 'validation_failed') return [];
  if (answer.status !== 200) return [`${operation.operationId}: ${answer.status}`];
  const foreign = new Set(rowIds(page));
  return rowIds(answer).filter((id) => foreign.has(id));
}

function nextCursor({ body }: MatrixAnswer): string | undefined {
  const { page } = body as { page?: { nextCursor?: string } };
  return page?.nextCursor;
}

function rowIds({ body }: MatrixAnswer): readonly string[] {
  const { data } = body as { data: ReadonlyArray<Record<string, unknown>> };
  return data.map((row) => JSON.stringify(row['id'] ?? row));
}
