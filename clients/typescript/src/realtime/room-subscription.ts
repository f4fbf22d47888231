import type { FrameError } from './frame-errors.js';
import type { InitialState, LiveFrame, RecentActivity, RoomEvent, ServerFrame } from './frames.js';

/** Events that will not come any more: they happened too long ago. */
export interface RoomGap {
  readonly room: string;
  /** The last event that was handed over before them. */
  readonly after: number;
  /** The last of them. */
  readonly upTo: number;
}

/**
 * What a room is heard with. All are called synchronously, one after the other, in the order in
 * which things happened.
 */
export interface RoomHandlers {
  /** Each event of the room, exactly once, in the order of `seq`. */
  readonly onEvent?: (event: RoomEvent) => void;
  /** What has no `seq`: where people are now. */
  readonly onLive?: (frame: LiveFrame) => void;
  /**
   * The state of a showroom, each time that it is joined, also after a reconnect. It may already
   * contain events that follow: apply them idempotently.
   */
  readonly onState?: (state: InitialState) => void;
  /** What happened last, latest first; comes with the state. */
  readonly onRecent?: (activities: RecentActivity) => void;
  /** Start again from the state that was just handed over: some events will never come. */
  readonly onGap?: (gap: RoomGap) => void;
  /** The server took the room away, or would not give it: nothing more comes. */
  readonly onRefused?: (error: FrameError) => void;
}

interface RoomSubscriptionDeps {
  readonly room: string;
  readonly handlers: RoomHandlers;
  readonly resumeFrom: number | undefined;
  /** Asks for the room (again), with `resumeFrom`. */
  readonly ask: (subscription: RoomSubscription) => void;
  readonly leave: (subscription: RoomSubscription) => void;
  /** Told of what a handler has thrown; the event counts as handed over. */
  readonly onError: (error: unknown) => void;
}

type Phase = 'away' | 'asked' | 'joined' | 'ended';

/** One room, followed over any number of connections. */
export class RoomSubscription {
  readonly room: string;
  /** Resolves when the room is joined for the first time; rejects when it is refused before. */
  readonly joined: Promise<void>;
  private phase: Phase = 'away';
  private last: number | undefined;
  /** The state of this joining is at or after this. */
  private stateSeq: number | undefined;
  /** Where events were lost, until the state that stands for them is there. */
  private lostAfter: number | undefined;
  private settleJoined: { resolve: () => void; reject: (error: unknown) => void } | undefined;

  constructor(private readonly deps: RoomSubscriptionDeps) {
    this.room = deps.room;
    this.last = deps.resumeFrom;
    this.joined = new Promise((resolve, reject) => {
      this.settleJoined = { resolve, reject };
    });
    // Who does not wait for it hears of a refusal by `onRefused`.
    this.joined.catch(() => undefined);
  }

  /** `seq` of the last event that was handed over: what a later `resumeFrom` begins after. */
  get position(): number | undefined {
    return this.last;
  }

  /** Follows the room no longer. */
  leave(): void {
    this.stop(new Error(`Left ${this.room}.`));
    this.deps.leave(this);
  }

  /** The payload of the `SUBSCRIBE` that is about to be sent. */
  request(): { room: string; resumeFrom?: number } {
    this.phase = 'asked';
    const isLost = this.last === undefined || this.lostAfter !== undefined;
    return isLost ? { room: this.room } : { room: this.room, resumeFrom: this.last ?? 0 };
  }

  /** The connection is gone. */
  disconnected(): void {
    if (this.phase !== 'ended') this.phase = 'away';
  }

  /** Nothing more comes; `error` is for whoever still waits to join. */
  stop(error: unknown): void {
    this.phase = 'ended';
    this.settleJoined?.reject(error);
  }

  /** The server will not have us in the room. */
  refuse(error: FrameError): void {
    this.stop(error);
    this.guard(() => this.deps.handlers.onRefused?.(error));
  }

  /** Takes a frame of this room. */
  accept(frame: ServerFrame): void {
    if (frame.type === 'SUBSCRIBED') this.enter(seqOf(frame));
    if (this.phase !== 'joined') return;
    const { handlers } = this.deps;
    if (frame.type === 'INITIAL_STATE') {
      this.guard(() => handlers.onState?.(frame.payload as InitialState));
      this.tellGap();
    } else if (frame.type === 'RECENT_ACTIVITY') {
      this.guard(() => handlers.onRecent?.(frame.payload as RecentActivity));
    } else if (frame.type === 'RESYNC') this.restart(seqOf(frame));
    else if (frame.seq !== undefined) this.take(frame as RoomEvent);
    else if (frame.occurredAt !== undefined) {
      this.guard(() => handlers.onLive?.(frame as LiveFrame));
    }
  }

  private enter(head: number): void {
    if (this.phase === 'ended') return;
    this.phase = 'joined';
    this.stateSeq = head;
    if (this.last === undefined || this.lostAfter !== undefined) this.last = head;
    // Only showrooms have a state; elsewhere there is nothing to wait for.
    if (!this.room.startsWith('showroom:')) this.tellGap();
    this.settleJoined?.resolve();
  }

  /** Hands over the next event; drops one that was had, and asks again where one is missing. */
  private take(event: RoomEvent): void {
    const last = this.last ?? 0;
    if (event.seq <= last) return;
    if (event.seq > last + 1) {
      this.phase = 'asked';
      this.deps.ask(this);
      return;
    }
    this.last = event.seq;
    this.guard(() => this.deps.handlers.onEvent?.(event));
  }

  /** Events up to `seq` are gone. The state stands for them if it is not older. */
  private restart(seq: number): void {
    this.lostAfter ??= this.last ?? 0;
    if (seq === this.stateSeq) {
      this.last = seq;
      this.tellGap();
      return;
    }
    this.phase = 'asked';
    this.deps.ask(this);
  }

  private tellGap(): void {
    const { lostAfter: after, last: upTo } = this;
    if (after === undefined || upTo === undefined) return;
    this.lostAfter = undefined;
    this.guard(() => this.deps.handlers.onGap?.({ room: this.room, after, upTo }));
  }

  private guard(handOver: () => void): void {
    try {
      handOver();
    } catch (error) {
      this.deps.onError(error);
    }
  }
}

function seqOf({ payload }: ServerFrame): number {
  return (payload as { seq: number }).seq;
}
