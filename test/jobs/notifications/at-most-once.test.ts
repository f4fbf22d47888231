import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SmsProvider } from '../../../src/integrations/sms-provider.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { TestClock } from '../../support/test-clock.js';
import { FakeTwilio } from './fake-twilio.js';
import { ZOE_TEXT, act, enterZoe, eventsOf, groupWithNumbers } from './floor.js';
import { notificationsOf, repOf } from './floor.js';
import type { StoredNotification } from './floor.js';
import { MessageRig } from './message-rig.js';

const MINUTE_MS = 60_000;

const clock = new TestClock();
let twilio: FakeTwilio;
let client: SmsProvider;
/** What happens when a message is handed over; the client of the fake service, unless said. */
let send: SmsProvider['send'];
let test: TestApp;
let rig: MessageRig;
let group: DealerGroup;

beforeAll(async () => {
  twilio = await FakeTwilio.start(() => clock.now());
  client = twilio.client();
  test = await startTestApp({ clock, roles: ['api'] });
  rig = new MessageRig(test, {
    send: (message) => send(message),
    lookUp: (wanted) => client.lookUp(wanted),
    state: () => client.state(),
    close: () => client.close(),
  });
});

afterAll(async () => {
  await test.stop();
  await client.close();
  await twilio.stop();
});

beforeEach(async () => {
  twilio.manner = 'accept';
  send = (message) => client.send(message);
  group = await groupWithNumbers(test, 1);
});

/** A high-value customer has entered, and the event has reached its subscriber. */
async function assigned(): Promise<{ visitId: string }> {
  const outcome = await enterZoe(test, group);
  await rig.deliver(group);
  return outcome;
}

async function onlyNotification(): Promise<StoredNotification> {
  const [row, ...others] = await notificationsOf(test, group);
  if (row === undefined || others.length > 0) throw new Error('There is not exactly one.');
  return row;
}

function posts(): readonly string[] {
  return twilio.postsTo(repOf(group, 1).phone);
}

function lookUps(): number {
  return twilio.lookUpsOf(repOf(group, 1).phone);
}

/** What the recipient was told of it, in order. */
async function statuses(): Promise<readonly unknown[]> {
  const events = await eventsOf(test, group, 'notification.sent');
  return events.map(({ data }) => data['status']);
}

describe('an event that comes again and again', () => {
  it('leads to one notification and one job', async () => {
    await assigned();
    for (let times = 0; times < 10; times += 1) await rig.deliver(group);
    await Promise.all(Array.from({ length: 10 }, () => rig.deliver(group)));
    expect(await onlyNotification()).toMatchObject({ state: 'pending', attempts: 0 });
    expect(await rig.waitingJobs(group)).toHaveLength(1);
  });
});

describe('a provider that takes the message and says nothing', () => {
  beforeEach(async () => {
    twilio.manner = 'accept_silently';
    await assigned();
    await rig.doJob(group);
  });

  it('leaves it unknown, and no job tries again', async () => {
    expect(await onlyNotification()).toMatchObject({ state: 'unknown', errorCode: 'timeout' });
    expect(await rig.waitingJobs(group)).toEqual([]);
    expect(await statuses()).toEqual(['unknown']);
  });

  it('is asked, and tells: one message, sent', async () => {
    await rig.settle();
    expect(await onlyNotification()).toMatchObject({
      state: 'sent',
      providerId: expect.stringMatching(/^SM\d+$/),
      errorCode: null,
    });
    expect(posts()).toEqual([ZOE_TEXT]);
    expect(await statuses()).toEqual(['unknown', 'sent']);
    await rig.settle();
    expect(lookUps()).toBe(1);
    expect(await statuses()).toHaveLength(2);
  });
});

describe('a text that was true when it was sent', () => {
  it('is what is looked up, also when the visitor has walked on since', async () => {
    twilio.manner = 'accept_silently';
    const { visitId } = await assigned();
    await rig.doJob(group);
    const location = { floor: 1, x: 9, y: 9, zone: 'Lounge' };
    await act(test, group, { type: 'CUSTOMER_MOVED', visitId, location });
    await rig.settle();
    expect(await onlyNotification()).toMatchObject({ state: 'sent' });
  });
});

describe('a message that nobody knows of', () => {
  beforeEach(async () => {
    twilio.manner = 'lose_silently';
    await assigned();
    await rig.doJob(group);
  });

  it('stays unknown and is asked for during fifteen minutes', async () => {
    for (let minute = 0; minute < 20; minute += 1) {
      await rig.settle();
      clock.advance(MINUTE_MS);
    }
    expect(lookUps()).toBe(15);
    expect(await onlyNotification()).toMatchObject({ state: 'unknown' });
    expect(posts()).toHaveLength(1);
    expect(await statuses()).toEqual(['unknown']);
  });
});

describe('a crash', () => {
  it('after the call leads to no second one; the outcome is asked for', async () => {
    await assigned();
    const [job] = await rig.waitingJobs(group);
    if (job === undefined) throw new Error('No job.');
    await rig.prepare(group, job);
    expect(await onlyNotification()).toMatchObject({ state: 'sending', attempts: 1 });
    await rig.handle(group, job, await rig.prepare(group, job));
    expect(await onlyNotification()).toMatchObject({ state: 'unknown', errorCode: 'interrupted' });
    await rig.settle();
    expect(await onlyNotification()).toMatchObject({ state: 'sent' });
    expect(posts()).toEqual([ZOE_TEXT]);
  });

  it('between claim and call leads to no call at all', async () => {
    let calls = 0;
    send = () => {
      calls += 1;
      throw new Error('The process dies here.');
    };
    await assigned();
    const [job] = await rig.waitingJobs(group);
    if (job === undefined) throw new Error('No job.');
    await expect(rig.prepare(group, job)).rejects.toThrow('dies');
    await rig.handle(group, job, await rig.prepare(group, job));
    await rig.settle();
    expect(await onlyNotification()).toMatchObject({ state: 'unknown', errorCode: 'interrupted' });
    expect([calls, posts()]).toEqual([1, []]);
  });

  it('whose job never comes back is noticed after half a minute', async () => {
    await assigned();
    const [job] = await rig.waitingJobs(group);
    if (job === undefined) throw new Error('No job.');
    await rig.prepare(group, job);
    clock.advance(20_000);
    await rig.settle();
    expect(await onlyNotification()).toMatchObject({ state: 'sending' });
    clock.advance(10_000);
    await rig.settle();
    expect(await onlyNotification()).toMatchObject({ state: 'sent' });
    expect(await statuses()).toEqual(['unknown', 'sent']);
    expect(posts()).toHaveLength(1);
  });

  it('that was only a long pause: who has sent it knows better than the sweep', async () => {
    twilio.manner = 'refuse';
    await assigned();
    const [job] = await rig.waitingJobs(group);
    if (job === undefined) throw new Error('No job.');
    const outcome = await rig.prepare(group, job);
    clock.advance(31_000);
    await rig.settle();
    await rig.handle(group, job, outcome);
    expect(await onlyNotification()).toMatchObject({ state: 'failed', errorCode: '21211' });
  });
});

describe('what is settled', () => {
  it('stays so, whoever comes late', async () => {
    await assigned();
    const [job] = await rig.waitingJobs(group);
    if (job === undefined) throw new Error('No job.');
    await rig.handle(group, job, await rig.prepare(group, job));
    for (const outcome of ['failed', 'unknown', 'not_sent', 'dropped', 'interrupted']) {
      await rig.handle(group, job, { outcome, code: 'late', reason: 'late' });
    }
    expect(await rig.prepare(group, job)).toBeUndefined();
    expect(await onlyNotification()).toMatchObject({ state: 'sent', errorCode: null });
    expect(await statuses()).toEqual(['sent']);
    expect(posts()).toHaveLength(1);
  });
});

describe('two workers with the same job', () => {
  it('hand the message over once', async () => {
    await assigned();
    const [job] = await rig.waitingJobs(group);
    if (job === undefined) throw new Error('No job.');
    await Promise.all([1, 2, 3, 4].map(() => rig.prepare(group, job)));
    expect(posts()).toHaveLength(1);
  });
});

describe('a message that did not leave', () => {
  beforeEach(() => {
    send = () => Promise.resolve({ outcome: 'not_sent', reason: 'open' });
  });

  it('is tried again a little later, and sent', async () => {
    await assigned();
    await rig.doJob(group);
    expect(await onlyNotification()).toMatchObject({ state: 'pending', errorCode: 'open' });
    const [next, ...others] = await rig.waitingJobs(group);
    expect(others).toEqual([]);
    const pauseMs = (next?.dueAt.getTime() ?? 0) - clock.now().getTime();
    expect(pauseMs).toBeGreaterThan(1_500);
    expect(pauseMs).toBeLessThanOrEqual(5_000);
    send = (message) => client.send(message);
    await rig.doJob(group);
    expect(await onlyNotification()).toMatchObject({ state: 'sent', attempts: 2, errorCode: null });
    expect(posts()).toEqual([ZOE_TEXT]);
    expect(await statuses()).toEqual(['sent']);
  });

  it('is given up after ten minutes', async () => {
    await assigned();
    const startedAt = clock.now().getTime();
    for (let [next] = await rig.waitingJobs(group); next !== undefined;) {
      clock.advance(Math.max(0, next.dueAt.getTime() - clock.now().getTime()));
      await rig.doJob(group);
      [next] = await rig.waitingJobs(group);
    }
    const minutes = (clock.now().getTime() - startedAt) / MINUTE_MS;
    expect(minutes).toBeGreaterThan(9.9);
    expect(minutes).toBeLessThan(10.5);
    const row = await onlyNotification();
    expect(row).toMatchObject({ state: 'failed', errorCode: 'expired' });
    expect(row.attempts).toBeGreaterThan(8);
    expect(await statuses()).toEqual(['failed']);
  });

  it('is given up after ten minutes also when its job is lost', async () => {
    await assigned();
    clock.advance(10 * MINUTE_MS - 5_000);
    await rig.settle();
    expect(await onlyNotification()).toMatchObject({ state: 'pending' });
    clock.advance(6_000);
    await rig.settle();
    expect(await onlyNotification()).toMatchObject({ state: 'failed', errorCode: 'expired' });
    send = (message) => client.send(message);
    await rig.doJob(group);
    expect(posts()).toEqual([]);
  });
});

describe('a rep who has left meanwhile', () => {
  it('gets no message', async () => {
    await assigned();
    await test.database.unitOfWork.run(() =>
      test.database.rawDb.execute('UPDATE users SET disabled_at = $now WHERE id = $id', {
        now: clock.now(),
        id: repOf(group, 1).userId,
      }),
    );
    await rig.doJob(group);
    expect(await onlyNotification()).toMatchObject({ state: 'failed', errorCode: 'no_phone' });
    expect(posts()).toEqual([]);
  });
});
