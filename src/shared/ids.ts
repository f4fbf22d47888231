import { v7 } from 'uuid';

/** Every id of ours comes after this one and before the other. */
export const FIRST_ID = '00000000-0000-0000-0000-000000000000';
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether this is written as our ids are: a UUID in lower case. */
export function isId(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

const RANDOM_BYTES = 16;
/** Asked of the system for many ids at once: each question costs more than an id does. */
const pool = Buffer.alloc(RANDOM_BYTES * 256);
let used = pool.length;
let last = { msecs: 0, seq: 0 };

/** A new UUIDv7: unique, and in the order of time. */
export function newId(): string {
  const random = nextRandom();
  const now = Date.now();
  // Within a millisecond a counter goes on, from a random place, as RFC 9562 has it (6.2, method 1).
  if (now > last.msecs) last = { msecs: now, seq: random.readUInt32BE(6) >>> 1 };
  else last = { msecs: last.msecs, seq: last.seq + 1 };
  const { msecs, seq } = last;
  return v7({ msecs, seq, random });
}

function nextRandom(): Buffer {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.subarray(used - RANDOM_BYTES, used);
}

/** A new UUIDv7 of a given instant; those of one millisecond are in no order. */
export function newIdAt(instant: Date): string {
  return v7({ msecs: instant.getTime() });
}

/** No UUIDv7 of that instant or later sorts before this one. */
export function firstIdAt(instant: Date): string {
  const time = Math.max(0, instant.getTime()).toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
