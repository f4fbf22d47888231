/**
 * The far ends of the sockets, in a process of their own: opens them, lets some enter the room,
 * and notes when what was sent there has come.
 */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { RealtimeClient } from '../../clients/typescript/src/realtime/realtime-client.js';
import { serveActions } from './control-server.js';
import { nowMicroseconds } from './monotonic.js';

/** Sockets of the product, one for each ticket; the first `members` of them enter the room. */
interface OpenInput {
  readonly url: string;
  readonly tickets: readonly string[];
  readonly room: string;
  readonly members: number;
}

/** Sockets of the baseline. */
interface OpenBareInput {
  readonly url: string;
  readonly count: number;
  readonly members: number;
}

interface Moved {
  readonly type: string;
  readonly payload?: { readonly newLocation?: { readonly x: number } };
}

const AT_ONCE = 50;
/** What the closing handshakes take. */
const CLOSE_MS = 2_000;

/** When each moved frame came, by its number; one entry for each socket. */
const arrivals = new Map<number, number[]>();
const closers: Array<() => void> = [];
let endings = 0;

function note({ type, payload }: Moved): void {
  if (type !== 'CUSTOMER_MOVED') return;
  const number = Math.round((payload?.newLocation?.x ?? 0) * 1_000);
  const known = arrivals.get(number);
  if (known === undefined) arrivals.set(number, [nowMicroseconds()]);
  else known.push(nowMicroseconds());
}

async function inBatches(count: number, open: (index: number) => Promise<void>): Promise<void> {
  for (let first = 0; first < count; first += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - first) }, (_, index) => index);
    await Promise.all(batch.map((index) => open(first + index)));
  }
}

async function open({ url, tickets, room, members }: OpenInput): Promise<void> {
  await inBatches(tickets.length, async (index) => {
    const client = await connected(url, tickets[index] ?? '');
    if (index < members) await client.join(room, { onLive: (frame) => note(frame) }).joined;
  });
}

/** Rejects when the connection fails: a ticket is good for one try. */
function connected(url: string, ticket: string): Promise<RealtimeClient> {
  return new Promise((resolve, reject) => {
    const client = new RealtimeClient({
      url,
      ticket: () => Promise.resolve(ticket),
      webSocket: WebSocket,
      onStatus: (status) => {
        if (status === 'open') resolve(client);
        if (status !== 'waiting') return;
        endings += 1;
        reject(new Error('A socket has ended.'));
      },
    });
    closers.push(() => client.close());
  });
}

async function openBare({ url, count, members }: OpenBareInput): Promise<void> {
  await inBatches(count, async (index) => {
    const socket = new WebSocket(`${url}/${index < members ? 'room' : ''}`);
    closers.push(() => socket.close());
    socket.on('close', () => (endings += 1));
    socket.on('message', (data: Buffer) => note(JSON.parse(data.toString('utf8')) as Moved));
    await once(socket, 'open');
  });
}

async function close(): Promise<void> {
  for (const end of closers.splice(0)) end();
  await sleep(CLOSE_MS);
  endings = 0;
}

serveActions({
  open,
  openBare,
  close,
  endings: () => ({ endings }),
  arrivals: () => {
    const noted = [...arrivals];
    arrivals.clear();
    return noted;
  },
});
