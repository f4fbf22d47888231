import type { ChainableCommander, Redis } from 'ioredis';
import { z } from 'zod';
import type { Logger } from '../observability/logger.js';
import { withTimeout } from '../shared/with-timeout.js';
import { MemoryPositionStore } from './position-store.js';
import type {
  KnownPosition,
  PositionReport,
  PositionStore,
  PositionVerdict,
} from './position-store.js';

/** Redis is in the same room: when it takes longer it is silent, and nobody waits for it. */
const PATIENCE_MS = 500;
/** After a failure Redis is left alone for so long. */
const PAUSE_MS = 2_000;
/** Long after this the database has the position, and nobody walks any more. */
const KEPT_MS = 2 * 3_600_000;
/** Longer than any instance takes a visit for open that is over. */
const CLOSED_KEPT_MS = 60_000;

const placeSchema = z.object({
  floor: z.int(),
  xMm: z.int(),
  yMm: z.int(),
  zone: z.string().optional(),
});

const verdictSchema = z.union([
  z.tuple([z.literal('closed')]),
  z.tuple([z.literal('moved'), z.string()]),
  z.tuple([z.literal('older'), z.string(), z.string(), z.string()]),
]);

type RedisVerdict = z.output<typeof verdictSchema>;

const answerSchema = z.array(verdictSchema);
const fieldSchema = z.string().nullable();
const knownSchema = z.tuple([fieldSchema, fieldSchema, fieldSchema]);

/**
 * Positions of all instances in Redis, and besides in this process: while Redis is away, or after
 * it has forgotten, what this process knows counts.
 */
export class SharedPositionStore implements PositionStore {
  private readonly own = new MemoryPositionStore();
  private failedAt: number | undefined;

  constructor(
    private readonly deps: {
      readonly redis: Pick<Redis, 'eval' | 'pipeline'>;
      /** Tells the environments apart that share a Redis. */
      readonly prefix: string;
      readonly logger: Logger;
    },
  ) {}

  /** See `PositionStore`; one round trip for all of them, and no two at once in Redis. */
  async accept(reports: readonly PositionReport[]): Promise<readonly PositionVerdict[]> {
    if (reports.length === 0) return [];
    const keys = reports.map(({ visitId }) => this.keyOf(visitId));
    const words = reports.flatMap((report) => this.wordsOf(report));
    const answers = await this.withRedis(async ({ redis }) =>
      answerSchema.parse(await redis.eval(ACCEPT, keys.length, ...keys, KEPT_MS, ...words)),
    );
    if (answers?.length !== reports.length) return this.own.accept(reports);
    return reports.map((report, index) => this.learn(report, answers[index]));
  }

  /** See `PositionStore`. */
  async look(visitIds: readonly string[]): Promise<void> {
    if (visitIds.length === 0) return;
    const found = await this.withRedis(async ({ redis }) => {
      const pipeline = redis.pipeline();
      for (const id of visitIds) pipeline.hmget(this.keyOf(id), 'closed', 'at', 'place');
      return (await valuesOf(pipeline)).map((value) => knownSchema.parse(value));
    });
    for (const [index, [closed, at, place]] of (found ?? []).entries()) {
      const visitId = visitIds[index] ?? '';
      if (closed !== null) await this.own.close(visitId);
      if (at !== null && place !== null) this.own.adopt(visitId, parsePosition(at, place));
    }
  }

  /** See `PositionStore`. */
  known(visitId: string): KnownPosition | undefined {
    return this.own.known(visitId);
  }

  /** See `PositionStore`. */
  seed(visitId: string, position: KnownPosition): void {
    this.own.seed(visitId, position);
  }

  /** See `PositionStore`. */
  async close(visitId: string): Promise<void> {
    await this.own.close(visitId);
    const key = this.keyOf(visitId);
    await this.withRedis(({ redis }) =>
      valuesOf(redis.pipeline().hset(key, 'closed', '1').pexpire(key, CLOSED_KEPT_MS)),
    );
  }

  /** See `PositionStore`. */
  async interestsChanged(visitIds: readonly string[]): Promise<void> {
    if (visitIds.length === 0) return;
    await this.own.interestsChanged(visitIds);
    await this.withRedis(({ redis }) => {
      const pipeline = redis.pipeline();
      for (const visitId of visitIds) {
        const key = this.keyOf(visitId);
        pipeline.hincrby(key, 'interests', 1).pexpire(key, KEPT_MS);
      }
      return valuesOf(pipeline);
    });
  }

  private keyOf(visitId: string): string {
    return `positions:${this.deps.prefix}:${visitId}`;
  }

  private wordsOf({ visitId, position }: PositionReport): string[] {
    const known = this.own.known(visitId);
    const before = known === undefined ? ['', ''] : [String(known.at), placeOf(known)];
    return [String(position.at), placeOf(position), ...before];
  }

  /** This process keeps what Redis has decided; that a visit is over, it may know alone. */
  private learn(report: PositionReport, answer: RedisVerdict | undefined): PositionVerdict {
    const [kind, interests = '', at = '', place = ''] = answer ?? ['closed'];
    if (kind === 'closed') {
      void this.own.close(report.visitId);
      return { kind };
    }
    if (kind === 'older') {
      const known = parsePosition(at, place);
      this.own.adopt(report.visitId, known);
      return { kind, interests, known };
    }
    const own = this.own.take(report);
    return own.kind === 'closed' ? own : { kind, interests };
  }

  private async withRedis<T>(
    work: (deps: { readonly redis: Pick<Redis, 'eval' | 'pipeline'> }) => Promise<T>,
  ): Promise<T | undefined> {
    if (this.failedAt !== undefined && performance.now() < this.failedAt + PAUSE_MS) {
      return undefined;
    }
    try {
      const result = await withTimeout(() => work(this.deps), { timeoutMs: PATIENCE_MS });
      this.failedAt = undefined;
      return result;
    } catch (error) {
      if (this.failedAt === undefined) {
        this.deps.logger.warn({ err: error }, 'positions are known to this process alone');
      }
      this.failedAt = performance.now();
      return undefined;
    }
  }
}

function placeOf({ floor, xMm, yMm, zone }: KnownPosition): string {
  return JSON.stringify({ floor, xMm, yMm, zone });
}

function parsePosition(at: string, place: string): KnownPosition {
  const { zone, ...point } = placeSchema.parse(JSON.parse(place));
  return { at: Number(at), ...point, ...(zone !== undefined && { zone }) };
}

/** The answers of a pipeline; throws the first failure. */
async function valuesOf(pipeline: ChainableCommander): Promise<unknown[]> {
  const answers = await pipeline.exec();
  return (answers ?? []).map(([error, value]) => {
    if (error !== null) throw error;
    return value;
  });
}

/**
 * One step for the whole batch. What this process knows counts beside what Redis has: Redis may
 * have been restarted, or may have slept.
 */
const ACCEPT = `
local answers = {}
for index, key in ipairs(KEYS) do
  local word = index * 4 - 2
  local at, place = ARGV[word], ARGV[word + 1]
  local lastAt, lastPlace = ARGV[word + 2], ARGV[word + 3]
  local stored = redis.call('HMGET', key, 'closed', 'at', 'place', 'interests')
  local interests = stored[4] or '0'
  if stored[1] then
    answers[index] = { 'closed' }
  else
    if stored[2] and (lastAt == '' or tonumber(stored[2]) >= tonumber(lastAt)) then
      lastAt, lastPlace = stored[2], stored[3]
    end
    if lastAt ~= '' and tonumber(lastAt) > tonumber(at) then
      answers[index] = { 'older', interests, lastAt, lastPlace }
    else
      lastAt, lastPlace = at, place
      answers[index] = { 'moved', interests }
    end
    redis.call('HSET', key, 'at', lastAt, 'place', lastPlace)
    redis.call('PEXPIRE', key, ARGV[1])
  end
end
return answers`;
