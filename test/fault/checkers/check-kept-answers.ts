import type { Violation } from './violation.js';

/** A number that was written; times are readings of `performance.now()`. */
export interface NumberWritten {
  readonly number: number;
  /** Absent when nobody was told that it is written. */
  readonly acknowledgedAt?: number;
}

/** A number that was read. */
export interface NumberRead {
  readonly number: number;
  readonly invokedAt: number;
}

/**
 * Numbers are written one after the other, each greater than the last. Holds what was read against
 * them: `stale` is less than the greatest acknowledged before it was asked for, `unwritten` greater
 * than all that was ever tried; `nothing read` would show nothing.
 */
export function checkKeptAnswers(
  writes: readonly NumberWritten[],
  reads: readonly NumberRead[],
): Violation[] {
  const last = Math.max(0, ...writes.map(({ number }) => number));
  const violations = reads.flatMap(({ number, invokedAt }): Violation[] => {
    const acknowledged = writes.filter(
      ({ acknowledgedAt = Infinity }) => acknowledgedAt < invokedAt,
    );
    const least = Math.max(0, ...acknowledged.map((write) => write.number));
    const detail = `${number}, at least ${least} was acknowledged, ${last} tried`;
    if (number < least) return [{ kind: 'stale', detail }];
    return number > last ? [{ kind: 'unwritten', detail }] : [];
  });
  if (reads.length === 0) violations.push({ kind: 'nothing read', detail: 'of the vehicle' });
  return violations;
}
