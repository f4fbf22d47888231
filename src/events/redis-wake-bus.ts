import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Logger } from '../observability/logger.js';
import { newId } from '../shared/ids.js';
import { LocalWakeBus } from './wake-bus.js';
import type { WakeBus, WakeListener } from './wake-bus.js';

interface RedisWakeBusDeps {
  /** Publishes; a connection of its own is made from it to listen with. Closed by its owner. */
  readonly redis: Redis;
  readonly logger: Logger;
  /** Default `wake`. */
  readonly channel?: string;
}

const hintSchema = z.object({
  from: z.string(),
  topic: z.string(),
  items: z.array(z.string()).optional(),
});

/**
 * Hints between processes through Redis pub/sub. Within the process they come at once and without
 * Redis; while it is away nothing is queued, and when it is back everybody looks for himself.
 */
export class RedisWakeBus implements WakeBus {
  private readonly local = new LocalWakeBus();
  private readonly instance = newId();
  private readonly channel: string;
  private readonly subscriber: Redis;
  /** What to send in this turn of the event loop; `undefined` is all of the topic. */
  private readonly unsent = new Map<string, Set<string> | undefined>();

  constructor(private readonly deps: RedisWakeBusDeps) {
    this.channel = deps.channel ?? 'wake';
    this.subscriber = deps.redis.duplicate({ autoResubscribe: false });
    this.subscriber.on('error', (error: unknown) => {
      this.deps.logger.debug({ err: error }, 'hints from other processes are missing');
    });
    this.subscriber.on('ready', () => void this.listen());
    this.subscriber.on('message', (_channel: string, message: string) => this.receive(message));
  }

  publish(topic: string, items?: readonly string[]): void {
    this.local.publish(topic, items);
    if (this.unsent.size === 0) setImmediate(() => this.flush());
    const before = this.unsent.has(topic) ? this.unsent.get(topic) : new Set<string>();
    const all = before === undefined || items === undefined;
    this.unsent.set(topic, all ? undefined : new Set([...before, ...items]));
  }

  subscribe(topic: string, listener: WakeListener): () => void {
    return this.local.subscribe(topic, listener);
  }

  async close(): Promise<void> {
    await this.local.close();
    this.subscriber.disconnect();
  }

  private flush(): void {
    const hints = [...this.unsent];
    this.unsent.clear();
    if (this.deps.redis.status !== 'ready') return;
    for (const [topic, items] of hints) {
      const message = { from: this.instance, topic, ...(items && { items: [...items] }) };
      this.deps.redis
        .publish(this.channel, JSON.stringify(message))
        .catch((error: unknown) => this.deps.logger.debug({ err: error }, 'a hint was not sent'));
    }
  }

  private async listen(): Promise<void> {
    try {
      await this.subscriber.subscribe(this.channel);
      this.local.wakeAll();
    } catch (error) {
      this.deps.logger.debug({ err: error }, 'listening for hints failed; connecting again');
      this.subscriber.disconnect(true);
    }
  }

  /** The channel is open to whoever reaches Redis: what is not a hint is passed over. */
  private receive(message: string): void {
    const hint = hintSchema.safeParse(parseJson(message));
    if (!hint.success || hint.data.from === this.instance) return;
    this.local.publish(hint.data.topic, hint.data.items);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
