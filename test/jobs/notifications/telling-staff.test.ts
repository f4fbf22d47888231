import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DealerGroup } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { TestClock } from '../../support/test-clock.js';
import { FakeTwilio } from './fake-twilio.js';
import {
  ZOE_TEXT,
  act,
  enterZoe,
  eventsOf,
  framesIn,
  groupWithNumbers,
  notificationsOf,
  repOf,
  setPhone,
} from './floor.js';
import type { StoredNotification } from './floor.js';

const clock = new TestClock();
let twilio: FakeTwilio;
let test: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  twilio = await FakeTwilio.start(() => clock.now());
  test = await startTestApp({ clock, overrides: { integrations: { sms: twilio.client() } } });
});

afterAll(async () => {
  await test.stop();
  await twilio.stop();
});

beforeEach(async () => {
  twilio.manner = 'accept';
  group = await groupWithNumbers(test, 2);
});

/** Waits until the group has as many notifications, all at an end. */
function told(count: number): Promise<readonly StoredNotification[]> {
  return eventually(
    () => notificationsOf(test, group),
    (rows) =>
      rows.length === count && rows.every(({ state }) => !['pending', 'sending'].includes(state)),
  );
}

describe('the rep whose turn it is', () => {
  it('gets one SMS with name, zone and score, and sees on his tablet that it was sent', async () => {
    const { alerts } = await enterZoe(test, group);
    const rep = repOf(group, 1);
    expect(alerts[0]?.assignedTo).toBe(rep.userId);
    const [row] = await told(1);
    expect(twilio.postsTo(rep.phone)).toEqual([ZOE_TEXT]);
    expect(row).toMatchObject({
      recipientId: rep.userId,
      channel: 'sms',
      state: 'sent',
      providerId: expect.stringMatching(/^SM\d+$/),
      attempts: 1,
    });
    const frames = await eventually(
      () => framesIn(test, `user:${rep.userId}`),
      (some) => some.length > 0,
    );
    expect(frames).toMatchObject([
      {
        type: 'NOTIFICATION_SENT',
        payload: { notificationId: row?.id, channel: 'sms', status: 'sent' },
      },
    ]);
  });

  it('reads Guest and the floor where neither name nor zone is known', async () => {
    const location = { floor: 1, x: 2, y: 3 };
    await act(test, group, { type: 'CUSTOMER_ENTERED', leadScore: 0.71, location });
    await told(1);
    expect(twilio.postsTo(repOf(group, 1).phone)).toEqual([
      'High-value customer Guest entered showroom.\nLocation: 1\nLead score: 71%',
    ]);
  });

  it('is told when the first has passed, too', async () => {
    const { visitId } = await enterZoe(test, group);
    await told(1);
    const declined = await test
      .request(repOf(group, 1).token)
      .post(`/api/v1/visits/${visitId}/assignment/decline`);
    expect(declined.status).toBe(200);
    await told(2);
    expect(twilio.postsTo(repOf(group, 1).phone)).toEqual([ZOE_TEXT]);
    expect(twilio.postsTo(repOf(group, 2).phone)).toEqual([ZOE_TEXT]);
  });

  it('is not called a high-value customer’s when a manager assigns another', async () => {
    const { visitId } = await act(test, group, { type: 'CUSTOMER_ENTERED', leadScore: 0.4 });
    const { userId, phone } = repOf(group, 2);
    const assigned = await test
      .request(group.manager.token)
      .post(`/api/v1/visits/${visitId}/assignment`)
      .send({ userId, reason: 'Speaks her language.' });
    expect(assigned.status).toBe(200);
    await told(1);
    expect(twilio.postsTo(phone)).toEqual([
      'Customer Guest was assigned to you.\nLocation: unknown\nLead score: 40%',
    ]);
  });

  it('gets nothing without a phone', async () => {
    await setPhone(test, repOf(group, 1).userId, null);
    await enterZoe(test, group);
    await eventually(
      () => deliveredTo('messages.tell-assigned-rep'),
      (done) => done === 1,
    );
    expect(await notificationsOf(test, group)).toEqual([]);
  });

  it('hears that the provider has refused the message, which is not tried again', async () => {
    twilio.manner = 'refuse';
    await enterZoe(test, group);
    const [row] = await told(1);
    expect(row).toMatchObject({ state: 'failed', errorCode: '21211', attempts: 1 });
    const [event] = await eventsOf(test, group, 'notification.sent');
    expect(event?.data).toMatchObject({ channel: 'sms', status: 'failed' });
    expect(twilio.postsTo(repOf(group, 1).phone)).toHaveLength(1);
  });
});

describe('managers', () => {
  it('see on their tablets that a customer waits, once', async () => {
    for (let visits = 0; visits < 3; visits += 1) await enterZoe(test, group);
    const rows = await told(3);
    const [alert, ...others] = rows.filter(({ channel }) => channel === 'tablet');
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ recipientId: group.manager.userId, state: 'sent' });
    const frames = await eventually(
      () => framesIn(test, `user:${group.manager.userId}`),
      (some) => some.length > 0,
    );
    expect(frames).toMatchObject([
      {
        type: 'NOTIFICATION_SENT',
        payload: { notificationId: alert?.id, channel: 'tablet', status: 'sent' },
      },
    ]);
  });
});

describe('personal data', () => {
  it('is in no notification, event, frame or job', async () => {
    await enterZoe(test, group);
    await told(1);
    const stored = JSON.stringify(
      await Promise.all(
        ['notifications', 'events', 'room_events', 'jobs'].map((table) =>
          test.database.rawDb.select(`SELECT * FROM ${table} WHERE organization_id = $id`, {
            id: group.organizationId,
          }),
        ),
      ),
    );
    expect(stored).toContain('SUV corner');
    expect(stored).not.toContain('Zoë');
    expect(stored).not.toContain('Özil');
    expect(stored).not.toContain(repOf(group, 1).phone?.slice(2));
  });
});

async function deliveredTo(subscriber: string): Promise<number> {
  const rows = await test.database.rawDb.select(
    `SELECT delivery.id FROM deliveries AS delivery
     JOIN events AS event ON event.position = delivery.event_position
     WHERE delivery.subscriber = $subscriber AND delivery.state = 'done'
       AND event.organization_id = $organizationId`,
    { subscriber, organizationId: group.organizationId },
  );
  return rows.length;
}
