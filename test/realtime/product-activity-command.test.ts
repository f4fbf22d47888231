import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup, Person } from '../support/dealer-group.js';
import { freshKey, startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { openSocket } from './support/socket-client.js';
import type { ReceivedFrame, SocketClient } from './support/socket-client.js';

let app: TestApp;
let group: DealerGroup;
let client: SocketClient;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 1 });
  client = await connect(group.manager);
});

afterAll(() => app.stop());

async function connect(person: Person): Promise<SocketClient> {
  const { body } = await app.request(person.token).post('/api/v1/realtime/tickets');
  const { ticket } = body as { ticket: string };
  const opened = await openSocket(`${app.url.replace('http', 'ws')}/realtime?ticket=${ticket}`);
  await opened.untilType('WELCOME');
  return opened;
}

/** Sends a command; the frame that answers it. */
async function ask(payload: object, by = client): Promise<ReceivedFrame> {
  const before = by.frames.length;
  const answers = (): ReceivedFrame[] =>
    by.frames.slice(before).filter(({ type }) => type === 'ACTIVITY_RECORDED' || type === 'ERROR');
  by.send('ACTIVITY', { showroomId: group.showroom.id, ...payload });
  await by.when(() => answers().length > 0);
  const [answer] = answers();
  if (answer === undefined) throw new Error('The frame is gone.');
  return answer;
}

async function visits(): Promise<unknown[]> {
  const { body } = await app.request(group.manager.token).get('/api/v1/visits');
  return (body as { data: unknown[] }).data;
}

describe('ACTIVITY', () => {
  it('records one, and answers what the POST would have', async () => {
    const answer = await ask({ type: 'CUSTOMER_ENTERED', leadScore: 0.9 });
    expect(answer).toEqual({
      type: 'ACTIVITY_RECORDED',
      payload: {
        activityId: expect.any(String),
        visitId: expect.any(String),
        alerts: [{ type: 'HIGH_VALUE_CUSTOMER', assignedTo: group.reps[0]?.userId }],
      },
    });
    expect(await visits()).toMatchObject([{ id: answer.payload?.['visitId'] }]);
  });

  it('records several, each with a result of its own', async () => {
    const { payload } = await ask({
      activities: [
        { type: 'CUSTOMER_ENTERED' },
        { type: 'CUSTOMER_EXITED', visitId: '01a1fdd4-fa60-7265-baa1-bef257024119' },
      ],
    });
    expect(payload).toMatchObject({
      results: [{ status: 201 }, { status: 404, code: 'visit_not_found' }],
    });
  });

  it('has one effect for one key, over the socket and over HTTP', async () => {
    const idempotencyKey = freshKey();
    const activity = { type: 'CUSTOMER_ENTERED', leadScore: 0.2 };
    const first = await ask({ ...activity, idempotencyKey });
    expect(first.payload).toMatchObject({ idempotencyKey });
    expect(await ask({ ...activity, idempotencyKey })).toEqual(first);
    const { idempotencyKey: _key, ...told } = first.payload ?? {};
    const posted = await app
      .request(group.manager.token)
      .post(`/api/v1/showrooms/${group.showroom.id}/activities`)
      .set('Idempotency-Key', idempotencyKey)
      .send(activity);
    expect([posted.status, posted.body]).toEqual([201, told]);
    expect(posted.headers['idempotent-replayed']).toBe('true');
    expect(await visits()).toHaveLength(1);
    const reused = await ask({ type: 'CUSTOMER_ENTERED', idempotencyKey });
    expect(reused.payload).toMatchObject({
      code: 'PROCESSING_ERROR',
      problem: 'idempotency_key_reused',
    });
  });

  it('is refused as the POST would be, and the connection stays', async () => {
    const refused: Array<[object, object]> = [
      [{ type: 'CUSTOMER_EXITED' }, { code: 'INVALID_MESSAGE' }],
      [{ type: 'CUSTOMER_ENTERED', bogus: 1 }, { code: 'INVALID_MESSAGE' }],
      [{ type: 'CUSTOMER_ENTERED', idempotencyKey: 'short' }, { code: 'INVALID_MESSAGE' }],
      [{ type: 'CUSTOMER_ENTERED', showroomId: 'x' }, { code: 'INVALID_MESSAGE' }],
      [
        { type: 'CUSTOMER_ENTERED', location: { floor: 9, x: 1, y: 1 } },
        { code: 'PROCESSING_ERROR', problem: 'position_outside_floor' },
      ],
      [
        { type: 'CUSTOMER_ENTERED', showroomId: group.otherShowroom.id },
        { code: 'PROCESSING_ERROR', problem: 'showroom_forbidden' },
      ],
    ];
    for (const [payload, error] of refused) {
      expect(await ask(payload)).toMatchObject({ type: 'ERROR', payload: error });
    }
    expect(await visits()).toEqual([]);
    const stranger = await createDealerGroup(app, { reps: 0 });
    const theirs = await connect(stranger.admin);
    expect((await ask({ type: 'CUSTOMER_ENTERED' }, theirs)).payload).toMatchObject({
      problem: 'showroom_not_found',
    });
    expect((await ask({ type: 'CUSTOMER_ENTERED' })).type).toBe('ACTIVITY_RECORDED');
  });
});

describe('walking, told over the socket', () => {
  const room = (): string => `showroom:${group.showroom.id}`;
  const move = (visitId: unknown, x: number, secondsAgo: number): object => ({
    type: 'CUSTOMER_MOVED',
    visitId,
    location: { floor: 1, x, y: 2 },
    occurredAt: new Date(app.clock.now().getTime() - secondsAgo * 1_000).toISOString(),
  });

  it('is one frame each, without a seq, and one effect for one key', async () => {
    client.send('SUBSCRIBE', { room: room() });
    await client.untilType('RECENT_ACTIVITY');
    const { payload: entered } = await ask({ type: 'CUSTOMER_ENTERED' });
    const visitId = entered?.['visitId'];
    const activities = [move(visitId, 1, 30), move(visitId, 3, 10), move(visitId, 2, 20)];
    const batch = { activities, idempotencyKey: freshKey() };
    const first = await ask(batch);
    expect(first.payload).toMatchObject({
      results: [{ status: 201 }, { status: 201 }, { status: 201 }],
    });
    expect(await ask(batch)).toEqual(first);
    const alone = await ask(move(visitId, 4, 5));
    expect(alone.payload).toMatchObject({ visitId, alerts: [] });
    const gone = await ask(move('01a1ff2a-6684-77ed-ba9d-dfa78f1c8a48', 4, 5));
    expect(gone.payload).toMatchObject({ code: 'PROCESSING_ERROR', problem: 'visit_not_found' });
    const moved = (): ReceivedFrame[] =>
      client.frames.filter(({ type }) => type === 'CUSTOMER_MOVED');
    await client.when(() => moved().length >= 4);
    expect(moved().map(({ seq, payload }) => [seq, payload?.['newLocation']])).toEqual(
      [1, 3, 3, 4].map((x) => [undefined, { floor: 1, x, y: 2 }]),
    );
  });

  it('is seen at once by whoever joins', async () => {
    const { payload } = await ask({ type: 'CUSTOMER_ENTERED' });
    const visitId = payload?.['visitId'];
    await ask(move(visitId, 5, 0));
    const tablet = await connect(group.manager);
    tablet.send('SUBSCRIBE', { room: room() });
    const state = await tablet.untilType('INITIAL_STATE');
    expect(state.payload?.['customers']).toMatchObject([
      { visitId, location: { floor: 1, x: 5, y: 2 } },
    ]);
    await tablet.close();
  });
});
