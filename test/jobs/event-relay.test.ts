import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { workerPoolLimits } from '../../src/database/create-database.js';
import type { DomainEvent, RealtimeMapping } from '../../src/events/event.js';
import { WAKE_ROOMS } from '../../src/events/wake-bus.js';
import { newId } from '../../src/shared/ids.js';
import { createGate } from '../database/gate.js';
import { eventually } from '../support/eventually.js';
import { EventFixture } from './event-fixture.js';

let fixture: EventFixture;

beforeAll(async () => {
  fixture = await EventFixture.create();
});

afterEach(() => fixture.reset());

afterAll(() => fixture.drop());

interface RoomEvent {
  readonly room: string;
  readonly seq: number;
  readonly type: string;
  readonly eventId: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

function roomEvents(): Promise<RoomEvent[]> {
  return fixture.select<RoomEvent>(
    'SELECT room, seq, type, event_id AS eventId, payload FROM room_events ORDER BY room, seq',
  );
}

async function unrelayed(): Promise<number> {
  const rows = await fixture.select('SELECT id FROM events WHERE relayed = FALSE');
  return rows.length;
}

/** One frame for the room that the event names. */
const toRoom: RealtimeMapping = {
  types: ['thing.done'],
  toFrames: ({ data }: DomainEvent) => [
    { room: String(data['room']), type: 'THING_DONE', payload: { n: data['n'] } },
  ],
};

describe('EventRelay', () => {
  it('numbers the frames of a room and tells which rooms have some', async () => {
    const hinted: string[] = [];
    const end = fixture.bus.subscribe(WAKE_ROOMS, (rooms = []) => hinted.push(...rooms));
    const runtime = fixture.start({ mappings: [toRoom] });
    const first = await fixture.publish({ data: { room: 'showroom:a', n: 1 } });
    const second = await fixture.publish({ data: { room: 'showroom:a', n: 2 } });
    const other = await fixture.publish({ data: { room: 'showroom:b', n: 3 } });
    await runtime.idle();
    end();
    const type = 'THING_DONE';
    expect(await roomEvents()).toEqual([
      { room: 'showroom:a', seq: 1, type, eventId: first, payload: { n: 1 } },
      { room: 'showroom:a', seq: 2, type, eventId: second, payload: { n: 2 } },
      { room: 'showroom:b', seq: 1, type, eventId: other, payload: { n: 3 } },
    ]);
    expect(new Set(hinted)).toEqual(new Set(['showroom:a', 'showroom:b']));
  });

  it('gives every room numbers without gap or double, with two relays and many writers', async () => {
    const failures: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line) => failures.push(line) });
    const parts = { mappings: [toRoom], logger };
    const runtimes = [fixture.start(parts), fixture.start(parts)];
    const rooms = ['showroom:a', 'showroom:b', 'showroom:c'];
    const publishing = Array.from({ length: 300 }, (_, n) =>
      fixture.publish({ data: { room: rooms[n % rooms.length], n }, version: 1 }),
    );
    await Promise.all(publishing);
    await eventually(async () => (await unrelayed()) === 0);
    await Promise.all(runtimes.map((runtime) => runtime.idle()));
    const stored = await roomEvents();
    for (const room of rooms) {
      const seqs = stored.filter((event) => event.room === room).map((event) => event.seq);
      expect(seqs).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
    }
    expect(new Set(stored.map((event) => event.eventId)).size).toBe(300);
    expect(failures).toEqual([]);
  });

  it('finds events that are committed after others of a higher position', async () => {
    const runtime = fixture.start({ mappings: [toRoom] });
    const [written, commit] = [createGate(), createGate()];
    const late = fixture.run(async () => {
      await fixture.publisher().publish({
        stream: 'thing',
        streamId: newId(),
        type: 'thing.done',
        version: 1,
        data: { room: 'showroom:a', n: 'late' },
      });
      written.open();
      await commit.opened;
    });
    await written.opened;
    await fixture.publish({ data: { room: 'showroom:a', n: 'early' } });
    await runtime.idle();
    expect((await roomEvents()).map(({ payload }) => payload['n'])).toEqual(['early']);
    commit.open();
    await late;
    await runtime.idle();
    expect((await roomEvents()).map(({ payload }) => payload['n'])).toEqual(['early', 'late']);
  });

  it('leaves out the frames of an event whose mapping fails, and goes on', async () => {
    const registry = new Registry();
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    const room = 'showroom:a';
    const frames: Record<string, () => ReturnType<RealtimeMapping['toFrames']>> = {
      throws: () => {
        throw new Error('a defect');
      },
      cyclic: () => [{ room, type: 'A', payload: cyclic }],
      tooLong: () => [{ room: `showroom:${'x'.repeat(64)}`, type: 'A', payload: {} }],
      twice: () => [
        { room, type: 'A', payload: {} },
        { room, type: 'A', payload: {} },
      ],
      good: () => [{ room, type: 'A', payload: {} }],
    };
    const mapping: RealtimeMapping = {
      types: ['thing.done'],
      toFrames: ({ data }) => frames[String(data['kind'])]?.() ?? [],
    };
    const runtime = fixture.start({ mappings: [mapping], registry });
    for (const kind of Object.keys(frames)) await fixture.publish({ data: { kind } });
    await runtime.idle();
    expect(await unrelayed()).toBe(0);
    expect((await roomEvents()).map(({ seq }) => seq)).toEqual([1]);
    const metric = await registry.getSingleMetric('realtime_frame_failures_total')?.get();
    expect(metric?.values[0]?.value).toBe(4);
  });

  it('relays more than one batch in a row', async () => {
    await fixture.run(async () => {
      const publisher = fixture.publisher();
      for (let n = 0; n < 450; n += 1) {
        const data = { room: 'showroom:a', n };
        await publisher.publish({
          stream: 'thing',
          streamId: newId(),
          type: 'thing.done',
          version: 1,
          data,
        });
      }
    });
    await fixture.start({ mappings: [toRoom] }).idle();
    const stored = await roomEvents();
    expect(stored.map(({ payload }) => payload['n'])).toEqual([...Array(450).keys()]);
    expect(stored.map(({ seq }) => seq)).toEqual([...Array(450).keys()].map((n) => n + 1));
  });

  it('passes an event on once, though the relay fails between storing and marking', async () => {
    const database = fixture.schema.open(workerPoolLimits);
    let failures = 0;
    const end = database.sequelize.observe((sql) => {
      if (!sql.startsWith('UPDATE events') || failures > 0) return;
      failures += 1;
      throw new Error('the process dies here');
    });
    const subscriber = fixture.subscriber(database);
    const runtime = fixture.start({ mappings: [toRoom], subscribers: [subscriber] }, database);
    await fixture.publish({ data: { room: 'showroom:a', n: 1 } });
    await runtime.idle();
    end();
    expect(failures).toBe(1);
    expect((await roomEvents()).map(({ seq }) => seq)).toEqual([1]);
    expect(await fixture.effects()).toHaveLength(1);
  });
});
