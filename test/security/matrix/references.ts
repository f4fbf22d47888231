import { newId } from '../../../src/shared/ids.js';
import { bodyWith, nameOf } from './bodies.js';
import type { Caller } from './callers.js';
import { refusedAtTheDoor } from './expectation.js';
import type { Expected, Situation } from './expectation.js';
import type { MatrixAnswer, MatrixRequest } from './exchange.js';
import { withoutIds } from './matrix.js';
import type { Matrix } from './matrix.js';
import type { Operation } from './specification.js';
import { idNamed, pathIds, pathWith, placeIn } from './targets.js';
import type { World } from './world.js';

type Away = Exclude<Situation, 'own' | 'same showroom'>;

const AWAY: readonly Away[] = ['other showroom', 'other organization', 'not existing', 'malformed'];

/** Ids that are given, and are not what the operation is about; and what is then answered. */
const NOT_FOUND: Expected = { status: [404, 422] };

/**
 * A reference that is refused in other words; the same, whether what is named is another
 * organization's or is not there.
 */
const IN_OTHER_WORDS: Readonly<Record<string, Expected>> = {
  // Whoever is not checked in is given no customer: it does not matter who he is.
  assignVisit: { status: [409], codes: ['rep_not_checked_in'] },
};

interface Worlds {
  readonly world: World;
  readonly other: World;
}

/** Where an id is given, beside the path. */
interface Field {
  readonly place: 'body' | 'query';
  /** A pointer, or the name of a parameter. */
  readonly at: string;
}

/** Looks at every id that can be given in a body or a query. */
export class References {
  constructor(
    private readonly matrix: Matrix,
    private readonly worlds: Worlds,
  ) {}

  /** All of one operation, by one caller of this organization who passes scope and role. */
  async row(operation: Operation, caller: Caller): Promise<void> {
    if (caller.world !== this.worlds.world || refusedAtTheDoor(operation, caller)) return;
    const fields: Field[] = [
      ...operation.bodyIds.map((at): Field => ({ place: 'body', at })),
      ...operation.queryIds.map((at): Field => ({ place: 'query', at })),
    ];
    for (const field of fields) await this.field(operation, caller, field);
  }

  private async field(operation: Operation, caller: Caller, field: Field): Promise<void> {
    const answers = new Map<Away, MatrixAnswer>();
    for (const situation of AWAY) {
      const expected = expectedOf(operation, caller, { field, situation });
      if (expected === undefined) continue;
      const request = await this.request({ operation, caller }, field, situation);
      const answer = partOf(await this.matrix.send({ operation, caller }, request), field);
      answers.set(situation, answer);
      const shown = `${situation} in ${field.place} ${field.at}`;
      const cell = { operation, caller, situation: shown };
      if (expected === 'nothing') this.expectNothing(cell, answer);
      else this.matrix.judge(cell, expected, answer);
    }
    this.compare({ operation, caller }, field, answers);
  }

  private async request(
    { operation, caller }: { readonly operation: Operation; readonly caller: Caller },
    field: Field,
    situation: Away,
  ): Promise<MatrixRequest> {
    const ids = pathIds(operation, this.worlds, 'own');
    const cell = { operation, caller, situation: 'own' } as const;
    const request = await this.matrix.request(cell, { ids }, 'allowed');
    const id = this.idOf(nameOf(field.at), situation);
    if (field.place === 'query') {
      const query = new URLSearchParams({ [field.at]: id }).toString();
      const path = `${pathWith(operation, ids)}?${query}`;
      return { ...request, path };
    }
    const { world } = this.worlds;
    const at = { pointer: field.at, value: id };
    return { ...request, body: bodyWith(operation, at, [world, world.first]) };
  }

  private idOf(name: string, situation: Away): string {
    if (situation === 'malformed') return 'not-an-id';
    if (situation === 'not existing') return newId();
    const [home, place] = placeIn(this.worlds.world, this.worlds.other, situation);
    return idNamed(home, place, name);
  }

  /** A filter by what the caller cannot see: nothing is found, or it is said not to be there. */
  private expectNothing(
    cell: { readonly operation: Operation; readonly caller: Caller; readonly situation: string },
    answer: MatrixAnswer,
  ): void {
    const rows = answer.status === 200 ? rowsOf(answer) : [];
    if (answer.status === 200 && rows.length === 0) return;
    this.matrix.judge(cell, { status: [404] }, answer);
  }

  private compare(
    cell: { readonly operation: Operation; readonly caller: Caller },
    field: Field,
    answers: ReadonlyMap<Away, MatrixAnswer>,
  ): void {
    const foreign = answers.get('other organization');
    const missing = answers.get('not existing');
    if (foreign === undefined || missing === undefined) return;
    if (withoutIds(foreign) === withoutIds(missing)) return;
    const situation = `another organization’s in ${field.place} ${field.at} told from a missing one`;
    this.matrix.judge({ ...cell, situation }, { status: [] }, foreign);
  }
}

function expectedOf(
  operation: Operation,
  caller: Caller,
  { field, situation }: { readonly field: Field; readonly situation: Away },
): Expected | 'nothing' | undefined {
  const name = nameOf(field.at);
  if (situation === 'malformed') return { status: [400] };
  if (field.place === 'body' && !mayGive(operation, caller, name)) {
    return { status: [403], codes: ['field_forbidden'] };
  }
  if (situation === 'other showroom') return inAnotherShowroom(operation, caller, name);
  if (field.place === 'query') return 'nothing';
  return IN_OTHER_WORDS[operation.operationId] ?? NOT_FOUND;
}

/** Whose path names what is everybody's, and whose body says for which showroom. */
const FOR_A_SHOWROOM = ['createHold'];

/** Showrooms themselves are what access is about; the rest has it by the path. */
function inAnotherShowroom(
  { authz, operationId }: Operation,
  caller: Caller,
  name: string,
): Expected | undefined {
  const isShowroom = name === 'showroomId' || name === 'showroomIds';
  const isForAll = authz.object === 'organization' && !FOR_A_SHOWROOM.includes(operationId);
  if (!isShowroom || caller.showrooms === 'all' || isForAll) return undefined;
  return { status: [403], codes: ['showroom_forbidden'] };
}

function mayGive({ authz }: Operation, caller: Caller, name: string): boolean {
  return authz.writableBy?.[name]?.includes(caller.type) ?? true;
}

/** Of several activities or vehicles, the answer to the one that was sent. */
function partOf(answer: MatrixAnswer, { at }: Field): MatrixAnswer {
  const results: unknown = answer.status === 207 ? fieldOf(answer.body, 'results') : undefined;
  const body: unknown = Array.isArray(results) ? results[0] : undefined;
  const status = fieldOf(body, 'status');
  if (!/^\/\w+\/0\//.test(at) || typeof status !== 'number') return answer;
  return { ...answer, status, body, text: JSON.stringify(body) };
}

function rowsOf({ body }: MatrixAnswer): readonly unknown[] {
  const rows = fieldOf(body, 'data');
  return Array.isArray(rows) ? rows : [];
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}
