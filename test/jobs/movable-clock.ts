import type { Clock } from '../../src/shared/clock.js';

/** Time that stands still until a test moves it. */
export class MovableClock implements Clock {
  private time = new Date('2026-03-02T15:00:00.000Z').getTime();

  now(): Date {
    return new Date(this.time);
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}
