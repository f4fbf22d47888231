import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import type { LiveBroadcast, OutgoingFrame } from './realtime-ports.js';

const CHANNEL = 'showroom:live-frames:2';
const PROBE_MS = 5_000;

const SUBSCRIBER_OPTIONS = {
  lazyConnect: true,
  autoResubscribe: false,
  commandTimeout: 1_000,
  maxRetriesPerRequest: null,
  retryStrategy: (attempt: number): number => Math.min(attempt * 100, 1_000),
};

const frameSchema = z.object({
  type: z.string(),
  room: z.string(),
  occurredAt: z.string(),
  payload: z.record(z.string(), z.unknown()),
});

/** Who has sent it, the room, and the frame as JSON; the first two have no blanks. */
const MESSAGE = /^(\S{1,64}) (\S{1,64}) (\{.*\})$/s;

/** Whoever wants the frames of all processes. */
interface LiveListener {
  /** False for a room that nobody here is in: its frames are not even read. */
  isWanted(room: string): boolean;
  accept(frame: OutgoingFrame): void;
}

interface BroadcastHubDeps {
  /** Absent: frames reach the sockets of this process only. */
  readonly redis?: Redis | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Frames that are not kept (`CUSTOMER_MOVED`), to the sockets of all processes: at once to our
 * own, through Redis pub/sub to the others. Ids only; names are put in where a frame arrives.
 * What is sent while Redis is away reaches our own sockets only; positions are soon out of date.
 */
export class BroadcastHub implements LiveBroadcast {
  private readonly sender = newId();
  private listener: LiveListener | undefined;
  private subscriber: Redis | undefined;
  private probe: NodeJS.Timeout | undefined;
  private isFailing = false;

  constructor(private readonly deps: BroadcastHubDeps) {}

  /** See `LiveBroadcast`. Never throws and never waits. */
  send(room: string, type: string, payload: Readonly<Record<string, unknown>>): void {
    const { redis, clock } = this.deps;
    const frame = { type, room, occurredAt: clock.now().toISOString(), payload };
    this.listener?.accept(frame);
    if (redis?.status !== 'ready') return;
    const message = `${this.sender} ${room} ${JSON.stringify(frame)}`;
    redis.publish(CHANNEL, message).then(
      () => this.recovered(),
      (error: unknown) => this.failed(error),
    );
  }

  /** Hands every frame of every process to `listener` from now on. */
  listen(listener: LiveListener): void {
    this.listener = listener;
    if (this.deps.redis === undefined || this.subscriber !== undefined) return;
    const subscriber = this.deps.redis.duplicate(SUBSCRIBER_OPTIONS);
    this.subscriber = subscriber;
    subscriber.on('error', (error: unknown) => this.failed(error));
    subscriber.on('message', (_channel: string, text: string) => this.receive(text));
    subscriber.on('ready', () => this.subscribe(subscriber));
    subscriber.connect().catch((error: unknown) => this.failed(error));
    this.probe = setInterval(() => this.checkPulse(subscriber), PROBE_MS);
  }

  /** Lets the connection to Redis go. */
  stop(): void {
    clearInterval(this.probe);
    this.listener = undefined;
    this.subscriber?.disconnect();
    this.subscriber = undefined;
  }

  private subscribe(subscriber: Redis): void {
    subscriber.subscribe(CHANNEL).then(
      () => this.recovered(),
      (error: unknown) => this.failed(error),
    );
  }

  /** A subscriber only listens, and would not notice a peer that has fallen silent. */
  private checkPulse(subscriber: Redis): void {
    if (subscriber.status !== 'ready') return;
    subscriber.ping().then(
      () => this.recovered(),
      (error: unknown) => {
        this.failed(error);
        subscriber.disconnect(true);
      },
    );
  }

  private receive(text: string): void {
    const [, sender, room, json] = MESSAGE.exec(text) ?? [];
    if (sender === this.sender) return;
    if (room !== undefined && this.listener?.isWanted(room) === false) return;
    const frame = frameSchema.safeParse(parse(json ?? ''));
    if (frame.success && frame.data.room === room) this.listener?.accept(frame.data);
    else this.failed(new Error('A message on the channel of live frames is not one of ours.'));
  }

  private recovered(): void {
    this.isFailing = false;
  }

  private failed(error: unknown): void {
    if (!this.isFailing) this.deps.logger.warn({ err: error }, 'live frames stay in this process');
    this.isFailing = true;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
