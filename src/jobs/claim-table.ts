import { bindList } from '../database/bind-list.js';
import type { Database } from '../database/create-database.js';
import type { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';

/** A row that is ours until its lease ends. */
export interface Claim {
  readonly id: number | string;
  /** Times it has been claimed, this one included: a crash counts as well. */
  readonly attempts: number;
  /** Fences off whoever held the row before. */
  readonly token: string;
}

/** Our claim has been taken over or cancelled: what was done must not be kept. */
export class LostClaimError extends Error {
  override readonly name = 'LostClaimError';
}

/** Milliseconds that a claim holds when its process dies. */
export const LEASE_MS = 60_000;

/** Attempts after which a row is given up as a dead letter. */
export const MAX_ATTEMPTS = 12;

const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 300_000;

interface ClaimTableDeps {
  readonly database: Database;
  readonly clock: Clock;
  /** Has the columns `id, state, due_at, attempts, claimed_until, claimed_by, …` as row `work`. */
  readonly table: 'deliveries' | 'jobs';
  /** Which rows this process can do, beyond being due; `$name`s are bound by `bind`. */
  readonly condition: string;
  readonly bind: Readonly<Record<string, unknown>>;
  /** A number from 0 up to 1, for the jitter. */
  readonly random?: () => number;
}

interface ClaimRow {
  readonly id: number | string;
  readonly attempts: number;
}

const DUE = `work.state = 'pending' AND work.due_at <= $now
  AND (work.claimed_until IS NULL OR work.claimed_until <= $now)`;

/**
 * A table of work that several processes share: who claims a row has it for the length of a lease,
 * by the injected clock, and marks it in the transaction of its effect
 * (docs/adr/0004-at-least-once-deliveries-and-jobs.md).
 */
export class ClaimTable {
  constructor(private readonly deps: ClaimTableDeps) {}

  /** A look without locks: false when there is certainly nothing to claim. */
  async hasDue(): Promise<boolean> {
    const { database, table, clock } = this.deps;
    const row = await database.rawDb.selectOne(
      `SELECT work.id FROM ${table} AS work WHERE ${DUE} LIMIT 1`,
      { now: clock.now() },
    );
    return row !== undefined;
  }

  /** Claims up to `limit` rows that are due, the longest due first, but none of `except`. */
  async claim(limit: number, except: ReadonlyArray<Claim['id']> = []): Promise<readonly Claim[]> {
    const { database, clock } = this.deps;
    const now = clock.now();
    return database.unitOfWork.run(
      async () => {
        const rows = await this.lockDue(now, limit, except);
        const [spent, usable] = [rows.filter(isSpent), rows.filter((row) => !isSpent(row))];
        if (spent.length > 0) await this.abandon(spent, now);
        return usable.length === 0 ? [] : this.markClaimed(usable, now);
      },
      { isolation: 'read-committed' },
    );
  }

  /** Marks a row as done, in the transaction of its effect. Throws `LostClaimError`. */
  async finish(claim: Claim): Promise<void> {
    const finished = await this.settle(claim, `state = 'done', finished_at = $now`);
    if (!finished) throw new LostClaimError(`The claim on ${this.deps.table} ${claim.id} is lost.`);
  }

  /**
   * Puts a row off after a failure: 1 s, 2 s, 4 s … 5 min, with full jitter, and gives it up at
   * the twelfth. `errorCode` says why, for those who look. Answers what became of it.
   */
  async fail(claim: Claim, errorCode: string): Promise<'put off' | 'dead' | 'lost'> {
    const isLast = claim.attempts >= MAX_ATTEMPTS;
    const change = isLast ? `state = 'dead', finished_at = $now` : 'due_at = $dueAt';
    const values = isLast ? { errorCode } : { errorCode, dueAt: this.nextTry(claim) };
    const { unitOfWork } = this.deps.database;
    const isOurs = await unitOfWork.run(() =>
      this.settle(claim, `${change}, last_error = $errorCode`, values),
    );
    if (!isOurs) return 'lost';
    return isLast ? 'dead' : 'put off';
  }

  private nextTry(claim: Claim): Date {
    const { clock, random = Math.random } = this.deps;
    const bound = Math.min(FIRST_BACK_OFF_MS * 2 ** (claim.attempts - 1), LONGEST_BACK_OFF_MS);
    return new Date(clock.now().getTime() + Math.ceil(random() * bound));
  }

  private async settle(
    claim: Claim,
    change: string,
    values: Readonly<Record<string, unknown>> = {},
  ): Promise<boolean> {
    const { database, table, clock } = this.deps;
    const changed = await database.rawDb.execute(
      `UPDATE ${table} SET ${change}, claimed_until = NULL, claimed_by = NULL
       WHERE id = $id AND claimed_by = $token AND state = 'pending'`,
      { now: clock.now(), id: claim.id, token: claim.token, ...values },
    );
    return changed === 1;
  }

  private async lockDue(
    now: Date,
    limit: number,
    except: ReadonlyArray<Claim['id']>,
  ): Promise<ClaimRow[]> {
    const { database, table, condition, bind } = this.deps;
    const ids = except.length === 0 ? undefined : bindList('except', except);
    const others = ids === undefined ? '' : `AND work.id NOT IN (${ids.sql})`;
    return database.rawDb.select<ClaimRow>(
      `SELECT work.id, work.attempts FROM ${table} AS work FORCE INDEX (ix_${table}_due)
       WHERE ${DUE} AND ${condition} ${others}
       ORDER BY work.due_at, work.id LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
      { ...bind, ...ids?.bind, now },
    );
  }

  private async markClaimed(rows: readonly ClaimRow[], now: Date): Promise<readonly Claim[]> {
    const { database, table } = this.deps;
    const token = newId();
    const ids = bindList(
      'id',
      rows.map((row) => row.id),
    );
    await database.rawDb.execute(
      `UPDATE ${table} SET claimed_by = $token, claimed_until = $until, attempts = attempts + 1
       WHERE id IN (${ids.sql})`,
      { ...ids.bind, token, until: new Date(now.getTime() + LEASE_MS) },
    );
    return rows.map(({ id, attempts }) => ({ id, attempts: attempts + 1, token }));
  }

  /** Every attempt has ended with the end of its process: there shall be no further one. */
  private async abandon(rows: readonly ClaimRow[], now: Date): Promise<void> {
    const { database, table } = this.deps;
    const ids = bindList(
      'id',
      rows.map((row) => row.id),
    );
    await database.rawDb.execute(
      `UPDATE ${table} SET state = 'dead', finished_at = $now, last_error = 'abandoned'
       WHERE id IN (${ids.sql})`,
      { ...ids.bind, now },
    );
  }
}

function isSpent(row: ClaimRow): boolean {
  return row.attempts >= MAX_ATTEMPTS;
}
