import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from 'mariadb';
import { SHOWROOM_IDS } from '../data/seed.js';
import type { Stage } from '../stage.js';
import { percentile } from '../percentile.js';

const VISITORS = 100;
const DISPLAYED = 60;
const METRES = 50;
/** As many positions a second as the gateways of a large floor tell. */
const POSITIONS_A_SECOND = 500;
const AT_ONCE = 8;

interface Effort {
  readonly seconds: number;
  readonly say: (line: string) => void;
}

interface Floor {
  readonly url: string;
  readonly token: string;
  readonly visitors: readonly Visitor[];
}

interface Visitor {
  readonly visitId: string;
  x: number;
  y: number;
}

interface Figures {
  readonly accepted: number;
  readonly p50: number;
  readonly p99: number;
  readonly statements: number;
  readonly writes: number;
}

/**
 * 500 positions a second to one process, in batches, as they come; and one by one and in batches
 * as fast as it answers. Among vehicles on display, each visitor with an interest of his own.
 */
export async function movement(stage: Stage, token: string, effort: Effort): Promise<void> {
  const { product, connection } = stage;
  const floor: Floor = { url: product.url, token, visitors: await furnish(stage, token) };
  const { seconds, say } = effort;
  const ways: ReadonlyArray<[string, () => Promise<Figures>]> = [
    ['batches of 50', () => paced(floor, connection, { size: 50, seconds })],
    ['batches of 100', () => paced(floor, connection, { size: 100, seconds })],
    ['one by one, as fast as answered', () => hurried(floor, connection, { size: 1, seconds })],
    [
      'batches of 100, as fast as answered',
      () => hurried(floor, connection, { size: 100, seconds }),
    ],
  ];
  say('| positions | accepted /s | p50 ms | p99 ms | statements /s | of them writes |');
  say('| --- | --- | --- | --- | --- | --- |');
  for (const [name, way] of ways) {
    await way();
    const { accepted, p50, p99, statements, writes } = await way();
    const cells = [accepted, p50.toFixed(1), p99.toFixed(1), statements, writes];
    say(`| ${[name, ...cells].join(' | ')} |`);
  }
}

/** A floor, vehicles on it, and visitors who have looked at one of them each. */
async function furnish({ product, connection }: Stage, token: string): Promise<Visitor[]> {
  const [showroomId] = SHOWROOM_IDS;
  const floors = JSON.stringify([{ floor: 1, widthM: METRES, depthM: METRES }]);
  await connection.query('UPDATE showrooms SET floors = ? WHERE id = ?', [floors, showroomId]);
  await connection.query(
    `UPDATE vehicles SET displayed = TRUE, position_floor = 1,
       position_x_mm = RAND(1) * ?, position_y_mm = RAND(2) * ?
     WHERE showroom_id = ? AND status = 'available' ORDER BY id LIMIT ?`,
    [METRES * 1_000, METRES * 1_000, showroomId, DISPLAYED],
  );
  const vehicles = await connection.query<Array<{ id: string }>>(
    'SELECT id FROM vehicles WHERE showroom_id = ? AND displayed = TRUE',
    [showroomId],
  );
  // Showrooms are remembered for five seconds.
  await sleep(5_100);
  const visitors: Visitor[] = [];
  for (let visitor = 0; visitor < VISITORS; visitor += 1) {
    const [x, y] = [Math.random() * METRES, Math.random() * METRES];
    const location = { floor: 1, x, y };
    const entered = { type: 'CUSTOMER_ENTERED', leadScore: 0.1, location };
    const { visitId } = (await send({ url: product.url, token }, entered)) as { visitId: string };
    const vehicleId = vehicles[visitor % vehicles.length]?.id;
    const interest = { type: 'CUSTOMER_INTEREST', visitId, vehicleId, interestLevel: 0.2 };
    await send({ url: product.url, token }, interest);
    visitors.push({ visitId, x, y });
  }
  return visitors;
}

/** So many a second, whether or not those before are answered. */
async function paced(
  floor: Floor,
  connection: Connection,
  { size, seconds }: { readonly size: number; readonly seconds: number },
): Promise<Figures> {
  const everyMs = (size * 1_000) / POSITIONS_A_SECOND;
  return observed(connection, async (walk) => {
    const startedAt = performance.now();
    const answers: Array<Promise<void>> = [];
    for (let batch = 0; batch * everyMs < seconds * 1_000; batch += 1) {
      await sleep(Math.max(0, startedAt + batch * everyMs - performance.now()));
      answers.push(walk(floor, size));
    }
    await Promise.all(answers);
  });
}

/** Some at once, each asking again as soon as it is answered. */
async function hurried(
  floor: Floor,
  connection: Connection,
  { size, seconds }: { readonly size: number; readonly seconds: number },
): Promise<Figures> {
  return observed(connection, async (walk) => {
    const until = performance.now() + seconds * 1_000;
    const gateway = async (): Promise<void> => {
      while (performance.now() < until) await walk(floor, size);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, gateway));
  });
}

type Walk = (floor: Floor, size: number) => Promise<void>;

async function observed(
  connection: Connection,
  work: (walk: Walk) => Promise<void>,
): Promise<Figures> {
  const durations: number[] = [];
  let accepted = 0;
  const before = await countersOf(connection);
  const startedAt = performance.now();
  await work(async (floor, size) => {
    const askedAt = performance.now();
    const more = await walkOf(floor, size);
    accepted += more;
    durations.push(performance.now() - askedAt);
  });
  const seconds = (performance.now() - startedAt) / 1_000;
  const after = await countersOf(connection);
  durations.sort((left, right) => left - right);
  return {
    accepted: Math.round(accepted / seconds),
    p50: percentile(durations, 0.5),
    p99: percentile(durations, 0.99),
    statements: Math.round((after.statements - before.statements) / seconds),
    writes: Math.round((after.writes - before.writes) / seconds),
  };
}

/**
 * Sends some steps; answers how many were accepted: none when the product says that it is busy.
 * Throws when one was refused.
 */
async function walkOf({ visitors, ...target }: Floor, size: number): Promise<number> {
  const activities = Array.from({ length: size }, () => step(visitors));
  const answer = await ask(target, size === 1 ? (activities[0] ?? {}) : { activities });
  if (answer.status === 503) return 0;
  if (size === 1) return answer.status === 201 ? 1 : fail(answer);
  if (answer.status !== 207) return fail(answer);
  const { results } = JSON.parse(answer.text) as { results: ReadonlyArray<{ status: number }> };
  const refused = results.find(({ status }) => status !== 201);
  if (refused !== undefined) throw new Error(`A position was refused: ${JSON.stringify(refused)}`);
  return results.length;
}

/** Somebody goes on by half a metre at most, in each direction. */
function step(visitors: readonly Visitor[]): object {
  const visitor = visitors[Math.floor(Math.random() * visitors.length)];
  if (visitor === undefined) throw new Error('There are no visitors.');
  const onward = (from: number): number =>
    Math.round(Math.min(METRES, Math.max(0, from + Math.random() - 0.5)) * 1_000) / 1_000;
  visitor.x = onward(visitor.x);
  visitor.y = onward(visitor.y);
  const { visitId, x, y } = visitor;
  return { type: 'CUSTOMER_MOVED', visitId, location: { floor: 1, x, y } };
}

interface Target {
  readonly url: string;
  readonly token: string;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function send(target: Target, body: object): Promise<object> {
  const answer = await ask(target, body);
  return answer.status === 201 ? (JSON.parse(answer.text) as object) : fail(answer);
}

function fail({ status, text }: Answer): never {
  throw new Error(`${status}: ${text}`);
}

async function ask({ url, token }: Target, body: object): Promise<Answer> {
  const answer = await fetch(`${url}/api/v1/showrooms/${SHOWROOM_IDS[0]}/activities`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}

/** Of the whole server, which nobody else uses meanwhile. */
async function countersOf(
  connection: Connection,
): Promise<{ readonly statements: number; readonly writes: number }> {
  const rows = await connection.query<Array<{ Variable_name: string; Value: string }>>(
    `SHOW GLOBAL STATUS WHERE Variable_name IN ('Questions', 'Com_insert', 'Com_insert_select',
       'Com_update', 'Com_update_multi', 'Com_delete')`,
  );
  const values = new Map(
    rows.map(({ Variable_name: name, Value: value }) => [name, Number(value)]),
  );
  const statements = values.get('Questions') ?? 0;
  values.delete('Questions');
  return { statements, writes: [...values.values()].reduce((sum, value) => sum + value, 0) };
}
