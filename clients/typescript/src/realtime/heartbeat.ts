/** When a silent connection is asked, and when it is given up. */
export interface HeartbeatOptions {
  /** Milliseconds of silence after which the server is asked for a word. */
  readonly quietMs: number;
  /** Milliseconds that it has to answer. */
  readonly answerMs: number;
}

export const DEFAULT_HEARTBEAT: HeartbeatOptions = { quietMs: 20_000, answerMs: 10_000 };

interface HeartbeatDeps extends HeartbeatOptions {
  readonly ping: () => void;
  /** There was no answer in time. */
  readonly dead: () => void;
}

/** A timer that fires this late says more about us (asleep, or busy) than about the server. */
const LATE_MS = 1_000;

/** Notices that the other end is gone without a word (a half-open connection). */
export class Heartbeat {
  private heardAt = Date.now();
  private isAsked = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: HeartbeatDeps) {
    this.lookIn(deps.quietMs);
  }

  /** Something has come. */
  heard(): void {
    this.heardAt = Date.now();
    this.isAsked = false;
  }

  /** Looks no more. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private lookIn(milliseconds: number): void {
    const due = Date.now() + milliseconds;
    this.timer = setTimeout(() => this.look(Date.now() - due > LATE_MS), milliseconds);
  }

  private look(isLate: boolean): void {
    const { quietMs, answerMs, ping, dead } = this.deps;
    const silentMs = Date.now() - this.heardAt;
    if (!this.isAsked && silentMs < quietMs) {
      this.lookIn(quietMs - silentMs);
      return;
    }
    if (this.isAsked && !isLate) {
      dead();
      return;
    }
    this.isAsked = true;
    ping();
    this.lookIn(answerMs);
  }
}
