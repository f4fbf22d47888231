import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import type { Logger } from '../observability/logger.js';

interface RedisLinkDeps {
  /** A connection of its own is made from it. */
  readonly redis: Pick<Redis, 'duplicate'>;
  /** Of the environment: those that share a Redis do not share keys. */
  readonly prefix: string;
  readonly logger: Logger;
}

/** A Redis in the same room that takes longer than this is silent. */
const COMMAND_MS = 250;
const ASK_AGAIN_MS = 1_000;

/**
 * The cache's own connection to Redis. Keys hold the id of the run that Redis is in: one that
 * comes back from an older snapshot, or another one in its place, knows nothing under them.
 */
export class RedisLink {
  readonly redis: Redis;
  private run: string | undefined;
  private connection = 0;

  constructor(private readonly deps: RedisLinkDeps) {
    this.redis = deps.redis.duplicate({
      commandTimeout: COMMAND_MS,
      // What was meant for one run of Redis must not be sent to the next.
      autoResendUnfulfilledCommands: false,
    });
    this.redis.on('error', (err: unknown) => deps.logger.debug({ err }, 'the cache is away'));
    this.redis.on('ready', () => void this.meet());
    this.redis.on('close', () => {
      this.connection += 1;
      this.run = undefined;
    });
  }

  /** How keys begin; undefined while Redis is away, or not yet known. */
  get keySpace(): string | undefined {
    return this.run === undefined ? undefined : `cache:${this.deps.prefix}:${this.run}:`;
  }

  close(): void {
    this.connection += 1;
    this.run = undefined;
    this.redis.disconnect();
  }

  /** A replica is not asked: it may not have heard yet of what has been deleted. */
  private async meet(): Promise<void> {
    const { connection } = this;
    while (connection === this.connection) {
      const run = await this.askRun();
      if (connection !== this.connection) return;
      this.run = run;
      if (run !== undefined) return;
      await sleep(ASK_AGAIN_MS, undefined, { ref: false });
    }
  }

  private async askRun(): Promise<string | undefined> {
    try {
      const info = await this.redis.info();
      if (!/^role:master\r?$/m.test(info)) return undefined;
      return /^run_id:(\w+)/m.exec(info)?.[1];
    } catch (err) {
      this.deps.logger.debug({ err }, 'Redis does not say which run it is in');
      return undefined;
    }
  }
}
