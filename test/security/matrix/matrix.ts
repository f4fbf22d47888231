import { bodyFor } from './bodies.js';
import type { Caller } from './callers.js';
import { expectedOf } from './expectation.js';
import type { Expected, Situation } from './expectation.js';
import { exchange, freshIdempotencyKey } from './exchange.js';
import type { MatrixAnswer, MatrixRequest } from './exchange.js';
import { PREPARATIONS } from './preparations.js';
import type { Prepared } from './preparations.js';
import { difference } from './report.js';
import type { Mismatch } from './report.js';
import type { Operation } from './specification.js';
import { namesAnObject, pathIds, pathWith, placeIn } from './targets.js';
import type { Ids } from './targets.js';
import type { World } from './world.js';

const SITUATIONS: readonly Situation[] = [
  'own',
  'same showroom',
  'other showroom',
  'other organization',
  'not existing',
  'malformed',
];

/** One cell of the matrix. */
export interface Cell {
  readonly operation: Operation;
  readonly caller: Caller;
  readonly situation: Situation;
}

/** Sees every answer, to look for what should not be in it. */
export type Witness = (
  cell: Pick<Cell, 'operation' | 'caller'>,
  request: MatrixRequest,
  answer: MatrixAnswer,
) => void;

interface MatrixDeps {
  readonly url: string;
  readonly world: World;
  readonly other: World;
  readonly witness?: Witness;
}

/** Sends what the cells ask for, and keeps what did not come as declared. */
export class Matrix {
  readonly mismatches: Mismatch[] = [];
  requests = 0;

  constructor(private readonly deps: MatrixDeps) {}

  /** Every situation of one operation and caller. */
  async row(operation: Operation, caller: Caller): Promise<void> {
    const situations = namesAnObject(operation) ? SITUATIONS : SITUATIONS.slice(0, 1);
    const answers = new Map<Situation, MatrixAnswer>();
    for (const situation of situations) {
      // What is another organization's to most is a foreign caller's own.
      if (caller.isForeign === true && situation === 'other organization') continue;
      answers.set(situation, await this.cell({ operation, caller, situation }));
    }
    this.compare({ operation, caller }, answers);
  }

  /** One cell; answers what came. */
  async cell(cell: Cell): Promise<MatrixAnswer> {
    const { operation, caller, situation } = cell;
    const expected = expectedOf(operation, caller, situation);
    const prepared = expected === 'allowed' ? await this.prepare(cell) : {};
    const ids = { ...pathIds(operation, this.deps, situation), ...prepared.ids };
    const request = await this.request(cell, { ...prepared, ids }, expected);
    const answer = await this.send(cell, request);
    this.judge(cell, expected, answer);
    await prepared.afterwards?.();
    return answer;
  }

  /** Sends a request as it is, for the witness to see. */
  async send(
    cell: Pick<Cell, 'operation' | 'caller'>,
    request: MatrixRequest,
  ): Promise<MatrixAnswer> {
    this.requests += 1;
    const answer = await exchange(this.deps.url, request);
    this.deps.witness?.(cell, request, answer);
    return answer;
  }

  /** Keeps the answer if it is not what was expected. */
  judge(
    { operation, caller, situation }: Omit<Cell, 'situation'> & { readonly situation: string },
    expected: Expected,
    answer: Pick<MatrixAnswer, 'status' | 'body'>,
  ): void {
    const found = difference(operation.operationId, expected, answer);
    if (found === undefined) return;
    this.mismatches.push({
      ...{ operation: operation.operationId, caller: caller.name, situation },
      ...found,
    });
  }

  /** A request of this caller, with these ids; conditional ones name the present version. */
  async request(
    { operation, caller, situation }: Cell,
    prepared: Prepared & { readonly ids: Ids },
    expected: Expected,
  ): Promise<MatrixRequest> {
    const { world, other } = this.deps;
    const [home, place] = placeIn(world, other, situation);
    const path = pathWith(operation, prepared.ids);
    const { office } = namesAnObject(operation) ? home : bodyHome(caller, home);
    const isChange = operation.isConditional && expected === 'allowed';
    const version = isChange ? await office.versionOf(path) : '"1"';
    return {
      ...{ method: operation.method, path, contentType: operation.contentType },
      token: prepared.token ?? caller.token,
      body:
        prepared.body ?? bodyFor(operation, bodyHome(caller, home), bodyPlace(caller, home, place)),
      headers: {
        ...(operation.isIdempotent ? freshIdempotencyKey() : {}),
        ...(operation.isConditional ? { 'If-Match': version } : {}),
      },
    };
  }

  private async prepare({ operation, caller, situation }: Cell): Promise<Prepared> {
    const [world, place] = placeIn(this.deps.world, this.deps.other, situation);
    const owner = situation === 'same showroom' ? 'colleague' : 'rep';
    const occasion = { caller, world, place, owner } as const;
    return (await PREPARATIONS[operation.operationId]?.(occasion)) ?? {};
  }

  /** Whether something is there and not ours, or not there at all, must look the same. */
  private compare(
    { operation, caller }: Pick<Cell, 'operation' | 'caller'>,
    answers: ReadonlyMap<Situation, MatrixAnswer>,
  ): void {
    const foreign = answers.get(caller.isForeign === true ? 'own' : 'other organization');
    const missing = answers.get('not existing');
    if (foreign === undefined || missing === undefined) return;
    const [got, expected] = [withoutIds(foreign), withoutIds(missing)];
    if (got === expected) return;
    const situation = 'another organization’s, told from a missing one';
    const names = { operation: operation.operationId, caller: caller.name };
    this.mismatches.push({
      ...names,
      situation,
      expected: expected.slice(0, SHOWN),
      got: got.slice(0, SHOWN),
    });
  }
}

const SHOWN = 200;

/** Callers of the other organization send what is right in their own. */
function bodyHome(caller: Caller, home: World): World {
  return caller.world ?? home;
}

function bodyPlace(caller: Caller, home: World, place: World['first']): World['first'] {
  return caller.world === undefined || caller.world === home ? place : caller.world.first;
}

/** A problem without what differs from one request to the next. */
export function withoutIds({ status, text }: Pick<MatrixAnswer, 'status' | 'text'>): string {
  const plain = text
    .replaceAll(/"requestId":"[^"]*"/g, '')
    .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');
  return `${status} ${plain}`;
}
