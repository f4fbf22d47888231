import { expect } from '@jest/globals';
import { EVENT_COLUMNS, toDomainEvent } from '../../../src/events/event-row.js';
import type { EventRow } from '../../../src/events/event-row.js';
import type { DomainEvent } from '../../../src/events/event.js';
import { randomInt } from 'node:crypto';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { freshKey } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';

/** What an activity answered. */
export interface Outcome {
  readonly visitId: string;
  readonly alerts: ReadonlyArray<{ type: string; assignedTo: string | null }>;
}

/** A notification as stored. */
export interface StoredNotification {
  readonly id: string;
  readonly recipientId: string;
  readonly channel: string;
  readonly state: string;
  readonly providerId: string | null;
  readonly errorCode: string | null;
  readonly attempts: number;
}

/** A group whose reps have numbers that nobody else in the schema has. */
export async function groupWithNumbers(test: TestApp, reps: number): Promise<DealerGroup> {
  const group = await createDealerGroup(test, { reps });
  const withNumbers = group.reps.map((rep) => ({
    ...rep,
    phone: `+1312${randomInt(2_000_000, 9_999_999)}`,
  }));
  for (const { userId, phone } of withNumbers) await setPhone(test, userId, phone);
  return { ...group, reps: withNumbers };
}

/** Gives somebody another number, or none. */
export async function setPhone(test: TestApp, userId: string, phone: string | null): Promise<void> {
  await test.database.unitOfWork.run(() =>
    test.database.rawDb.execute('UPDATE users SET phone = $phone WHERE id = $userId', {
      phone,
      userId,
    }),
  );
}

/** Tells what happens on the floor, as the group's manager. */
export async function act(test: TestApp, group: DealerGroup, activity: object): Promise<Outcome> {
  const answer = await test
    .request(group.manager.token)
    .post(`/api/v1/showrooms/${group.showroom.id}/activities`)
    .set('Idempotency-Key', freshKey())
    .send(activity);
  expect([answer.status, answer.body]).toEqual([201, answer.body]);
  return answer.body as Outcome;
}

/** A high-value customer by the name of Zoë Özil enters, near the SUVs. */
export async function enterZoe(test: TestApp, group: DealerGroup): Promise<Outcome> {
  const customer = await test
    .request(group.manager.token)
    .post('/api/v1/customers')
    .set('Idempotency-Key', freshKey())
    .send({ firstName: 'Zoë', lastName: 'Özil' });
  expect(customer.status).toBe(201);
  return act(test, group, {
    type: 'CUSTOMER_ENTERED',
    customerId: (customer.body as { id: string }).id,
    leadScore: 0.854,
    location: { floor: 1, x: 2, y: 3, zone: 'SUV corner' },
  });
}

/** The text about her. */
export const ZOE_TEXT =
  'High-value customer Zoë Özil entered showroom.\nLocation: SUV corner\nLead score: 85%';

/** All notifications of a group, the oldest first. */
export async function notificationsOf(
  test: TestApp,
  group: DealerGroup,
): Promise<readonly StoredNotification[]> {
  return test.database.rawDb.select<StoredNotification>(
    `SELECT id, recipient_id AS recipientId, channel, state, provider_id AS providerId,
       error_code AS errorCode, attempts
     FROM notifications WHERE organization_id = $organizationId ORDER BY id`,
    { organizationId: group.organizationId },
  );
}

/** Events of a group of one type, in order. */
export async function eventsOf(
  test: TestApp,
  group: DealerGroup,
  type: string,
): Promise<readonly DomainEvent[]> {
  const rows = await test.database.rawDb.select<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM events AS event
     WHERE event.organization_id = $organizationId AND event.type = $type
     ORDER BY event.position`,
    { organizationId: group.organizationId, type },
  );
  return rows.map(toDomainEvent);
}

/** Frames that a room has kept: type and payload. */
export async function framesIn(
  test: TestApp,
  room: string,
): Promise<ReadonlyArray<{ type: string; payload: Readonly<Record<string, unknown>> }>> {
  return test.database.rawDb.select(
    'SELECT type, payload FROM room_events WHERE room = $room ORDER BY seq',
    { room },
  );
}

/** The n-th rep, from one. */
export function repOf(group: DealerGroup, number: number): Person {
  const rep = group.reps[number - 1];
  if (rep === undefined) throw new Error(`The group has no rep ${number}.`);
  return rep;
}
