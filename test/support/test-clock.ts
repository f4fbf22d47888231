import type { Clock } from '../../src/shared/clock.js';

/** Runs with the machine's clock until it is moved. */
export class TestClock implements Clock {
  private offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  /** Moves the time on. */
  advance(milliseconds: number): void {
    this.offsetMs += milliseconds;
  }
}
