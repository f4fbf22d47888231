import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { workerPoolLimits } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import type { DomainEvent } from '../../src/events/event.js';
import { newId } from '../../src/shared/ids.js';
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

const HALF_AN_HOUR_MS = 1_800_000;

describe('deliveries whose subscriber fails', () => {
  it('back off when their subscriber fails, while others go on, and end dead', async () => {
    let attempts = 0;
    const runtime = fixture.start(
      {
        subscribers: [
          fixture.subscriber(database, {
            name: 'test.fails',
            handle: async () => {
              attempts += 1;
              await fixture.leave(database, 'test.fails', 'rolled back');
              throw new TypeError('a defect');
            },
          }),
          fixture.subscriber(database, { name: 'test.works' }),
        ],
      },
      database,
    );
    const streamId = newId();
    await fixture.publish({ streamId, data: { n: 1 } });
    await runtime.idle();
    const [failed] = await deliveries();
    expect(failed).toMatchObject({ state: 'pending', attempts: 1, lastError: 'TypeError' });
    const waitMs = Number(failed?.dueAt) - fixture.clock.now().getTime();
    expect(waitMs).toBeGreaterThan(0);
    expect(waitMs).toBeLessThanOrEqual(1_000);

    await runtime.idle();
    expect(attempts).toBe(1);
    for (let attempt = 2; attempt <= 14; attempt += 1) {
      fixture.clock.advance(HALF_AN_HOUR_MS);
      await fixture.publish({ streamId, data: { n: attempt } });
      await runtime.idle();
    }
    expect(attempts).toBe(12);
    expect((await fixture.effects('test.works')).length).toBe(14);
    expect(await fixture.effects('test.fails')).toEqual([]);
    const [dead] = await deliveries();
    expect(dead).toMatchObject({ state: 'dead', attempts: 12, lastError: 'TypeError' });
  });

  it('are held back behind a dead one of their stream, and only there', async () => {
    const [broken, sound] = [newId(), newId()];
    const subscriber = fixture.subscriber(database);
    const runtime = fixture.start(
      {
        subscribers: [
          {
            ...subscriber,
            handle: async (event: DomainEvent) => {
              if (event.data['n'] === 1 && event.streamId === broken) throw new Error('poison');
              await subscriber.handle(event, undefined);
            },
          },
        ],
      },
      database,
    );
    for (const streamId of [broken, sound]) {
      for (const n of [1, 2]) await fixture.publish({ streamId, data: { n } });
    }
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await runtime.idle();
      fixture.clock.advance(HALF_AN_HOUR_MS);
    }
    expect(await statesOf('test.record')).toEqual(['dead', 'pending', 'done', 'done']);
    expect((await fixture.effects()).map(({ what }) => what)).toEqual([`${sound} 1`, `${sound} 2`]);
  });

  it('are given up when every attempt has ended with its process', async () => {
    const runtime = fixture.start({ subscribers: [fixture.subscriber(database)] }, database);
    fixture.clock.advance(HALF_AN_HOUR_MS);
    await fixture.schema.run(`INSERT INTO deliveries (subscriber, event_position, stream_id,
      attempts, due_at) VALUES ('test.record', 1, UUID(), 12, '2026-03-02 15:00:00')`);
    await runtime.idle();
    expect(await deliveries()).toMatchObject([{ state: 'dead', lastError: 'abandoned' }]);
  });
});
