import type { Database } from '../database/create-database.js';
import type { Clock } from '../shared/clock.js';
import type { Schedule } from './job.js';

interface RetentionDeps {
  readonly database: Database;
  readonly clock: Clock;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BATCH = 1_000;
const EVENTS_OF_A_ROOM = 10_000;

interface Rule {
  readonly afterMs: number;
  /** A DELETE with `$before`, without its LIMIT. */
  readonly sql: string;
}

/** Dead letters stay until somebody has looked at them. */
const RULES: readonly Rule[] = [
  { afterMs: DAY_MS, sql: 'DELETE FROM idempotency_keys WHERE created_at < $before' },
  { afterMs: DAY_MS, sql: 'DELETE FROM room_events WHERE stored_at < $before' },
  {
    afterMs: 7 * DAY_MS,
    sql: `DELETE FROM deliveries
          WHERE state = 'done' AND due_at < $before AND finished_at < $before`,
  },
  {
    afterMs: 7 * DAY_MS,
    sql: `DELETE FROM jobs WHERE state = 'done' AND due_at < $before AND finished_at < $before`,
  },
];

/**
 * Deletes, every hour and in small batches, what nobody can ask for any more: idempotent answers
 * after 24 hours, room history after 24 hours or beyond 10,000 events of a room, finished
 * deliveries and jobs after 7 days. Events stay: timeline and audit are read from them.
 */
export function createRetentionSchedule(deps: RetentionDeps): Schedule {
  return {
    name: 'jobs.retention',
    everyMs: HOUR_MS,
    async run() {
      const now = deps.clock.now().getTime();
      for (const { afterMs, sql } of RULES) {
        await deleteAll(deps.database, sql, { before: new Date(now - afterMs) });
      }
      await trimRooms(deps.database);
    },
  };
}

async function trimRooms(database: Database): Promise<void> {
  const rooms = await database.rawDb.select<{ room: string; seq: number }>(
    'SELECT room, seq FROM room_heads WHERE seq > $kept',
    { kept: EVENTS_OF_A_ROOM },
  );
  for (const { room, seq } of rooms) {
    await deleteAll(database, 'DELETE FROM room_events WHERE room = $room AND seq <= $last', {
      room,
      last: seq - EVENTS_OF_A_ROOM,
    });
  }
}

async function deleteAll(
  { unitOfWork, rawDb }: Database,
  sql: string,
  bind: Readonly<Record<string, unknown>>,
): Promise<void> {
  await unitOfWork.runWhile(async () => {
    const deleted = await rawDb.execute(`${sql} LIMIT ${BATCH}`, bind);
    return deleted === BATCH;
  });
}
