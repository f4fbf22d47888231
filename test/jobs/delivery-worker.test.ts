import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { workerPoolLimits } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import type { DomainEvent } from '../../src/events/event.js';
import { LEASE_MS } from '../../src/jobs/claim-table.js';
import { currentContext, runInContext } from '../../src/observability/request-context.js';
import type { RequestContext } from '../../src/observability/request-context.js';
import { newId } from '../../src/shared/ids.js';
import { createGate } from '../database/gate.js';
import { eventually } from '../support/eventually.js';
import { EventFixture } from './event-fixture.js';

let fixture: EventFixture;
let database: Database;

beforeAll(async () => {
  fixture = await EventFixture.create();
  database = fixture.schema.open(workerPoolLimits);
});

afterEach(() => fixture.reset());

afterAll(() => fixture.drop());

interface Delivery {
  readonly subscriber: string;
  readonly state: string;
  readonly attempts: number;
  readonly lastError: string | null;
  readonly dueAt: Date;
}

function deliveries(): Promise<Delivery[]> {
  return fixture.select<Delivery>(`SELECT subscriber, state, attempts, last_error AS lastError,
    due_at AS dueAt FROM deliveries ORDER BY subscriber, id`);
}

async function statesOf(subscriber: string): Promise<string[]> {
  const all = await deliveries();
  return all.filter((row) => row.subscriber === subscriber).map((row) => row.state);
}

describe('deliveries', () => {
  it('reach every subscriber that wants the type, and no other', async () => {
    const runtime = fixture.start(
      {
        subscribers: [
          fixture.subscriber(database, { name: 'test.first' }),
          fixture.subscriber(database, { name: 'test.second', types: ['thing.done', 'x'] }),
          fixture.subscriber(database, { name: 'test.other', types: ['thing.begun'] }),
        ],
      },
      database,
    );
    const streamId = newId();
    await fixture.publish({ streamId, data: { n: 1 } });
    await runtime.idle();
    expect(await fixture.effects('test.first')).toHaveLength(1);
    expect(await fixture.effects('test.second')).toHaveLength(1);
    expect(await fixture.effects('test.other')).toEqual([]);
    expect((await deliveries()).map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('come in order per stream, once each, with two relays and two workers', async () => {
    const databases = [database, fixture.schema.open(workerPoolLimits)];
    const runtimes = databases.map((each) =>
      fixture.start({ subscribers: [fixture.subscriber(each)] }, each),
    );
    const streams = Array.from({ length: 6 }, newId);
    await Promise.all(
      streams.map(async (streamId) => {
        for (let n = 1; n <= 20; n += 1) await fixture.publish({ streamId, data: { n } });
      }),
    );
    await eventually(async () => (await fixture.effects()).length >= 120);
    await Promise.all(runtimes.map((runtime) => runtime.idle()));
    const effects = await fixture.effects();
    for (const streamId of streams) {
      const order = effects.filter(({ what }) => what.startsWith(streamId));
      expect(order.map(({ what }) => Number(what.split(' ')[1]))).toEqual(
        Array.from({ length: 20 }, (_, index) => index + 1),
      );
    }
  });

  it('run in the event’s organization and trace, prepared outside the transaction', async () => {
    const seen: Array<RequestContext | undefined> = [];
    const transactions: boolean[] = [];
    const prepared: unknown[] = [];
    const runtime = fixture.start(
      {
        subscribers: [
          fixture.subscriber(database, {
            prepare: () => {
              seen.push(currentContext());
              transactions.push(database.unitOfWork.isActive());
              return Promise.resolve('prepared');
            },
            handle: (_event, value) => {
              seen.push(currentContext());
              transactions.push(database.unitOfWork.isActive());
              prepared.push(value);
              return Promise.resolve();
            },
          }),
        ],
      },
      database,
    );
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const id = await runInContext({ requestId: 'request', traceparent }, () => fixture.publish());
    await runtime.idle();
    const context = { requestId: id, traceparent, organizationId: fixture.organizationId };
    expect(seen).toEqual([context, context]);
    expect(transactions).toEqual([false, true]);
    expect(prepared).toEqual(['prepared']);
  });

  it('are delivered after a crash between claim and effect, the effect once', async () => {
    const entered = createGate();
    const never = createGate();
    const dying = fixture.schema.open(workerPoolLimits);
    const crashed = fixture.start(
      {
        subscribers: [
          fixture.subscriber(dying, {
            prepare: () => {
              entered.open();
              return never.opened;
            },
          }),
        ],
      },
      dying,
    );
    await fixture.publish({ data: { n: 1 } });
    await entered.opened;
    const surviving = fixture.start({ subscribers: [fixture.subscriber(database)] }, database);
    await surviving.idle();
    expect(await fixture.effects()).toEqual([]);

    fixture.clock.advance(LEASE_MS);
    await surviving.idle();
    expect(await fixture.effects()).toHaveLength(1);

    never.open();
    await crashed.idle();
    expect(await fixture.effects()).toHaveLength(1);
    expect(await deliveries()).toMatchObject([{ state: 'done', attempts: 2 }]);
  });

  it('keep nothing of an effect whose claim was lost in its middle', async () => {
    const [first, second] = [createGate(), createGate()];
    const [leaveFirst, leaveSecond] = [createGate(), createGate()];
    const slow = fixture.schema.open(workerPoolLimits);
    const handle = async (): Promise<void> => {
      await fixture.leave(slow, 'slow', 'half');
      first.open();
      await leaveFirst.opened;
    };
    const prepare = (): Promise<void> => {
      second.open();
      return leaveSecond.opened;
    };
    const slowRuntime = fixture.start(
      { subscribers: [fixture.subscriber(slow, { handle })] },
      slow,
    );
    await fixture.publish();
    await first.opened;
    fixture.clock.advance(LEASE_MS);
    const subscribers = [fixture.subscriber(database, { prepare })];
    const runtime = fixture.start({ subscribers }, database);
    await second.opened;
    leaveFirst.open();
    await slowRuntime.idle();
    expect(await fixture.effects()).toEqual([]);
    leaveSecond.open();
    await runtime.idle();
    expect((await fixture.effects()).map(({ who }) => who)).toEqual(['test.record']);
  });

  it('are not begun again by a process that is still at them', async () => {
    const [entered, leave] = [createGate(), createGate()];
    let begun = 0;
    const prepare = (event: DomainEvent): Promise<void> => {
      if (event.data['n'] !== 'slow') return Promise.resolve();
      begun += 1;
      entered.open();
      return leave.opened;
    };
    const subscribers = [fixture.subscriber(database, { prepare })];
    const runtime = fixture.start({ subscribers }, database);
    await fixture.publish({ data: { n: 'slow' } });
    await entered.opened;
    fixture.clock.advance(LEASE_MS);
    await fixture.publish({ data: { n: 'quick' } });
    await eventually(async () => (await fixture.effects()).length === 1);
    expect(begun).toBe(1);
    leave.open();
    await runtime.idle();
    expect(await fixture.effects()).toHaveLength(2);
  });

  it('finish what is under way before a stop is over', async () => {
    const [entered, leave] = [createGate(), createGate()];
    const runtime = fixture.start(
      {
        subscribers: [
          fixture.subscriber(database, {
            prepare: () => {
              entered.open();
              return leave.opened;
            },
          }),
        ],
      },
      database,
    );
    await fixture.publish();
    await entered.opened;
    let isStopped = false;
    const stopping = runtime.stop().then(() => (isStopped = true));
    await sleep(50);
    expect(isStopped).toBe(false);
    leave.open();
    await stopping;
    expect(await statesOf('test.record')).toEqual(['done']);
  });
});
