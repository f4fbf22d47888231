import type { Violation } from './violation.js';

/** What one socket got of a room, and what the room had for it. */
export interface FrameRecord {
  /** The `seq` that it was told on joining. */
  readonly from: number;
  /** In the order of arrival. */
  readonly received: readonly number[];
  /** Of the table. */
  readonly stored: readonly number[];
}

/** Every socket gets every event, once and in order: `missing`, `doubled`, `out of order`. */
export function checkFrames({ from, received, stored }: FrameRecord): Violation[] {
  const due = stored.filter((seq) => seq > from);
  const seen = new Set(received);
  const violations = due
    .filter((seq) => !seen.has(seq))
    .map((seq): Violation => ({ kind: 'missing', detail: `seq ${seq}` }));
  if (seen.size < received.length) {
    violations.push({ kind: 'doubled', detail: received.join() });
  }
  const isRising = received.every((seq, index) => index === 0 || seq >= (received[index - 1] ?? 0));
  if (!isRising) violations.push({ kind: 'out of order', detail: received.join() });
  const last = Math.max(from, ...due);
  if (due.length !== last - from) {
    violations.push({ kind: 'gap in the room', detail: `${due.length} events up to ${last}` });
  }
  return violations;
}

/** What was committed, and what one client was given of it. */
export interface ContentRecord {
  /** Ids of events. */
  readonly committed: readonly string[];
  /** In the order of arrival; may hold others, too. */
  readonly received: readonly string[];
}

/** Every committed event is given to a client, once: `lost`, `given twice`. */
export function checkContents({ committed, received }: ContentRecord): Violation[] {
  const times = new Map<string, number>();
  for (const id of received) times.set(id, (times.get(id) ?? 0) + 1);
  return committed.flatMap((id, number): Violation[] => {
    const count = times.get(id) ?? 0;
    if (count === 1) return [];
    return [{ kind: count === 0 ? 'lost' : 'given twice', detail: `event ${number} (${id})` }];
  });
}
