import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../database/create-database.js';
import { newId } from '../shared/ids.js';

type OutageDatabase = Pick<Database, 'rawDb' | 'unitOfWork'>;

interface RedisOutagesDeps {
  readonly database: OutageDatabase;
  /** Makes every kept answer one of the past; rejects without Redis. */
  readonly forgetAll: () => Promise<void>;
}

/** Bytes are used only if there was no outage when this instance last asked, so long ago at most. */
const SEEN_WITHIN_MS = 1_000;
/** Asked again from then on, while bytes are used. */
const ASK_AFTER_MS = 200;
/** A database that takes longer is in trouble, and is needed for the answer itself. */
const PATIENCE_MS = 100;
/** Whoever notes an outage waits until every instance must have seen it. */
const KNOWN_AFTER_MS = SEEN_WITHIN_MS + 100;
/** A noted outage that is not confirmed any more for so long is one of a process that has died. */
const ABANDONED_SECONDS = 15;

/**
 * Instances that have changed something and could not tell Redis, noted where all of them look:
 * in MariaDB. While there is one, nobody uses kept bytes (docs/adr/0013-ready-made-answers.md).
 */
export class RedisOutages {
  private readonly instanceId = newId();
  private clearSince = Number.NEGATIVE_INFINITY;
  private askedAt = Number.NEGATIVE_INFINITY;
  private asking: Promise<void> | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly deps: RedisOutagesDeps) {}

  /**
   * Whether, a moment ago, every instance could tell Redis what it changes. Asks again in the
   * background before that gets too old.
   */
  areOver(): boolean {
    const now = performance.now();
    if (now - this.askedAt > ASK_AFTER_MS) void this.ask();
    return now - this.clearSince < SEEN_WITHIN_MS;
  }

  /** The same, for whoever can wait a little for an answer that is not there yet. */
  async areOverNow(): Promise<boolean> {
    if (this.areOver()) return true;
    if (this.asking === undefined) return false;
    await Promise.race([this.asking, sleep(PATIENCE_MS, undefined, { ref: false })]);
    return this.areOver();
  }

  /** Notes that this instance cannot tell Redis; resolves when all others know. */
  note(): Promise<void> {
    return this.inTurn(async () => {
      const isNew = await this.write();
      if (isNew) await sleep(KNOWN_AFTER_MS);
    });
  }

  /** Takes the note back, unless `isDue` says at that moment that there is something again. */
  withdraw(isDue: () => boolean): Promise<void> {
    return this.inTurn(async () => {
      if (isDue()) return;
      await this.execute('DELETE FROM cache_outages WHERE instance_id = $instanceId');
    });
  }

  private async write(): Promise<boolean> {
    const changed = await this.execute(
      `INSERT INTO cache_outages (instance_id, noted_at) VALUES ($instanceId, NOW(3))
       ON DUPLICATE KEY UPDATE noted_at = NOW(3)`,
    );
    // MariaDB counts a row that was there as two, and as one if it is as it was.
    return changed !== 2;
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  private ask(): Promise<void> {
    this.asking ??= this.askDatabase().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  /** What fails here leaves the last answer to grow old. */
  private async askDatabase(): Promise<void> {
    const askedAt = performance.now();
    this.askedAt = askedAt;
    try {
      const rows = await this.deps.database.rawDb.select<{ abandoned: number }>(
        `SELECT noted_at < NOW(3) - INTERVAL ${ABANDONED_SECONDS} SECOND AS abandoned
         FROM cache_outages`,
      );
      this.clearSince = rows.length === 0 ? askedAt : Number.NEGATIVE_INFINITY;
      const areAbandoned = rows.length > 0 && rows.every(({ abandoned }) => abandoned === 1);
      if (areAbandoned) await this.clear();
    } catch {
      return;
    }
  }

  /** What the dead owed is settled by forgetting everything. */
  private async clear(): Promise<void> {
    await this.deps.forgetAll();
    await this.execute(
      `DELETE FROM cache_outages WHERE noted_at < NOW(3) - INTERVAL ${ABANDONED_SECONDS} SECOND`,
    );
  }

  private execute(sql: string): Promise<number> {
    const { unitOfWork, rawDb } = this.deps.database;
    const { instanceId } = this;
    return unitOfWork.run(() => rawDb.execute(sql, { instanceId }));
  }
}
