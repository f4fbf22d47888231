import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';

const QUARTER_MS = 15 * 60_000;
const DRIVE_MS = 2 * QUARTER_MS;
const ALL_DAY = [{ opens: '00:00', closes: '24:00' }];
const ALWAYS_OPEN = {
  ...{ monday: ALL_DAY, tuesday: ALL_DAY, wednesday: ALL_DAY, thursday: ALL_DAY },
  ...{ friday: ALL_DAY, saturday: ALL_DAY, sunday: ALL_DAY },
};

interface TestDriveBody {
  readonly id: string;
  readonly vehicleId: string;
  readonly salesRepId?: string;
  readonly status: string;
  readonly startsAt?: string;
  readonly endsAt?: string;
}

interface ListBody {
  readonly data: readonly TestDriveBody[];
  readonly page: {
    readonly hasMore: boolean;
    readonly nextCursor?: string;
    readonly total?: number;
  };
}

let test: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  test = await startTestApp();
});

afterAll(() => test.stop());

beforeEach(async () => {
  group = await createDealerGroup(test);
  await patchShowroom({ openingHours: ALWAYS_OPEN });
});

async function patchShowroom(changes: object): Promise<void> {
  const answer = await test
    .request(group.admin.token)
    .patch(`/api/v1/showrooms/${group.showroom.id}`)
    .set('If-Match', '"1"')
    .send(changes);
  expect([answer.status, answer.body]).toEqual([200, answer.body]);
}

async function createVehicle(fields: object = {}): Promise<string> {
  const answer = await test
    .request(group.manager.token)
    .post('/api/v1/vehicles')
    .send({
      ...{ showroomId: group.showroom.id, condition: 'used', modelYear: 2023 },
      ...{ make: 'Honda', model: 'CR-V', status: 'available' },
      ...fields,
    });
  expect([answer.status, answer.body]).toEqual([201, answer.body]);
  return (answer.body as { id: string }).id;
}

async function act(activity: object): Promise<{ visitId: string }> {
  const answer = await test
    .request(group.manager.token)
    .post(`/api/v1/showrooms/${group.showroom.id}/activities`)
    .set('Idempotency-Key', freshKey())
    .send(activity);
  expect([answer.status, answer.body]).toEqual([201, answer.body]);
  return answer.body as { visitId: string };
}

function rep(number: number): Person {
  const found = group.reps[number - 1];
  if (found === undefined) throw new Error('The group has no such rep.');
  return found;
}

/** A guest enters and asks this rep for a drive; answers the visit. */
async function ask(salesRepId: string, fields: object): Promise<string> {
  const { visitId } = await act({ type: 'CUSTOMER_ENTERED' });
  const engagementType = 'test_drive_request';
  await act({ type: 'CUSTOMER_ENGAGED', visitId, salesRepId, engagementType, ...fields });
  return visitId;
}

async function list(query = '', by: Person = group.manager): Promise<ListBody> {
  const answer = await test
    .request(by.token)
    .get(`/api/v1/test-drives${query}`)
    .set('Prefer', 'count=exact');
  expect([answer.status, answer.body]).toEqual([200, answer.body]);
  return answer.body as ListBody;
}

/** Waits for this many drives; the latest booked first. */
async function booked(count: number): Promise<readonly TestDriveBody[]> {
  const { data } = await eventually(list, (body) => body.data.length >= count);
  expect(data).toHaveLength(count);
  return data;
}

function millisecondsOf(instant: string | undefined): number {
  return Date.parse(instant ?? '');
}

/** Every answer to an engagement has been looked at. */
async function handled(count: number): Promise<void> {
  const countDone = async (): Promise<number> => {
    const rows = await test.database.rawDb.select(
      `SELECT delivery.id FROM deliveries AS delivery
       JOIN events AS event ON event.position = delivery.event_position
       WHERE delivery.subscriber = 'test-drives.book-on-request' AND delivery.state = 'done'
         AND event.organization_id = $organizationId`,
      { organizationId: group.organizationId },
    );
    return rows.length;
  };
  await eventually(countDone, (done) => done === count);
}

describe('a visitor who asks for a test drive', () => {
  it('gets the first free half hour, with the vehicle and the rep', async () => {
    const vehicleId = await createVehicle();
    const before = test.clock.now().getTime();
    const visitId = await ask(rep(1).userId, { vehicleId });
    const [drive] = await booked(1);
    expect(drive).toMatchObject({
      ...{ vehicleId, visitId, salesRepId: rep(1).userId, showroomId: group.showroom.id },
      ...{ status: 'scheduled', source: 'visit', version: 1 },
    });
    const start = millisecondsOf(drive?.startsAt);
    expect(start % QUARTER_MS).toBe(0);
    expect(start).toBeGreaterThan(before);
    expect(start).toBeLessThanOrEqual(test.clock.now().getTime() + QUARTER_MS);
    expect(millisecondsOf(drive?.endsAt)).toBe(start + DRIVE_MS);
  });

  it('gets the time at which it is wanted, days ahead', async () => {
    const vehicleId = await createVehicle();
    const wanted = new Date(test.clock.now().getTime() + 3 * 24 * 3_600_000).toISOString();
    await ask(rep(1).userId, { vehicleId, occurredAt: wanted });
    const [drive] = await booked(1);
    expect(drive).toMatchObject({ status: 'scheduled', startsAt: wanted });
  });

  it('is announced in the showroom, once', async () => {
    const vehicleId = await createVehicle();
    const visitId = await ask(rep(1).userId, { vehicleId });
    const [drive] = await booked(1);
    const frames = await eventually(
      () =>
        test.database.rawDb.select(
          `SELECT payload FROM room_events WHERE room = $room AND type = 'TEST_DRIVE_SCHEDULED'`,
          { room: `showroom:${group.showroom.id}` },
        ),
      (some) => some.length > 0,
    );
    expect(frames).toEqual([
      {
        payload: {
          testDriveId: drive?.id,
          salesRepId: rep(1).userId,
          scheduledTime: drive?.startsAt,
          showroomId: group.showroom.id,
          vehicleId,
          visitId,
        },
      },
    ]);
  });

  it('gets a slot apart from all others of the vehicle, also when many ask at once', async () => {
    const vehicleId = await createVehicle();
    const asking = group.reps.flatMap(({ userId }) => [userId, userId]);
    await Promise.all(asking.map((userId) => ask(userId, { vehicleId })));
    const drives = await booked(10);
    const starts = drives.map((drive) => millisecondsOf(drive.startsAt)).sort((a, b) => a - b);
    const first = starts[0] ?? 0;
    expect(starts).toEqual(starts.map((_start, index) => first + index * DRIVE_MS));
  });

  it('gets a slot apart from all others of the rep', async () => {
    const vehicles = [await createVehicle(), await createVehicle(), await createVehicle()];
    await Promise.all(vehicles.map((vehicleId) => ask(rep(1).userId, { vehicleId })));
    const drives = await booked(3);
    const starts = drives.map((drive) => millisecondsOf(drive.startsAt)).sort((a, b) => a - b);
    const first = starts[0] ?? 0;
    expect(starts).toEqual([first, first + DRIVE_MS, first + 2 * DRIVE_MS]);
  });

  it('is called back when the showroom is never open', async () => {
    await test.database.unitOfWork.run(() =>
      test.database.rawDb.execute('UPDATE showrooms SET opening_hours = $none WHERE id = $id', {
        none: '{}',
        id: group.showroom.id,
      }),
    );
    test.clock.advance(6_000);
    await ask(rep(1).userId, { vehicleId: await createVehicle() });
    const [drive] = await booked(1);
    expect(drive?.status).toBe('requested');
    expect(drive).not.toHaveProperty('startsAt');
  });

  it('gets nothing without a vehicle, and none that is gone', async () => {
    const vehicleId = await createVehicle();
    const sold = await test
      .request(group.manager.token)
      .patch(`/api/v1/vehicles/${vehicleId}`)
      .set('If-Match', '"1"')
      .send({ status: 'sold' });
    expect(sold.status).toBe(200);
    await ask(rep(1).userId, { vehicleId });
    await ask(rep(1).userId, {});
    await ask(rep(1).userId, { engagementType: 'conversation', vehicleId });
    await handled(3);
    expect((await list()).data).toEqual([]);
  });
});

describe('the list', () => {
  it('narrows by showroom, vehicle and status, page by page', async () => {
    const [one, other] = [await createVehicle(), await createVehicle()];
    await ask(rep(1).userId, { vehicleId: one });
    await booked(1);
    await ask(rep(2).userId, { vehicleId: other });
    const [second, first] = await booked(2);
    const { id } = group.showroom;
    expect((await list(`?showroomId=${id}&status=scheduled&vehicleId=${one}`)).data).toEqual([
      first,
    ]);
    expect((await list('?status=cancelled')).data).toEqual([]);
    const page = await list('?limit=1');
    expect(page).toMatchObject({ data: [second], page: { hasMore: true, total: 2 } });
    const rest = await list(`?limit=1&cursor=${page.page.nextCursor}`);
    expect(rest).toMatchObject({ data: [first], page: { hasMore: false } });
  });

  it('refuses showrooms that are not there for the caller, and unknown parameters', async () => {
    const foreign = await createDealerGroup(test, { reps: 0 });
    const get = (query: string) =>
      test.request(group.manager.token).get(`/api/v1/test-drives?${query}`);
    const problems = [
      await get(`showroomId=${group.otherShowroom.id}`),
      await get(`showroomId=${foreign.showroom.id}`),
      await get('bogus=1'),
      await get('status=lost'),
    ];
    expect(problems.map(({ status, body }) => [status, (body as { code: string }).code])).toEqual([
      [403, 'showroom_forbidden'],
      [404, 'showroom_not_found'],
      [400, 'validation_failed'],
      [400, 'validation_failed'],
    ]);
  });
});

describe('one test drive', () => {
  it('is there for its showroom, with its version', async () => {
    await ask(rep(1).userId, { vehicleId: await createVehicle() });
    const [drive] = await booked(1);
    const answer = await test.request(rep(3).token).get(`/api/v1/test-drives/${drive?.id}`);
    expect([answer.status, answer.headers['etag']]).toEqual([200, '"1"']);
    expect(answer.body).toEqual(drive);
  });

  it('is not there for another tenant, and forbidden to another showroom', async () => {
    await ask(rep(1).userId, { vehicleId: await createVehicle() });
    const [drive] = await booked(1);
    const foreign = await createDealerGroup(test, { reps: 0 });
    const path = `/api/v1/test-drives/${drive?.id}`;
    const stranger = await test.request(foreign.admin.token).get(path);
    expect([stranger.status, (stranger.body as { code: string }).code]).toEqual([
      404,
      'test_drive_not_found',
    ]);
    expect((await list('', foreign.admin)).data).toEqual([]);
    await test.database.unitOfWork.run(() =>
      test.database.rawDb.execute('UPDATE test_drives SET showroom_id = $other WHERE id = $id', {
        other: group.otherShowroom.id,
        id: drive?.id,
      }),
    );
    expect((await test.request(group.manager.token).get(path)).status).toBe(403);
    expect((await list()).data).toEqual([]);
    expect((await test.request(group.admin.token).get(path)).status).toBe(200);
  });
});
