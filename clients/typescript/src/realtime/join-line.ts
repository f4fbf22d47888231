import type { RoomSubscription } from './room-subscription.js';

interface JoinLineDeps {
  readonly send: (frame: object) => void;
  /** Milliseconds that the server has to answer, before it is asked again. */
  readonly answerMs: number;
  /** Milliseconds before a failed try is repeated. */
  readonly retryMs: number;
}

/**
 * Rooms that wait to be joined over one connection, one after the other: so that a failure is
 * known to be that of the room that was asked for.
 */
export class JoinLine {
  private readonly waiting = new Set<RoomSubscription>();
  private current: RoomSubscription | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isStopped = false;

  constructor(private readonly deps: JoinLineDeps) {}

  /** The room whose answer is awaited. */
  get asked(): RoomSubscription | undefined {
    return this.current;
  }

  /** Asks for the room as soon as it is its turn. */
  add(subscription: RoomSubscription): void {
    if (this.isStopped) return;
    this.waiting.add(subscription);
    this.next();
  }

  /** Asks for the room no more. */
  remove(subscription: RoomSubscription): void {
    this.waiting.delete(subscription);
    this.settle(subscription.room);
  }

  /** The server has answered for this room. */
  settle(room: string): void {
    if (this.current?.room !== room) return;
    clearTimeout(this.timer);
    this.current = undefined;
    this.next();
  }

  /** The server could not answer; the room keeps its turn. */
  failed(): void {
    const { current } = this;
    if (current === undefined) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(current), this.deps.retryMs);
  }

  /** The connection is gone. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.waiting.clear();
    this.current = undefined;
  }

  private next(): void {
    if (this.current !== undefined) return;
    const [first] = this.waiting;
    if (first === undefined) return;
    this.waiting.delete(first);
    this.ask(first);
  }

  private ask(subscription: RoomSubscription): void {
    this.current = subscription;
    this.timer = setTimeout(() => this.ask(subscription), this.deps.answerMs);
    this.deps.send({ type: 'SUBSCRIBE', payload: subscription.request() });
  }
}
