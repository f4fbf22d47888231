import type { Database } from '../../src/database/create-database.js';
import { createGate } from './gate.js';

interface Contended {
  /** Rows that each of the two locks first. */
  readonly ours: number;
  readonly theirs: number;
  lock(database: Database, id: number): Promise<unknown>;
  /** Writes of the other one: whoever has written less is rolled back. */
  weigh(): Promise<unknown>;
}

export interface Deadlock {
  /** Calls `wait`, in a run of `database`, when the other one waits for what that run has locked. */
  provoke(database: Database, wait: () => Promise<unknown>): Promise<void>;
  /** Ends with the run of the other one. */
  readonly over: Promise<void>;
}

/** Lets a run of `other` and the one that provokes it wait for each other; the latter is the victim. */
export function createDeadlock(other: Database, contended: Contended): Deadlock {
  const { ours, theirs, lock, weigh } = contended;
  const [weLocked, theyLocked, theyWait] = [createGate(), createGate(), createGate()];
  const over = other.unitOfWork.run(async () => {
    await weigh();
    await lock(other, theirs);
    theyLocked.open();
    await weLocked.opened;
    const waiting = lock(other, ours);
    theyWait.open();
    await waiting;
  });
  return {
    over,
    async provoke(database, wait) {
      await theyLocked.opened;
      await lock(database, ours);
      weLocked.open();
      await theyWait.opened;
      await wait();
    },
  };
}
