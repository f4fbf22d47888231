import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EventPublisher } from '../../../src/events/event-publisher.js';
import type { DomainEvent } from '../../../src/events/event.js';
import { createTestDriveModule } from '../../../src/modules/test-drives/index.js';
import { TestDriveRepository } from '../../../src/modules/test-drives/test-drive-repository.js';
import type { Slot, TestDrive } from '../../../src/modules/test-drives/test-drive-types.js';
import { createLogger } from '../../../src/observability/logger.js';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';

let test: TestApp;
let group: DealerGroup;
let vehicleIds: readonly [string, string];
let repository: TestDriveRepository;

beforeAll(async () => {
  test = await startTestApp({ roles: ['api'] });
  repository = new TestDriveRepository(test.database.tenantDb);
});

afterAll(() => test.stop());

beforeEach(async () => {
  group = await createDealerGroup(test, { reps: 2 });
  vehicleIds = [await createVehicle(), await createVehicle()];
});

async function createVehicle(): Promise<string> {
  const answer = await test
    .request(group.manager.token)
    .post('/api/v1/vehicles')
    .send({
      ...{ showroomId: group.showroom.id, condition: 'used', modelYear: 2023 },
      ...{ make: 'Honda', model: 'CR-V', status: 'available' },
    });
  expect(answer.status).toBe(201);
  return (answer.body as { id: string }).id;
}

function repId(number: 1 | 2): string {
  const rep = group.reps[number - 1];
  if (rep === undefined) throw new Error('The group has no such rep.');
  return rep.userId;
}

function slot(start: string, end: string): Slot {
  const day = '2026-11-20T';
  return { startsAt: new Date(`${day}${start}:00.000Z`), endsAt: new Date(`${day}${end}:00.000Z`) };
}

/** Books without asking whether the time is free: only the schema stands in the way. */
async function book(vehicleId: string, salesRepId: string, time: Slot): Promise<void> {
  const id = newId();
  const showroomId = group.showroom.id;
  const drive: TestDrive = {
    ...{ id, showroomId, vehicleId, salesRepId },
    status: 'requested',
    source: 'visit',
    version: 1,
  };
  await group.inContext(() =>
    test.database.unitOfWork.run(async () => {
      await repository.insert(drive, newId(), test.clock.now());
      await repository.schedule(id, { vehicleId, salesRepId }, time);
    }),
  );
}

async function count(table: string): Promise<number> {
  const rows = await test.database.rawDb.select(
    `SELECT organization_id FROM ${table} WHERE organization_id = $organizationId`,
    { organizationId: group.organizationId },
  );
  return rows.length;
}

const TAKEN = {
  output: { statusCode: 409 },
  data: { code: 'slot_taken' },
};

describe('the schema', () => {
  beforeEach(() => book(vehicleIds[0], repId(1), slot('10:00', '10:30')));

  it.each([
    ['the same time', slot('10:00', '10:30')],
    ['a later overlap', slot('10:29', '10:59')],
    ['an earlier overlap', slot('09:31', '10:01')],
    ['a time within', slot('10:10', '10:20')],
    ['a time around', slot('09:00', '11:00')],
  ])('refuses %s of the vehicle, and of the rep', async (_name, time) => {
    await expect(book(vehicleIds[0], repId(2), time)).rejects.toMatchObject(TAKEN);
    await expect(book(vehicleIds[1], repId(1), time)).rejects.toMatchObject(TAKEN);
    expect(await count('test_drives')).toBe(1);
    expect(await count('vehicle_bookings')).toBe(1);
    expect(await count('rep_bookings')).toBe(1);
  });

  it('lets drives touch, and others drive at the same time', async () => {
    await book(vehicleIds[0], repId(1), slot('10:30', '11:00'));
    await book(vehicleIds[0], repId(1), slot('09:30', '10:00'));
    await book(vehicleIds[1], repId(2), slot('10:00', '10:30'));
    expect(await count('vehicle_bookings')).toBe(4);
  });

  it('refuses all but one of those who book the same at once', async () => {
    const tries = Array.from({ length: 8 }, () =>
      book(vehicleIds[1], repId(2), slot('12:00', '12:30')),
    );
    const results = await Promise.allSettled(tries);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await count('vehicle_bookings')).toBe(2);
  });

  it('keeps no scheduled drive without a time', async () => {
    const schedule = test.database.unitOfWork.run(() =>
      test.database.rawDb.execute(
        `UPDATE test_drives SET starts_at = NULL, ends_at = NULL
         WHERE organization_id = $organizationId`,
        { organizationId: group.organizationId },
      ),
    );
    await expect(schedule).rejects.toThrow('ck_test_drives_status');
  });
});

describe('an event that comes again and again', () => {
  it('books one drive', async () => {
    const { database, clock, app } = test;
    const { rawDb, unitOfWork } = database;
    const { subscribers } = createTestDriveModule({
      database,
      events: new EventPublisher({ rawDb, unitOfWork, clock, wakeRelay: () => undefined }),
      clock,
      logger: createLogger('silent'),
      showrooms: app.modules.showrooms.service,
      vehicles: app.modules.vehicles.service,
    });
    const [subscriber] = subscribers;
    const entered = await test
      .request(group.manager.token)
      .post(`/api/v1/showrooms/${group.showroom.id}/activities`)
      .set('Idempotency-Key', newId())
      .send({ type: 'CUSTOMER_ENTERED' });
    const { visitId } = entered.body as { visitId: string };
    const event: DomainEvent = {
      ...{ id: newId(), position: 1, stream: 'visit', streamId: visitId, version: 2 },
      ...{ type: 'visit.engaged', organizationId: group.organizationId },
      showroomId: group.showroom.id,
      data: {
        ...{ visitId, salesRepId: repId(1), vehicleId: vehicleIds[0] },
        engagementType: 'test_drive_request',
      },
      occurredAt: clock.now(),
    };
    const deliver = (): Promise<void> =>
      group.inContext(async () => {
        const terms = await subscriber?.prepare?.(event);
        await unitOfWork.run(async () => subscriber?.handle(event, terms));
      });
    for (let times = 0; times < 10; times += 1) await deliver();
    await Promise.all(Array.from({ length: 10 }, deliver));
    expect(await count('test_drives')).toBe(1);
    expect(await count('vehicle_bookings')).toBe(1);
    const events = await rawDb.select(
      `SELECT id FROM events WHERE organization_id = $organizationId
         AND type = 'test_drive.scheduled'`,
      { organizationId: group.organizationId },
    );
    expect(events).toHaveLength(1);
  });
});
