import { newKey } from '../new-key.js';
import { FrameError } from './frame-errors.js';
import type { ActivityPayload, ActivityRecorded, ErrorPayload } from './frames.js';

interface Pending {
  readonly payload: ActivityPayload & { readonly idempotencyKey: string };
  readonly resolve: (recorded: ActivityRecorded) => void;
  readonly reject: (error: unknown) => void;
}

/** Activities that wait for their answer at a time; the server takes more, but not without end. */
const MOST_UNDER_WAY = 20;

/**
 * Reports activities over the socket. Each has an idempotency key: what was under way when a
 * connection broke is sent again over the next, and has one effect.
 */
export class ActivitySender {
  private waiting: Pending[] = [];
  private underWay: Pending[] = [];
  private send: ((frame: object) => void) | undefined;

  /** Resolves with what the `POST` would have answered; rejects with `FrameError`. */
  record(payload: ActivityPayload): Promise<ActivityRecorded> {
    return new Promise((resolve, reject) => {
      const { idempotencyKey = newKey() } = payload;
      this.waiting.push({ payload: { ...payload, idempotencyKey }, resolve, reject });
      this.drain();
    });
  }

  /** There is a connection. */
  connected(send: (frame: object) => void): void {
    this.send = send;
    this.drain();
  }

  /** The connection is gone: what it left unanswered goes first over the next. */
  disconnected(): void {
    this.send = undefined;
    this.waiting = [...this.underWay, ...this.waiting];
    this.underWay = [];
  }

  /** Nothing is sent any more. */
  stop(error: unknown): void {
    this.disconnected();
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }

  /** Takes an `ACTIVITY_RECORDED`. */
  recorded(answer: ActivityRecorded): void {
    const { idempotencyKey, ...told } = answer;
    const found = this.underWay.find(({ payload }) => payload.idempotencyKey === idempotencyKey);
    if (found === undefined) return;
    this.settle(found);
    found.resolve(told);
  }

  /** Takes an `ERROR` in reply to `ACTIVITY`: the server answers in the order of the questions. */
  refused(error: ErrorPayload): void {
    const [first] = this.underWay;
    if (first === undefined) return;
    this.settle(first);
    first.reject(new FrameError(error));
  }

  private settle(done: Pending): void {
    this.underWay = this.underWay.filter((one) => one !== done);
    this.drain();
  }

  private drain(): void {
    while (this.send !== undefined && this.underWay.length < MOST_UNDER_WAY) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      this.underWay.push(next);
      this.send({ type: 'ACTIVITY', payload: next.payload });
    }
  }
}
