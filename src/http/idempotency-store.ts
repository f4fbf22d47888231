import { createHash } from 'node:crypto';
import { isLockWaitTimeout, violatedKey } from '../database/database-errors.js';
import type { Bind, TenantDb } from '../database/tenant-db.js';
import { DoNotRetry } from '../database/unit-of-work.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import type { Clock } from '../shared/clock.js';
import { conflict, unprocessable } from '../shared/errors.js';
import type { ProblemError } from '../shared/errors.js';
import type { Answer } from './answer.js';

const REPLAYED = 'Idempotent-Replayed';

/** True for an answer that was given before. */
export function isRepeated({ headers }: Answer): boolean {
  return headers[REPLAYED] !== undefined;
}

/** One request under an `Idempotency-Key`, and all that makes it the same request. */
export interface IdempotentRequest {
  readonly key: string;
  readonly principalId: string;
  readonly method: string;
  readonly path: string;
  readonly query: unknown;
  readonly body: unknown;
}

interface IdempotencyStoreDeps {
  readonly unitOfWork: UnitOfWork;
  readonly tenantDb: TenantDb;
  readonly clock: Clock;
}

interface KeyRow {
  readonly requestHash: Buffer;
  readonly createdAt: Date;
  readonly status: number;
  readonly headers: string;
  readonly body: string | null;
}

interface KeyBind extends Record<string, unknown> {
  readonly key: string;
  readonly principalId: string;
  readonly requestHash: Buffer;
  readonly now: Date;
}

const KEPT_MS = 24 * 60 * 60 * 1_000;

/**
 * One key, one effect: the key, the effect and the answer are committed together, and the answer
 * is given again for 24 hours (docs/http.md). Errors roll all of it back and are not kept.
 */
export class IdempotencyStore {
  constructor(private readonly deps: IdempotencyStoreDeps) {}

  /**
   * Does `work` unless this request was answered before. Throws 422 when the key belongs to
   * another request, and 409 when the first one still runs after the pool's lock wait (1 s).
   */
  async run(request: IdempotentRequest, work: () => Promise<Answer>): Promise<Answer> {
    const { unitOfWork, clock } = this.deps;
    const { key, principalId } = request;
    const requestHash = hashOf(request);
    return unitOfWork.run(async () => {
      const bind: KeyBind = { key, principalId, requestHash, now: clock.now() };
      const earlier = (await this.claim(bind)) ? undefined : await this.earlierAnswer(bind);
      if (earlier !== undefined) return earlier;
      const answer = await work();
      await this.keep(bind, answer);
      return answer;
    });
  }

  /**
   * The same for work that is in no transaction and may happen twice without harm: one read before
   * it, one write after it. Of two such requests at once both do the work, and the first answer
   * that is kept is given to both.
   */
  async runRepeatable(request: IdempotentRequest, work: () => Promise<Answer>): Promise<Answer> {
    const { tenantDb, clock } = this.deps;
    const { key, principalId } = request;
    const bind: KeyBind = { key, principalId, requestHash: hashOf(request), now: clock.now() };
    const row = await tenantDb.selectOne<KeyRow>(SELECT_KEY, bind);
    if (row !== undefined && isKept(row, bind)) return answerIn(row, bind);
    const answer = await work();
    try {
      await tenantDb.append(INSERT_ANSWER, { ...bind, ...columnsOf(answer) });
      return answer;
    } catch (error) {
      if (violatedKey(error) === undefined) throw error;
      return this.run(request, () => Promise.resolve(answer));
    }
  }

  private async claim(bind: KeyBind): Promise<boolean> {
    try {
      await this.deps.tenantDb.execute(INSERT_KEY, bind);
      return true;
    } catch (error) {
      if (violatedKey(error) !== undefined) return false;
      // Waiting once more would only keep a second connection waiting.
      if (isLockWaitTimeout(error)) throw new DoNotRetry(inProgress());
      throw error;
    }
  }

  private async earlierAnswer(bind: KeyBind): Promise<Answer | undefined> {
    const row = await this.deps.tenantDb.selectOne<KeyRow>(SELECT_KEY, bind);
    if (row === undefined) throw new Error('An idempotency key that is taken cannot be read.');
    if (isKept(row, bind)) return answerIn(row, bind);
    await this.deps.tenantDb.execute(RENEW_KEY, bind);
    return undefined;
  }

  private async keep(bind: KeyBind, answer: Answer): Promise<void> {
    const { key, principalId } = bind;
    await this.deps.tenantDb.executeLater(KEEP_ANSWER, { key, principalId, ...columnsOf(answer) });
  }
}

function isKept({ createdAt }: KeyRow, { now }: KeyBind): boolean {
  return createdAt.getTime() > now.getTime() - KEPT_MS;
}

function answerIn(row: KeyRow, { requestHash }: KeyBind): Answer {
  if (!row.requestHash.equals(requestHash)) throw reused();
  const headers = JSON.parse(row.headers) as Record<string, string>;
  return {
    status: row.status,
    headers: { ...headers, [REPLAYED]: 'true' },
    ...(row.body === null ? {} : { body: row.body }),
  };
}

function columnsOf({ status, headers, body }: Answer): Bind {
  return { status, headers: JSON.stringify(headers), body: body?.toString() ?? null };
}

function hashOf({ method, path, query, body }: IdempotentRequest): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([method, path, query, body]))
    .digest();
}

function inProgress(): ProblemError {
  const detail = 'The first request with this key is still running.';
  return conflict('idempotency_key_in_progress', detail, { headers: { 'Retry-After': '1' } });
}

function reused(): ProblemError {
  return unprocessable('idempotency_key_reused', 'The key was used before with another request.');
}

const WHERE_KEY = `organization_id = $organizationId AND principal_id = $principalId
    AND idempotency_key = $key`;

const INSERT_KEY = `INSERT INTO idempotency_keys (organization_id, principal_id, idempotency_key,
    request_hash, created_at)
  VALUES ($organizationId, $principalId, $key, $requestHash, $now)`;

const INSERT_ANSWER = `INSERT INTO idempotency_keys (organization_id, principal_id,
    idempotency_key, request_hash, created_at, status, headers, body)
  VALUES ($organizationId, $principalId, $key, $requestHash, $now, $status, $headers, $body)`;

const SELECT_KEY = `SELECT request_hash AS requestHash, created_at AS createdAt, status,
    CAST(headers AS CHAR) AS headers, body
  FROM idempotency_keys WHERE ${WHERE_KEY}`;

const RENEW_KEY = `UPDATE idempotency_keys SET request_hash = $requestHash, created_at = $now,
    status = NULL, headers = NULL, body = NULL
  WHERE ${WHERE_KEY}`;

const KEEP_ANSWER = `UPDATE idempotency_keys SET status = $status, headers = $headers, body = $body
  WHERE ${WHERE_KEY}`;
