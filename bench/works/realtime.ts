import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { heldKiB } from '../sockets/held-memory.js';
import { nowMicroseconds } from '../sockets/monotonic.js';
import type { ServerProcess } from '../server-process.js';
import type { Stage } from '../stage.js';
import { realtimeGround } from './realtime-ground.js';
import type { RealtimeGround } from './realtime-ground.js';
import { percentile } from '../percentile.js';

const SOCKETS = 10_000;
const MEMBERS = 200;
/** Opened and closed before anything is measured: code is compiled, pools and buffers are there. */
const WARM_UP_SOCKETS = 1_000;
const EVENTS_PER_SECOND = 200;
/** As sensor gateways report them. */
const EVENTS_A_REQUEST = 5;
const VISITS = 20;
/** Left for everything that is not a socket. */
const SPARE_FILES = 500;
/** So long both sides are left alone before their memory is read. */
const SETTLE_MS = 8_000;
/** Lets the benchmark ask for a collection of garbage, on a free port of loopback. */
const INSPECTED = ['--inspect=127.0.0.1:0'];
/** What is on its way when the last event was sent. */
const ARRIVE_MS = 1_000;

interface Effort {
  readonly rounds: number;
  readonly seconds: number;
  readonly say: (line: string) => void;
}

/** One of the two: a server, the far ends of its sockets, and how something moves on it. */
interface Side {
  readonly name: string;
  readonly server: ServerProcess;
  readonly load: ServerProcess;
  readonly open: (first: number, end: number) => Promise<unknown>;
  readonly move: (numbers: readonly number[]) => Promise<Response>;
}

interface Round {
  readonly p50: number;
  readonly p99: number;
  readonly missing: number;
  /** Processor time for one frame to one socket. */
  readonly cpuMicroseconds: number;
}

/**
 * 10,000 idle sockets on one process, and 200 movements a second to a room of 200 of them, from
 * the request to the receipt; `ws` bare beside it, in the same run, by turns.
 */
export async function realtime(stage: Stage, token: string, effort: Effort): Promise<void> {
  const { say } = effort;
  const count = Math.min(SOCKETS, openFiles() - SPARE_FILES);
  if (count < SOCKETS) say(`  Only ${count} sockets: raise the limit of open files (ulimit -n).`);
  const ground = await realtimeGround(stage, count + WARM_UP_SOCKETS);
  const sides = [await bareSide(stage), await ourSide(stage, token, ground)];
  for (const side of sides) say(await memoryOf(side, count));
  const rounds = new Map(sides.map(({ name }): [string, Round[]] => [name, []]));
  for (let number = 0; number <= effort.rounds; number += 1) {
    for (const side of number % 2 === 0 ? sides : sides.toReversed()) {
      const round = await deliver(side, effort.seconds);
      // The first is the warm-up.
      if (number > 0) rounds.get(side.name)?.push(round);
    }
  }
  say(`  ${EVENTS_PER_SECOND} movements a second to ${MEMBERS} sockets, ${count} connected:`);
  for (const [name, results] of rounds) say(told(name, results));
}

async function bareSide(stage: Stage): Promise<Side> {
  const server = await stage.startProgram('bare-sockets', 'sockets/bare.js', INSPECTED);
  const load = await stage.startProgram('bare-load', 'sockets/load.js');
  const url = server.url.replace('http', 'ws');
  return {
    name: 'bare ws',
    server,
    load,
    open: (first, end) => ask(load, 'openBare', { url, count: end - first, members: MEMBERS }),
    move: (numbers) =>
      fetch(server.url, { method: 'POST', body: JSON.stringify(numbers.map(bareBody)) }),
  };
}

/** As large as what the product sends. */
function bareBody(number: number): object {
  const id = '01a1ff1e-9898-74f7-9d62-140439b32bdf';
  return { showroomId: id, visitId: id, newLocation: locationOf(number) };
}

async function ourSide(
  stage: Stage,
  token: string,
  { showroomId, tickets }: RealtimeGround,
): Promise<Side> {
  const server = await stage.startProduct('sockets', 'api,realtime,worker', INSPECTED);
  const load = await stage.startProgram('load', 'sockets/load.js');
  const act = (activity: object): Promise<Response> =>
    fetch(`${server.url}/api/v1/showrooms/${showroomId}/activities`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      body: JSON.stringify(activity),
    });
  const visits: string[] = [];
  while (visits.length < VISITS) {
    const answer = await act({ type: 'CUSTOMER_ENTERED', location: locationOf(0) });
    visits.push(((await answer.json()) as { visitId: string }).visitId);
  }
  const url = server.url.replace('http', 'ws');
  const room = `showroom:${showroomId}`;
  return {
    name: 'ours',
    server,
    load,
    open: (first, end) =>
      ask(load, 'open', { url, tickets: tickets.slice(first, end), room, members: MEMBERS }),
    move: (numbers) => {
      const activities = numbers.map((number) => {
        const visitId = visits[number % VISITS];
        return { type: 'CUSTOMER_MOVED', visitId, location: locationOf(number) };
      });
      return act({ activities });
    },
  };
}

/** Tells events apart by where they are. */
function locationOf(number: number): { floor: number; x: number; y: number } {
  return { floor: 1, x: number / 1_000, y: 1 };
}

async function memoryOf({ name, server, load, open }: Side, count: number): Promise<string> {
  await open(0, WARM_UP_SOCKETS);
  await ask(load, 'close', {});
  await sleep(SETTLE_MS);
  const before = await heldKiB(server);
  const startedAt = performance.now();
  await open(WARM_UP_SOCKETS, WARM_UP_SOCKETS + count);
  const seconds = (performance.now() - startedAt) / 1_000;
  await sleep(SETTLE_MS);
  const { endings } = (await ask(load, 'endings', {})) as { endings: number };
  if (endings > 0) throw new Error(`The run does not count: ${endings} sockets of ${name} ended.`);
  const each = ((await heldKiB(server)) - before) / count;
  const target = name === 'ours' ? ' (target: below 15)' : '';
  return `  ${name}: ${count} sockets, ${each.toFixed(1)} KiB each${target}, open after ${seconds.toFixed(0)} s`;
}

async function deliver(side: Side, seconds: number): Promise<Round> {
  const sentAt = new Map<number, number>();
  const answers: Array<Promise<Response>> = [];
  const cpuBefore = side.server.cpuMs();
  const startedAt = performance.now();
  for (let first = 1; first <= EVENTS_PER_SECOND * seconds; first += EVENTS_A_REQUEST) {
    await sleep(startedAt + (first * 1_000) / EVENTS_PER_SECOND - performance.now());
    const numbers = Array.from({ length: EVENTS_A_REQUEST }, (_, index) => first + index);
    for (const number of numbers) sentAt.set(number, nowMicroseconds());
    answers.push(side.move(numbers));
  }
  for (const answer of await Promise.all(answers)) {
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The round does not count: ${side.name}: ${text}`);
  }
  await sleep(ARRIVE_MS);
  const cpuMs = side.server.cpuMs() - cpuBefore;
  const arrivals = (await ask(side.load, 'arrivals', {})) as Array<[number, number[]]>;
  const latencies = arrivals.flatMap(([number, times]) =>
    times.map((at) => (at - (sentAt.get(number) ?? NaN)) / 1_000),
  );
  latencies.sort((left, right) => left - right);
  return {
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    missing: sentAt.size * MEMBERS - latencies.length,
    cpuMicroseconds: (cpuMs * 1_000) / latencies.length,
  };
}

function told(name: string, rounds: readonly Round[]): string {
  const of = (key: keyof Round): number =>
    percentile(
      rounds.map((round) => round[key]).toSorted((a, b) => a - b),
      0.5,
    );
  const target = name === 'ours' ? ' (target: p99 below 50)' : '';
  const missing = rounds.reduce((sum, round) => sum + round.missing, 0);
  return (
    `  ${name}: p50 ${of('p50').toFixed(1)} ms, p99 ${of('p99').toFixed(1)} ms${target}, ` +
    `${of('cpuMicroseconds').toFixed(1)} µs of CPU a frame, ${missing} frames missing`
  );
}

async function ask(load: ServerProcess, action: string, input: object): Promise<unknown> {
  const answer = await fetch(`${load.url}/${action}`, {
    method: 'POST',
    body: JSON.stringify(input),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

/** The soft limit, which the servers inherit. */
function openFiles(): number {
  return Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1]);
}
