import { expect } from '@jest/globals';
import fc from 'fast-check';
import { eventually } from '../eventually.js';
import { explain, UpListFloor } from './up-list-floor.js';
import type { Deed, UpListHost } from './up-list-floor.js';
import { UpListModel, isOfPresence } from './up-list-model.js';
import type { Action, Presence } from './up-list-model.js';
import type { Rep } from './up-list.js';

/** A visit that nobody hears of for 30 minutes would be closed. */
const MOST_LAPSES = 8;

/** The product of one run, and what should be so. */
interface World {
  readonly host: UpListHost;
  readonly floor: UpListFloor;
}

interface Memory {
  now: UpListModel;
  lapses: number;
  steps: number;
}

type Step = fc.AsyncCommand<Memory, World>;

/** What somebody wants to do, before it is known who is there: numbers become people and visits. */
interface Wish {
  readonly kind: Exclude<Action['kind'], 'expire'>;
  readonly visit: number;
  readonly rep: number;
  /** One in five says it of a visit that is not his. */
  readonly isAstray: boolean;
}

const KINDS: ReadonlyArray<Wish['kind']> = [
  ...(['enter', 'enter', 'enter', 'enter', 'score', 'exit', 'exit', 'accept', 'accept'] as const),
  ...(['decline', 'decline', 'engage', 'assign', 'assign', 'check in', 'check in'] as const),
  ...(['check out', 'pause', 'resume', 'resume'] as const),
];

const wish: fc.Arbitrary<Wish> = fc.record({
  kind: fc.constantFrom(...KINDS),
  visit: fc.nat({ max: 11 }),
  rep: fc.nat({ max: 11 }),
  isAstray: fc.nat({ max: 4 }).map((number) => number === 0),
});

/** Of whom it is worth saying; of anybody else it changes nothing, or little. */
const CONCERNED: Readonly<Partial<Record<Wish['kind'], (rep: Rep) => boolean>>> = {
  'check in': ({ checkedInAt }) => checkedInAt === undefined,
  'check out': ({ visitId }) => visitId !== undefined,
  resume: ({ paused }) => paused,
};

/** The action of this wish as things stand; undefined when there is nobody whom it could be about. */
function actionOf(wished: Wish, model: UpListModel): Action | undefined {
  const { kind, rep, isAstray } = wished;
  const { reps } = model.standing;
  const concerned = isAstray ? [] : reps.filter(CONCERNED[kind] ?? (() => true));
  const userId = pick(concerned.length > 0 ? concerned : reps, rep)?.userId;
  if (kind === 'enter') return { kind, isHigh: !isAstray };
  if (userId === undefined) return undefined;
  return isOfPresence(kind) ? { kind, userId } : visitAction({ ...wished, kind }, userId, model);
}

type VisitWish = Wish & { readonly kind: Exclude<Wish['kind'], Presence | 'enter'> };

function visitAction(
  { kind, visit, isAstray }: VisitWish,
  userId: string,
  model: UpListModel,
): Action | undefined {
  const visitId = pick(isAstray ? model.known() : model.here(), visit);
  if (visitId === undefined) return undefined;
  if (kind === 'score' || kind === 'exit') return { kind, visitId };
  const held = model.standing.claims.filter(({ assignedTo }) => assignedTo !== undefined);
  const claim = pick(held, visit);
  if (kind === 'assign' || isAstray || claim?.assignedTo === undefined) {
    return { kind, visitId, userId };
  }
  return { kind, visitId: claim.visitId, userId: claim.assignedTo };
}

function pick<T>(items: readonly T[], number: number): T | undefined {
  return items[number % Math.max(1, items.length)];
}

/** Compares what the product did with what the model may have done, and goes on from there. */
async function settle(memory: Memory, { floor }: World, deeds: readonly Deed[]): Promise<void> {
  const [standing, { answered, told }] = await Promise.all([
    floor.standing(),
    floor.lists(memory.steps % 2),
  ]);
  const next = explain(memory.now, deeds, standing);
  if (next === undefined) {
    const tried = memory.now.copy();
    const should = deeds.map(({ action }) => tried.perform(action));
    expect({ deeds, ...standing }).toEqual({ deeds, should, ...tried.standing });
    throw new Error(`No order of these explains what came of them: ${JSON.stringify(deeds)}`);
  }
  memory.now = next;
  memory.steps += 1;
  expect(answered).toEqual(next.entries);
  expect(told).toEqual(next.entries);
}

/** One wish at one instance, or several at once at both. */
function act(wishes: readonly Wish[], first: number): Step {
  const actionsIn = ({ now }: Memory): Action[] =>
    wishes.flatMap((one) => actionOf(one, now) ?? []);
  return {
    check: (memory) => actionsIn(memory).length > 0,
    run: async (memory, world) => {
      const actions = actionsIn(memory);
      const deeds = await Promise.all(
        actions.map((action, index) => world.floor.perform(action, (first + index) % 2)),
      );
      await settle(memory, world, deeds);
    },
    toString: () => `at ${first}: ${wishes.map(inWords).join(' and ')}`,
  };
}

/** An instance ends while something is asked of it. */
function crash(one: Wish, instance: number): Step {
  return {
    check: ({ now }) => actionOf(one, now) !== undefined,
    run: async (memory, world) => {
      const action = actionOf(one, memory.now);
      if (action === undefined) return;
      const [deed] = await Promise.all([
        world.floor.perform(action, instance),
        world.host.crash(instance),
      ]);
      await settle(memory, world, [deed]);
    },
    toString: () => `crash of ${instance} at ${inWords(one)}`,
  };
}

/** Two minutes pass: whoever was asked and has not answered is passed over. */
function lapse(): Step {
  return {
    check: ({ now, lapses }) => now.asked().length > 0 && lapses < MOST_LAPSES,
    run: async (memory, world) => {
      memory.lapses += 1;
      const deeds = memory.now.asked().map(({ visitId }): Deed => ({
        ...{ action: { kind: 'expire', visitId }, answer: '' },
      }));
      await world.host.lapse();
      await settle(memory, world, deeds);
    },
    toString: () => 'two minutes',
  };
}

function inWords({ kind, visit, rep, isAstray }: Wish): string {
  return `${kind}(${visit}, ${rep}${isAstray ? ', astray' : ''})`;
}

/** How a property is searched. */
export interface UpListSearch {
  readonly runs: number;
  readonly steps: number;
  /** How many of 40 steps are crashes. */
  readonly crashes: number;
  readonly seed: number;
  /** Two instances, and a showroom of which nothing is known but its reps. */
  open(reps: number): Promise<UpListHost>;
}

/**
 * What is always so, whatever happens in whatever order, at two instances at once, and however
 * often they end: the model explains every answer and every state, so no rep has two customers and
 * no free rep stands beside a waiting one; tablets were told the list that is answered; decisions
 * come out the same; every customer who waited was shown to a manager. Answers what was found
 * against it.
 */
export async function searchUpList(search: UpListSearch): Promise<string | undefined> {
  const instance = fc.nat({ max: 1 });
  const one = fc.tuple(wish, instance).map(([wished, at]) => act([wished], at));
  const several = fc
    .tuple(fc.array(wish, { minLength: 2, maxLength: 3 }), instance)
    .map(([wishes, at]) => act(wishes, at));
  const broken = fc.tuple(wish, instance).map(([wished, at]) => crash(wished, at));
  const step = fc.oneof(
    { weight: 24 - search.crashes, arbitrary: one },
    { weight: 12, arbitrary: several },
    { weight: 4, arbitrary: fc.constant(0).map(lapse) },
    ...(search.crashes > 0 ? [{ weight: search.crashes, arbitrary: broken }] : []),
  );
  const commands = fc.commands([step], { maxCommands: search.steps, size: 'max' });
  const property = fc.asyncProperty(
    commands,
    fc.integer({ min: 1, max: 4 }),
    async (script, reps) => {
      const host = await search.open(reps);
      const floor = new UpListFloor(host);
      const now = UpListModel.of(await floor.standing());
      await fc.asyncModelRun(
        () => ({ model: { now, lapses: 0, steps: 0 }, real: { host, floor } }),
        script,
      );
      await floor.expectAccountable();
      await eventually(
        () => floor.unseen(),
        (unseen) => unseen === 0,
        90_000,
      );
    },
  );
  const { runs: numRuns, seed } = search;
  const found = await fc.check(property, { numRuns, seed, endOnFailure: true });
  if (!found.failed) return undefined;
  return `${fc.defaultReportMessage(found)}\n${String(found.errorInstance)}`;
}

/** A number that is set for this run, such as a seed, or the usual one. */
export function numberOf(variable: string, usual: number): number {
  const given = process.env[variable];
  return given === undefined ? usual : Number(given);
}
