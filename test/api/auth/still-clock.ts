import { TestClock } from '../../support/test-clock.js';

/** Moves only when told to: however long a busy machine takes, no time has passed. */
export class StillClock extends TestClock {
  private at = Date.now();

  override now(): Date {
    return new Date(this.at);
  }

  override advance(milliseconds: number): void {
    this.at += milliseconds;
  }
}
