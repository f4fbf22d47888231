import { WebSocket } from 'ws';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { RealtimeClient } from '../../clients/typescript/src/realtime/realtime-client.js';
import type { RealtimeOptions } from '../../clients/typescript/src/realtime/realtime-client.js';
import type { SocketConstructor } from '../../clients/typescript/src/realtime/socket-like.js';
import type { UserPrincipal } from '../../src/shared/principal.js';
import { eventually } from '../support/eventually.js';
import { createRealtimeRig, roomOf } from '../realtime/support/realtime-rig.js';
import type { Instance, RealtimeRig } from '../realtime/support/realtime-rig.js';

/** Sockets that a test can break as if a cable had been pulled. */
const open = new Set<WebSocket>();

class BreakableSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols);
    open.add(this);
    this.on('close', () => open.delete(this));
  }
}

const backoff = { baseMs: 5, capMs: 10 };
const webSocket: SocketConstructor = BreakableSocket;
const clients: RealtimeClient[] = [];

afterEach(() => clients.splice(0).forEach((client) => client.close()));

function start(options: Pick<RealtimeOptions, 'url' | 'ticket'>): RealtimeClient {
  const client = new RealtimeClient({ backoff, webSocket, ...options });
  clients.push(client);
  return client;
}

function breakOne(): void {
  const all = [...open];
  all[Math.floor(Math.random() * all.length)]?.terminate();
}

function range(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

describe('rooms of the gateway', () => {
  let rig: RealtimeRig;
  let here: Instance;
  let there: Instance;

  beforeAll(async () => {
    rig = await createRealtimeRig();
    here = await rig.start();
    there = await rig.start();
  });

  afterAll(() => rig.stop());

  /** A client that comes to the one or the other instance, as a load balancer would have it. */
  function follower(person: UserPrincipal): RealtimeClient {
    let turn = 0;
    const url = (): string => ((turn += 1) % 2 === 0 ? here : there).url;
    return start({ url, ticket: () => here.ticket(person) });
  }

  it('are heard exactly once and in order, however often connections break', async () => {
    const person = rig.person();
    const room = roomOf(person);
    const heard = range(1, 8).map((): number[] => []);
    const subscriptions = heard.map((seqs) =>
      follower(person).join(room, { onEvent: ({ seq }) => seqs.push(seq) }, 0),
    );
    await Promise.all(subscriptions.map(({ joined }) => joined));
    let last = 0;
    while (last < 300) {
      last = await rig.append(room, person.organizationId, 10);
      breakOne();
    }
    await eventually(() => heard.every((seqs) => seqs.includes(last)));
    for (const seqs of heard) expect(seqs).toEqual(range(1, last));
    expect(subscriptions.map(({ position }) => position)).toEqual(heard.map(() => last));
  });

  it('give their state first, and what came after a place that was kept', async () => {
    const person = rig.person();
    const room = roomOf(person);
    await rig.append(room, person.organizationId, 5);
    const told: unknown[] = [];
    const subscription = follower(person).join(
      room,
      {
        onState: (state) => told.push((state as unknown as { of: string }).of),
        onRecent: (activities) => told.push(activities.length),
        onEvent: ({ seq, type }) => told.push([type, seq]),
        onGap: (gap) => told.push(gap),
      },
      3,
    );
    await eventually(() => told.length === 4);
    const id = person.showroomIds[0];
    expect(told).toEqual([id, 1, ['CUSTOMER_ENTERED', 4], ['CUSTOMER_ENTERED', 5]]);
    expect(subscription.position).toBe(5);
  });

  it('tell of a gap after the state that stands for it', async () => {
    const person = rig.person();
    const room = roomOf(person);
    await rig.append(room, person.organizationId, 9);
    await rig.forget(room, 6);
    const told: unknown[] = [];
    const handlers = {
      onState: () => told.push('state'),
      onEvent: ({ seq }: { seq: number }) => told.push(seq),
      onGap: (gap: object) => told.push(gap),
    };
    await follower(person).join(room, handlers, 2).joined;
    await eventually(() => told.length === 2);
    await rig.append(room, person.organizationId, 1);
    await eventually(() => told.length === 3);
    expect(told).toEqual(['state', { room, after: 2, upTo: 9 }, 10]);
  });

  it('are refused to those who may not enter, and the others stay', async () => {
    const person = rig.person();
    const client = follower(person);
    const refused: unknown[] = [];
    const heard: number[] = [];
    const own = client.join(roomOf(person), { onEvent: ({ seq }) => heard.push(seq) });
    const other = client.join(roomOf(rig.person()), {
      onRefused: ({ code }) => refused.push(code),
    });
    await expect(other.joined).rejects.toMatchObject({ code: 'FORBIDDEN_ROOM' });
    expect(refused).toEqual(['FORBIDDEN_ROOM']);
    await own.joined;
    await rig.append(roomOf(person), person.organizationId);
    await eventually(() => heard.length === 1);
  });

  it('are silent once they are left, and can be joined again', async () => {
    const person = rig.person();
    const room = roomOf(person);
    const client = follower(person);
    const heard: number[] = [];
    const handlers = { onEvent: ({ seq }: { seq: number }) => heard.push(seq) };
    const first = client.join(room, handlers);
    await first.joined;
    expect(() => client.join(room, handlers)).toThrow('followed already');
    await rig.append(room, person.organizationId);
    await eventually(() => heard.length === 1);
    first.leave();
    await rig.append(room, person.organizationId, 2);
    await client.join(room, handlers, first.position).joined;
    await eventually(() => heard.length === 3);
    expect(heard).toEqual([1, 2, 3]);
  });
});
