import { ActivitySender } from './activity-sender.js';
import { DEFAULT_BACKOFF, fullJitter } from './backoff.js';
import type { BackoffOptions } from './backoff.js';
import { Connection } from './connection.js';
import type { Ending } from './connection.js';
import { FrameError, RealtimeClosedError } from './frame-errors.js';
import type {
  ActivityBatch,
  ActivityBatchOutcome,
  ActivityOutcome,
  ActivityPayload,
  ActivityRecorded,
  ErrorPayload,
  ServerFrame,
  SingleActivity,
  Welcome,
} from './frames.js';
import { DEFAULT_HEARTBEAT } from './heartbeat.js';
import type { HeartbeatOptions } from './heartbeat.js';
import { JoinLine } from './join-line.js';
import { RoomSubscription } from './room-subscription.js';
import type { RoomHandlers } from './room-subscription.js';
import { platformSocket, socketUrl } from './socket-like.js';
import type { SocketConstructor } from './socket-like.js';

/** How a client is doing: under way to a connection, connected, waiting to try again, at its end. */
export type RealtimeStatus = 'connecting' | 'open' | 'waiting' | 'ended';

export interface RealtimeOptions {
  /** `https://host`, or the address of the socket itself; a function is asked each time. */
  readonly url: string | (() => string);
  /**
   * Gets a ticket (`POST /api/v1/realtime/tickets`), once for each connection. When it fails with a
   * `status` of 401 or 403, the client ends; anything else is tried again.
   */
  readonly ticket: () => Promise<string>;
  /** The platform's own if absent; Node before 22 needs that of the package `ws`. */
  readonly webSocket?: SocketConstructor;
  readonly backoff?: Partial<BackoffOptions>;
  readonly heartbeat?: Partial<HeartbeatOptions>;
  /** Frames sent in any second, 15 if absent; the server takes 20. */
  readonly framesPerSecond?: number;
  /** Milliseconds for the server's answer to the upgrade, or to a `SUBSCRIBE`; 10,000 if absent. */
  readonly answerMs?: number;
  readonly onStatus?: (status: RealtimeStatus) => void;
  /** Every frame, before anything is made of it. */
  readonly onFrame?: (frame: ServerFrame) => void;
  /** What a handler has thrown, and why a connection failed. Without it such things are silent. */
  readonly onError?: (error: unknown) => void;
  /** Answers 0 to 1; `Math.random` if absent. */
  readonly random?: () => number;
}

const ANSWER_MS = 10_000;
const FRAMES_PER_SECOND = 15;
const PROTOCOL = 'showroom.v1';

/** What belongs to one connection. */
interface Link {
  readonly connection: Connection;
  readonly line: JoinLine;
  readonly openedAt: number;
  isWelcome: boolean;
}

/**
 * Follows rooms over a WebSocket that is made again whenever it breaks. Every event of a room
 * comes exactly once and in order, however often that happens, and to whichever instance.
 */
export class RealtimeClient {
  private readonly rooms = new Map<string, RoomSubscription>();
  private readonly activities = new ActivitySender();
  private link: Link | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private hintMs: number | undefined;
  private current: RealtimeStatus = 'connecting';
  private greeting: Welcome | undefined;
  private waiters: Array<{ resolve: (welcome: Welcome) => void; reject: (why: unknown) => void }> =
    [];

  /** Begins to connect at once. */
  constructor(private readonly options: RealtimeOptions) {
    void this.connect();
  }

  /** How the client is doing now. */
  get status(): RealtimeStatus {
    return this.current;
  }

  /** Resolves with the server's welcome as soon as there is a connection; rejects at the end. */
  async ready(): Promise<Welcome> {
    if (this.current === 'open' && this.greeting !== undefined) return this.greeting;
    if (this.current === 'ended') throw new RealtimeClosedError();
    return new Promise((resolve, reject) => this.waiters.push({ resolve, reject }));
  }

  /**
   * Follows a room (`showroom:{id}`, `user:{id}`): from now on, or from what comes after
   * `resumeFrom`. Throws when it is followed already.
   */
  join(room: string, handlers: RoomHandlers, resumeFrom?: number): RoomSubscription {
    const name = room.toLowerCase();
    if (this.current === 'ended') throw new RealtimeClosedError();
    if (this.rooms.has(name)) throw new Error(`${name} is followed already.`);
    const subscription = new RoomSubscription({
      ...{ room: name, handlers, resumeFrom },
      ask: (one) => this.link?.line.add(one),
      leave: (one) => this.leave(one),
      onError: (error) => this.options.onError?.(error),
    });
    this.rooms.set(name, subscription);
    if (this.link?.isWelcome === true) this.link.line.add(subscription);
    return subscription;
  }

  /**
   * Reports what happens on the floor; resolves with what the `POST` would have answered, and
   * rejects with `FrameError`. Sent again after a reconnect, it has one effect.
   */
  record(activity: SingleActivity): Promise<ActivityOutcome>;
  record(activity: ActivityBatch): Promise<ActivityBatchOutcome>;
  record(activity: ActivityPayload): Promise<ActivityRecorded> {
    if (this.current === 'ended') return Promise.reject(new RealtimeClosedError());
    return this.activities.record(activity);
  }

  /** Ends the client: nothing comes after this. */
  close(): void {
    this.end(undefined);
  }

  private async connect(): Promise<void> {
    this.become('connecting');
    try {
      const ticket = await this.options.ticket();
      if (!this.isEnded()) this.open(ticket);
    } catch (error) {
      if (this.isEnded()) return;
      this.options.onError?.(error);
      if (isRefusal(error)) this.end(error);
      else this.retry();
    }
  }

  private open(ticket: string): void {
    const { url, webSocket = platformSocket(), onError, answerMs = ANSWER_MS } = this.options;
    const address = socketUrl(typeof url === 'string' ? url : url());
    const connection = new Connection({
      socket: new webSocket(address, [PROTOCOL, `ticket.${ticket}`]),
      heartbeat: { ...DEFAULT_HEARTBEAT, ...this.options.heartbeat },
      framesPerSecond: this.options.framesPerSecond ?? FRAMES_PER_SECOND,
      answerMs,
      onFrame: (frame) => this.accept(link, frame),
      onError: (error) => onError?.(error),
    });
    const send = (frame: object): void => connection.send(frame);
    const retryMs = this.options.backoff?.baseMs ?? DEFAULT_BACKOFF.baseMs;
    const line = new JoinLine({ send, answerMs, retryMs });
    const link: Link = { connection, line, openedAt: Date.now(), isWelcome: false };
    this.link = link;
    void connection.ended.then((ending) => this.lost(link, ending));
  }

  private accept(link: Link, frame: ServerFrame): void {
    this.options.onFrame?.(frame);
    if (link !== this.link) return;
    if (frame.type === 'WELCOME') this.welcome(link, frame.payload as Welcome);
    else if (frame.type === 'ERROR') this.refused(link, frame.payload as ErrorPayload);
    else if (frame.type === 'ACTIVITY_RECORDED') {
      this.activities.recorded(frame.payload as ActivityRecorded);
    } else if (frame.type === 'RECONNECT') {
      this.hintMs = (frame.payload as { afterMs: number }).afterMs;
    } else if (frame.room !== undefined) this.acceptOfRoom(link, frame.room, frame);
  }

  private acceptOfRoom(link: Link, room: string, frame: ServerFrame): void {
    this.rooms.get(room)?.accept(frame);
    if (frame.type === 'SUBSCRIBED') link.line.settle(room);
  }

  private welcome(link: Link, greeting: Welcome): void {
    link.isWelcome = true;
    this.greeting = greeting;
    this.become('open');
    for (const { resolve } of this.waiters.splice(0)) resolve(greeting);
    for (const subscription of this.rooms.values()) link.line.add(subscription);
    this.activities.connected((frame) => link.connection.send(frame));
  }

  private refused({ line }: Link, payload: ErrorPayload): void {
    const { code, room, inReplyTo } = payload;
    if (inReplyTo === 'ACTIVITY') this.activities.refused(payload);
    else if (room !== undefined) this.refuseRoom(line, room, payload);
    else if (inReplyTo !== 'SUBSCRIBE') this.options.onError?.(new FrameError(payload));
    else if (code !== 'INVALID_MESSAGE') line.failed();
    else if (line.asked !== undefined) this.refuseRoom(line, line.asked.room, payload);
  }

  private refuseRoom(line: JoinLine, room: string, payload: ErrorPayload): void {
    const subscription = this.rooms.get(room);
    this.rooms.delete(room);
    line.settle(room);
    subscription?.refuse(new FrameError(payload));
  }

  private leave(subscription: RoomSubscription): void {
    const { room } = subscription;
    if (this.rooms.get(room) !== subscription) return;
    this.rooms.delete(room);
    if (this.link?.isWelcome !== true) return;
    this.link.line.remove(subscription);
    this.link.connection.send({ type: 'UNSUBSCRIBE', payload: { room } });
  }

  private lost(link: Link, { code, reason }: Ending): void {
    link.line.stop();
    if (this.link !== link) return;
    this.link = undefined;
    this.activities.disconnected();
    for (const subscription of this.rooms.values()) subscription.disconnected();
    if (this.isEnded()) return;
    const { stableMs } = { ...DEFAULT_BACKOFF, ...this.options.backoff };
    if (link.isWelcome && Date.now() - link.openedAt >= stableMs) this.attempt = 0;
    this.options.onError?.(new Error(`The connection ended: ${code} ${reason}`.trimEnd()));
    this.retry();
  }

  /** Connects again: when the server has said, else after a time of full jitter. */
  private retry(): void {
    const backoff = { ...DEFAULT_BACKOFF, ...this.options.backoff };
    const delayMs = this.hintMs ?? fullJitter(this.attempt, backoff, this.options.random);
    this.hintMs = undefined;
    this.attempt += 1;
    this.become('waiting');
    this.timer = setTimeout(() => void this.connect(), delayMs);
  }

  private end(cause: unknown): void {
    if (this.isEnded()) return;
    clearTimeout(this.timer);
    this.become('ended');
    const error = new RealtimeClosedError(cause);
    for (const { reject } of this.waiters.splice(0)) reject(error);
    for (const subscription of this.rooms.values()) subscription.stop(error);
    this.rooms.clear();
    this.activities.stop(error);
    this.link?.connection.close();
  }

  private isEnded(): boolean {
    return this.current === 'ended';
  }

  private become(status: RealtimeStatus): void {
    if (this.current === status) return;
    this.current = status;
    this.options.onStatus?.(status);
  }
}

function isRefusal(error: unknown): boolean {
  const { status } = (error ?? {}) as { status?: unknown };
  return status === 401 || status === 403;
}
