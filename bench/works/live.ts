import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { SHOWROOM_IDS } from '../data/seed.js';
import type { ServerProcess } from '../server-process.js';
import type { Stage } from '../stage.js';
import { percentile } from '../percentile.js';

const SOCKETS = 20;
/** Changes of each second; half of them holds. */
const RATE = 50;
/** After which a frame is taken to be lost. */
const PATIENCE_MS = 10_000;
const ROOM = `showroom:${SHOWROOM_IDS[0]}`;

/** When a change was asked for, answered, and told of: milliseconds of one clock. */
interface Told {
  readonly sentAt: number;
  answeredAt: number;
  readonly framesAt: number[];
}

interface Frame {
  readonly type: string;
  readonly payload?: { readonly vehicleId?: string };
}

/**
 * How soon the sockets of a showroom are told of a committed change: one process with all roles,
 * a steady stream of changed and held vehicles, each told to every socket. The COMMIT lies between
 * request and answer, so the time since then lies between the two that are shown.
 */
export async function live(
  stage: Stage,
  token: string,
  effort: { readonly seconds: number; readonly say: (line: string) => void },
): Promise<void> {
  const server = await stage.startProduct('live', 'api,realtime,worker');
  const changes = new Map<string, Told>();
  const sockets = await Promise.all(
    Array.from({ length: SOCKETS }, () => listen(server, token, changes)),
  );
  const vehicles = await available(stage, RATE * effort.seconds);
  for (const [index, vehicleId] of vehicles.entries()) {
    void change(server, token, { vehicleId, isHold: index % 2 === 1 }, changes);
    await sleep(1_000 / RATE);
  }
  await untilTold(changes);
  for (const socket of sockets) socket.close();
  report([...changes.values()], effort.say);
}

async function available({ connection }: Stage, amount: number): Promise<readonly string[]> {
  const rows = await connection.query<Array<{ id: string }>>(
    `SELECT id FROM vehicles WHERE showroom_id = ? AND status = 'available' ORDER BY id LIMIT ?`,
    [SHOWROOM_IDS[0], amount],
  );
  if (rows.length < amount) throw new Error(`There are no ${amount} vehicles to be changed.`);
  return rows.map(({ id }) => id);
}

async function listen(
  { url }: ServerProcess,
  token: string,
  changes: ReadonlyMap<string, Told>,
): Promise<WebSocket> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/realtime/tickets`, { method: 'POST', headers });
  const { ticket } = (await answer.json()) as { readonly ticket: string };
  const socket = new WebSocket(`${url.replace('http', 'ws')}/realtime?ticket=${ticket}`);
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'SUBSCRIBE', payload: { room: ROOM } }));
  const joined = new Promise<void>((resolve) => {
    socket.on('message', (data: Buffer) => {
      const at = performance.now();
      const { type, payload } = JSON.parse(data.toString('utf8')) as Frame;
      if (type === 'RECENT_ACTIVITY') resolve();
      if (type.startsWith('INVENTORY_')) changes.get(payload?.vehicleId ?? '')?.framesAt.push(at);
    });
  });
  await joined;
  return socket;
}

async function change(
  { url }: ServerProcess,
  token: string,
  { vehicleId, isHold }: { readonly vehicleId: string; readonly isHold: boolean },
  changes: Map<string, Told>,
): Promise<void> {
  const told: Told = { sentAt: performance.now(), answeredAt: Number.NaN, framesAt: [] };
  changes.set(vehicleId, told);
  const path = `${url}/api/v1/vehicles/${vehicleId}`;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = isHold
    ? await fetch(`${path}/holds`, {
        method: 'POST',
        headers: { ...headers, 'idempotency-key': randomUUID() },
        body: '{}',
      })
    : await fetch(path, {
        method: 'PATCH',
        headers: { ...headers, 'if-match': '"1"' },
        body: JSON.stringify({ mileage: 4_711 }),
      });
  told.answeredAt = performance.now();
  if (!answer.ok) throw new Error(`The round does not count: ${await answer.text()}`);
}

async function untilTold(changes: ReadonlyMap<string, Told>): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  const isOpen = ({ framesAt, answeredAt }: Told): boolean =>
    framesAt.length < SOCKETS || Number.isNaN(answeredAt);
  for (;;) {
    const open = [...changes.values()].filter(isOpen).length;
    if (open === 0) return;
    if (performance.now() > giveUpAt) throw new Error(`${open} changes were not told to all.`);
    await sleep(20);
  }
}

function report(changes: readonly Told[], say: (line: string) => void): void {
  const since = (start: (told: Told) => number): number[] =>
    changes.flatMap((told) => told.framesAt.map((at) => Math.max(0, at - start(told))));
  say(`  ${changes.length} changes, ${RATE} a second, each told to ${SOCKETS} sockets`);
  say(`  from the request to the frame: ${percentiles(since(({ sentAt }) => sentAt))}`);
  say(`  from the answer to the frame: ${percentiles(since(({ answeredAt }) => answeredAt))}`);
}

function percentiles(values: readonly number[]): string {
  const sorted = values.toSorted((left, right) => left - right);
  const at = (part: number): string => percentile(sorted, part).toFixed(0);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`;
}
