import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup, Person } from '../support/dealer-group.js';
import { freshKey, startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { openSocket } from './support/socket-client.js';
import type { SocketClient } from './support/socket-client.js';

let here: TestApp;
let there: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  here = await startTestApp();
  const realtimeOptions = { principalCheckMs: 100 };
  there = await startTestApp({ roles: ['realtime'], overrides: { realtimeOptions } });
  group = await createDealerGroup(here);
});

afterAll(() => Promise.all([here.stop(), there.stop()]));

async function ticketOf(person: Person): Promise<string> {
  const answer = await here.request(person.token).post('/api/v1/realtime/tickets');
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ ticket: expect.any(String), expiresIn: 30 });
  return (answer.body as { ticket: string }).ticket;
}

async function connect(to: TestApp, person: Person): Promise<SocketClient> {
  const url = to.url.replace('http', 'ws');
  const client = await openSocket(`${url}/realtime?ticket=${await ticketOf(person)}`);
  await client.untilType('WELCOME');
  return client;
}

async function act(activity: object): Promise<{ visitId: string }> {
  const answer = await here
    .request(group.manager.token)
    .post(`/api/v1/showrooms/${group.showroom.id}/activities`)
    .set('Idempotency-Key', freshKey())
    .send(activity);
  expect(answer.status).toBe(201);
  return answer.body as { visitId: string };
}

describe('tickets over HTTP', () => {
  it('need somebody', async () => {
    const answer = await here.request().post('/api/v1/realtime/tickets');
    expect(answer.status).toBe(401);
  });

  it('are secrets: not cacheable, and never given twice for one key', async () => {
    const key = freshKey();
    const ask = async (): Promise<string> => {
      const answer = await here
        .request(group.admin.token)
        .post('/api/v1/realtime/tickets')
        .set('Idempotency-Key', key);
      expect(answer.headers['cache-control']).toContain('no-store');
      return (answer.body as { ticket: string }).ticket;
    };
    expect(await ask()).not.toBe(await ask());
  });
});

describe('the floor, seen from two instances', () => {
  it('is one: events with seq, movements without, names for staff', async () => {
    const [rep] = group.reps;
    if (rep === undefined) throw new Error('The group has no rep.');
    const room = `showroom:${group.showroom.id}`;
    const clients = [await connect(here, group.manager), await connect(there, rep)];
    for (const client of clients) {
      client.send('SUBSCRIBE', { room });
      await client.untilType('RECENT_ACTIVITY');
      // What was relayed late may follow.
      const first = client.types().slice(0, 4);
      expect(first).toEqual(['WELCOME', 'SUBSCRIBED', 'INITIAL_STATE', 'RECENT_ACTIVITY']);
      const { payload } = await client.untilType('INITIAL_STATE');
      expect(Object.keys(payload ?? {}).sort()).toEqual(['customers', 'heatmap', 'rotation']);
    }
    const created = await here
      .request(group.manager.token)
      .post('/api/v1/customers')
      .set('Idempotency-Key', freshKey())
      .send({ firstName: 'Grace', lastName: 'Hopper' });
    const { id: customerId } = created.body as { id: string };
    const { visitId } = await act({
      type: 'CUSTOMER_ENTERED',
      customerId,
      leadScore: 0.4,
      location: { floor: 1, x: 1, y: 1 },
    });
    for (const client of clients) {
      const entered = await client.untilType('CUSTOMER_ENTERED');
      expect(entered).toMatchObject({
        room,
        payload: { visitId, customerId, customerName: 'Grace Hopper', leadScore: 0.4 },
      });
    }
    const isMoved = (): boolean =>
      clients.every((client) => client.types().includes('CUSTOMER_MOVED'));
    while (!isMoved()) {
      await act({ type: 'CUSTOMER_MOVED', visitId, location: { floor: 1, x: 2, y: 2 } });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    for (const client of clients) {
      const moved = await client.untilType('CUSTOMER_MOVED');
      expect(moved.seq).toBeUndefined();
      expect(moved.payload).toMatchObject({
        visitId,
        customerName: 'Grace Hopper',
        newLocation: { floor: 1, x: 2, y: 2 },
      });
      const { payload } = await client.untilType('SUBSCRIBED');
      const seqs = client.seqs(room);
      expect(seqs.length).toBeGreaterThan(0);
      expect(seqs).toEqual(seqs.map((_, index) => Number(payload?.['seq']) + index + 1));
      await client.close();
    }
  });

  it('is closed to those without access and to other tenants', async () => {
    const stranger = await createDealerGroup(here);
    const [rep] = group.reps;
    if (rep === undefined) throw new Error('The group has no rep.');
    const tries: Array<[Person, string]> = [
      [rep, group.otherShowroom.id],
      [stranger.admin, group.showroom.id],
    ];
    for (const [person, showroomId] of tries) {
      const client = await connect(there, person);
      client.send('SUBSCRIBE', { room: `showroom:${showroomId}` });
      const { payload } = await client.untilType('ERROR');
      expect(payload).toMatchObject({ code: 'FORBIDDEN_ROOM' });
      await client.close();
    }
  });
});

describe('rights that change, seen by the other instance', () => {
  function rep(index: number): Person {
    const found = group.reps[index];
    if (found === undefined) throw new Error('The group has too few reps.');
    return found;
  }

  it('take a person out of the room of a showroom that is closed to him', async () => {
    const person = rep(1);
    const room = `showroom:${group.showroom.id}`;
    const client = await connect(there, person);
    client.send('SUBSCRIBE', { room });
    await client.untilType('RECENT_ACTIVITY');
    const answer = await here
      .request(group.admin.token)
      .patch(`/api/v1/users/${person.userId}`)
      .set('If-Match', '"1"')
      .send({ showroomIds: [group.otherShowroom.id] });
    expect(answer.status).toBe(200);
    const { payload } = await client.untilType('ERROR');
    expect(payload).toMatchObject({ code: 'FORBIDDEN_ROOM', room });
    await client.close();
  });

  it('close the sockets of a session that has ended, and of that alone', async () => {
    const [person, colleague] = [rep(2), rep(3)];
    const [client, kept] = [await connect(there, person), await connect(there, colleague)];
    const answer = await here
      .request(person.token)
      .post('/api/v1/auth/sessions/revoke')
      .set('Idempotency-Key', freshKey());
    expect(answer.status).toBe(204);
    expect(await client.ended).toEqual({ code: 1008, reason: 'not authenticated' });
    expect(kept.socket.readyState).toBe(kept.socket.OPEN);
    await kept.close();
  });
});
