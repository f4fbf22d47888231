import { v7 } from 'uuid';

/** A new UUIDv7: unique, and in the order of time. */
export function newId(): string {
  return v7();
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
