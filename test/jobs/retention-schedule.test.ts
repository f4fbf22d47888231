import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createRetentionSchedule } from '../../src/jobs/retention-schedule.js';
import { newId } from '../../src/shared/ids.js';
import { EventFixture } from './event-fixture.js';

const HOUR_MS = 3_600_000;

let fixture: EventFixture;

beforeAll(async () => {
  fixture = await EventFixture.create();
});

afterEach(() => fixture.reset());

afterAll(() => fixture.drop());

/** SQL of the instant that many hours ago. */
function ago(hours: number): string {
  const instant = new Date(fixture.clock.now().getTime() - hours * HOUR_MS);
  return `'${instant.toISOString().slice(0, 23).replace('T', ' ')}'`;
}

async function clean(): Promise<void> {
  await createRetentionSchedule(fixture).run();
}

async function column(sql: string): Promise<unknown[]> {
  const rows = await fixture.select<{ value: unknown }>(sql);
  return rows.map(({ value }) => value);
}

function room(room: string, from: number, to: number, hoursAgo: number): Promise<void> {
  return fixture.schema.run(`INSERT INTO room_events
    (room, seq, organization_id, event_id, type, payload, occurred_at, stored_at)
    SELECT '${room}', seq, UUID(), UUID(), 'A', '{}', ${ago(hoursAgo)}, ${ago(hoursAgo)}
    FROM seq_${from}_to_${to}`);
}

describe('retention', () => {
  it('deletes idempotent answers after 24 hours', async () => {
    for (const [key, hours] of Object.entries({ old: 25, young: 23 })) {
      await fixture.schema.run(`INSERT INTO idempotency_keys
        (organization_id, principal_id, idempotency_key, request_hash, created_at)
        VALUES ('${newId()}', 'p', '${key}', REPEAT('x', 32), ${ago(hours)})`);
    }
    await clean();
    expect(await column('SELECT idempotency_key AS value FROM idempotency_keys')).toEqual([
      'young',
    ]);
    await fixture.schema.run('DELETE FROM idempotency_keys');
  });

  it('deletes room history after 24 hours, however much it is', async () => {
    await room('showroom:a', 1, 2_500, 25);
    await room('showroom:a', 2_501, 2_503, 23);
    await clean();
    expect(await column('SELECT seq AS value FROM room_events ORDER BY seq')).toEqual([
      2_501, 2_502, 2_503,
    ]);
  });

  it('keeps the last 10,000 events of a room', async () => {
    await room('showroom:a', 1, 11_500, 1);
    await room('showroom:b', 1, 10, 1);
    await fixture.schema.run(`INSERT INTO room_heads (room, organization_id, seq)
      VALUES ('showroom:a', UUID(), 11500), ('showroom:b', UUID(), 10)`);
    await clean();
    const bounds = `SELECT CONCAT(room, ' ', MIN(seq), '-', MAX(seq)) AS value
      FROM room_events GROUP BY room ORDER BY room`;
    expect(await column(bounds)).toEqual(['showroom:a 1501-11500', 'showroom:b 1-10']);
  });

  it('deletes deliveries 7 days after they are done, never those that are not', async () => {
    for (const [subscriber, state, hours] of [
      ['done long ago', 'done', 169],
      ['done lately', 'done', 167],
      ['dead long ago', 'dead', 999],
      ['pending for long', 'pending', 999],
    ] as const) {
      await fixture.schema.run(`INSERT INTO deliveries
        (subscriber, event_position, stream_id, state, due_at, finished_at)
        VALUES ('${subscriber}', 1, UUID(), '${state}', ${ago(999)}, ${ago(hours)})`);
    }
    await clean();
    expect(await column('SELECT subscriber AS value FROM deliveries ORDER BY id')).toEqual([
      'done lately',
      'dead long ago',
      'pending for long',
    ]);
  });

  it('deletes jobs 7 days after they are done, never those that are not', async () => {
    for (const [type, state, hours] of [
      ['done long ago', 'done', 169],
      ['done lately', 'done', 167],
      ['dead long ago', 'dead', 999],
    ] as const) {
      await fixture.schema.run(`INSERT INTO jobs
        (id, type, payload, due_at, state, created_at, finished_at)
        VALUES ('${newId()}', '${type}', '{}', ${ago(999)}, '${state}', ${ago(999)}, ${ago(hours)})`);
    }
    await clean();
    expect(await column('SELECT type AS value FROM jobs ORDER BY id')).toEqual([
      'done lately',
      'dead long ago',
    ]);
  });

  it('keeps events for ever, and runs every hour by itself', async () => {
    await fixture.publish({ occurredAt: new Date('2020-01-01T00:00:00Z') });
    const runtime = fixture.start({});
    await runtime.idle();
    await room('showroom:a', 1, 5, 0);
    fixture.clock.advance(25 * HOUR_MS);
    await runtime.idle();
    expect(await column('SELECT seq AS value FROM room_events')).toEqual([]);
    expect(await column('SELECT type AS value FROM events')).toEqual(['thing.done']);
  });
});
