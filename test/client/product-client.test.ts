import { WebSocket } from 'ws';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import {
  RealtimeClient,
  Session,
  newKey,
  ticketsFrom,
  unwrap,
} from '../../clients/typescript/src/index.js';
import type { RoomEvent } from '../../clients/typescript/src/index.js';
import { TEST_PASSWORD, createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup, Person } from '../support/dealer-group.js';
import { eventually } from '../support/eventually.js';
import { expectFrameContract } from '../support/frame-contract.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp();
  group = await createDealerGroup(app, { reps: 1 });
});

afterAll(() => app.stop());

const sockets: WebSocket[] = [];

/** A socket that a test can break as if a cable had been pulled. */
class BreakableSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols);
    sockets.push(this);
  }
}

const clients: RealtimeClient[] = [];

afterEach(() => clients.splice(0).forEach((client) => client.close()));

async function logIn({ email }: Person): Promise<Session> {
  return Session.logIn({ baseUrl: app.url }, { email, password: TEST_PASSWORD });
}

function connect({ api }: Session): RealtimeClient {
  const client = new RealtimeClient({
    url: app.url,
    ticket: ticketsFrom(api),
    webSocket: BreakableSocket,
    backoff: { baseMs: 5, capMs: 10 },
    onFrame: expectFrameContract,
  });
  clients.push(client);
  return client;
}

/** Follows a room; answers what it hears. */
async function follow(client: RealtimeClient, room: string): Promise<RoomEvent[]> {
  const heard: RoomEvent[] = [];
  await client.join(room, { onEvent: (event) => heard.push(event) }).joined;
  return heard;
}

/** The payload of the first event of a type. */
async function told(
  heard: readonly RoomEvent[],
  type: RoomEvent['type'],
): Promise<RoomEvent['payload'] | undefined> {
  const found = await eventually(() => heard.find((event) => event.type === type));
  return found?.payload;
}

it('takes activities over a connection that breaks, once each', async () => {
  const client = connect(await logIn(group.manager));
  const showroomId = group.showroom.id;
  const heard = await follow(client, `showroom:${showroomId}`);
  const records = Array.from({ length: 6 }, () =>
    client.record({ showroomId, type: 'CUSTOMER_ENTERED' }),
  );
  sockets.at(-1)?.terminate();
  const visits = (await Promise.all(records)).map(({ visitId }) => visitId).sort();
  expect(new Set(visits).size).toBe(6);
  const entered = (): string[] =>
    heard.flatMap(({ type, payload }) => (type === 'CUSTOMER_ENTERED' ? [payload.visitId] : []));
  await eventually(() => entered().length >= 6);
  expect(entered().sort()).toEqual(visits);
  expect(client.status).toBe('open');
});

it('takes several at once, each with a result of its own', async () => {
  const client = connect(await logIn(group.manager));
  const showroomId = group.showroom.id;
  const { results } = await client.record({
    showroomId,
    activities: [
      { type: 'CUSTOMER_ENTERED', leadScore: 0.1 },
      { type: 'CUSTOMER_EXITED', visitId: '01a1fdd4-fa60-7265-baa1-bef257024119' },
    ],
  });
  expect(results.map(({ status, code }) => [status, code])).toEqual([
    [201, undefined],
    [404, 'visit_not_found'],
  ]);
});

it('refuses an activity as the POST would be refused', async () => {
  const client = connect(await logIn(group.manager));
  const { userId } = await client.ready();
  expect(userId).toBe(group.manager.userId);
  const type = 'CUSTOMER_ENTERED';
  const answers = [
    client.record({ showroomId: group.showroom.id, type: 'CUSTOMER_EXITED' }),
    client.record({ showroomId: group.otherShowroom.id, type }),
  ];
  await expect(answers[0]).rejects.toMatchObject({ code: 'INVALID_MESSAGE' });
  await expect(answers[1]).rejects.toMatchObject({
    ...{ code: 'PROCESSING_ERROR', problem: 'showroom_forbidden' },
  });
});

it('tells a rep of his customer, and all of the test drive that he wants', async () => {
  const [rep] = group.reps;
  if (rep === undefined) throw new Error('The group has no rep.');
  const session = await logIn(rep);
  const client = connect(session);
  const own = await follow(client, `user:${rep.userId}`);
  const floor = await follow(client, `showroom:${group.showroom.id}`);
  const showroomId = group.showroom.id;
  const { visitId } = await client.record({ showroomId, type: 'CUSTOMER_ENTERED', leadScore: 0.9 });
  expect(await told(floor, 'VISIT_ASSIGNED')).toMatchObject({ visitId, assignedTo: rep.userId });
  expect(await told(own, 'NOTIFICATION_SENT')).toMatchObject({ visitId, channel: 'sms' });

  const manager = await logIn(group.manager);
  const vehicle = await unwrap(
    manager.api.POST('/api/v1/vehicles', {
      body: {
        ...{ showroomId, stockNumber: newKey().slice(0, 12), status: 'available' },
        ...{ condition: 'new', modelYear: 2026, make: 'Honda', model: 'CR-V', mileage: 1 },
        price: { amount: 3_500_000, currency: 'USD' },
      },
    }),
  );
  await client.record({
    ...{ showroomId, type: 'CUSTOMER_ENGAGED', visitId, salesRepId: rep.userId },
    ...{ engagementType: 'test_drive_request', vehicleId: vehicle.id },
  });
  expect(await told(floor, 'TEST_DRIVE_SCHEDULED')).toMatchObject({
    ...{ visitId, vehicleId: vehicle.id, salesRepId: rep.userId, salesRepName: rep.name },
  });
});

it('tells whoever began long work how far it is', async () => {
  const session = await logIn(group.manager);
  const heard = await follow(connect(session), `user:${group.manager.userId}`);
  const operation = await unwrap(
    session.api.POST('/api/v1/vehicles/imports', {
      params: { query: { showroomId: group.showroom.id } },
      headers: { 'Content-Type': 'text/csv' },
      body: 'Stock No.,New/Used,Year,Make,Model,Miles,Selling Price\nS1,New,2026,Honda,CR-V,1,35000\n',
      bodySerializer: (file) => file,
    }),
  );
  expect(await told(heard, 'OPERATION_UPDATED')).toMatchObject({
    ...{ operationId: operation.id, type: 'vehicles.import' },
  });
});
