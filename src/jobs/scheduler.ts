import { bindList } from '../database/bind-list.js';
import type { Database } from '../database/create-database.js';
import type { Logger } from '../observability/logger.js';
import { asSystem, runInContext } from '../observability/request-context.js';
import type { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import { byUniqueName } from './by-unique-name.js';
import { errorCode } from './error-code.js';
import type { Schedule } from './job.js';
import { WorkLoop } from './work-loop.js';
import type { PassResult } from './work-loop.js';
import type { WorkMetrics } from './work-metrics.js';

interface SchedulerDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: WorkMetrics;
  readonly schedules: readonly Schedule[];
  readonly idleMs: number;
}

interface DueSchedule {
  readonly schedule: Schedule;
  readonly dueAt: Date;
  readonly token: string;
}

/** Milliseconds after which a run whose process has died may be begun by another. */
const SCHEDULE_LEASE_MS = 300_000;

const DUE = 'due_at <= $now AND (claimed_until IS NULL OR claimed_until <= $now)';

/**
 * Runs schedules when they are due, each in one process at a time. Intervals that were missed
 * become one run. A failed run is logged, and tried again at the next interval.
 */
export class Scheduler {
  readonly loop: WorkLoop;
  private readonly schedules: ReadonlyMap<string, Schedule>;
  private readonly underway = new Map<string, Promise<void>>();
  private known = false;

  constructor(private readonly deps: SchedulerDeps) {
    this.schedules = byUniqueName(deps.schedules, (schedule) => schedule.name);
    this.loop = new WorkLoop({
      name: 'schedules',
      pass: () => this.pass(),
      idleMs: deps.idleMs,
      logger: deps.logger,
    });
  }

  /** Begins no more runs, and waits for those under way. */
  async stop(): Promise<void> {
    await this.loop.stop();
    await Promise.all(this.underway.values());
  }

  private async pass(): Promise<PassResult> {
    if (this.schedules.size === 0) return 'nothing';
    await this.introduce();
    // What this process is still at has outlived its lease: another may begin it, not we.
    const free = [...this.schedules.keys()].filter((name) => !this.underway.has(name));
    for (const due of await this.claimDue(free)) {
      const end = this.perform(due).finally(() => {
        this.underway.delete(due.schedule.name);
        this.loop.wake();
      });
      this.underway.set(due.schedule.name, end);
    }
    return this.underway.size > 0 ? 'underway' : 'nothing';
  }

  /**
   * Writes the row of every schedule that is new; its first run is due at once. One that lies
   * further ahead than its interval was put there by a clock that went wrong, and is brought back.
   */
  private async introduce(): Promise<void> {
    if (this.known) return;
    const { database, clock } = this.deps;
    await database.unitOfWork.run(async () => {
      const now = clock.now();
      for (const { name, everyMs } of this.schedules.values()) {
        await database.rawDb.execute(
          `INSERT INTO schedules (name, due_at) VALUES ($name, $now)
           ON DUPLICATE KEY UPDATE due_at = LEAST(due_at, $latest)`,
          { name, now, latest: new Date(now.getTime() + everyMs) },
        );
      }
    });
    this.known = true;
  }

  private async hasDue(free: readonly string[]): Promise<boolean> {
    if (free.length === 0) return false;
    const { database, clock } = this.deps;
    const names = bindList('name', free);
    const row = await database.rawDb.selectOne(
      `SELECT name FROM schedules WHERE name IN (${names.sql}) AND ${DUE} LIMIT 1`,
      { ...names.bind, now: clock.now() },
    );
    return row !== undefined;
  }

  private async claimDue(free: readonly string[]): Promise<readonly DueSchedule[]> {
    if (!(await this.hasDue(free))) return [];
    const { database, clock } = this.deps;
    const now = clock.now();
    const token = newId();
    const names = bindList('name', free);
    return database.unitOfWork.run(
      async () => {
        const rows = await database.rawDb.select<{ name: string; dueAt: Date }>(
          `SELECT name, due_at AS dueAt FROM schedules
           WHERE name IN (${names.sql}) AND ${DUE} FOR UPDATE SKIP LOCKED`,
          { ...names.bind, now },
        );
        const due = rows.flatMap(({ name, dueAt }) => {
          const schedule = this.schedules.get(name);
          return schedule === undefined ? [] : [{ schedule, dueAt, token }];
        });
        for (const { schedule } of due) await this.lease(schedule, token, now);
        return due;
      },
      { isolation: 'read-committed' },
    );
  }

  private async lease(schedule: Schedule, token: string, now: Date): Promise<void> {
    await this.deps.database.rawDb.execute(
      `UPDATE schedules SET claimed_by = $token, claimed_until = $until WHERE name = $name`,
      { name: schedule.name, token, until: new Date(now.getTime() + SCHEDULE_LEASE_MS) },
    );
  }

  /** Never rejects: a run that could not be marked is begun again when its lease has ended. */
  private async perform(due: DueSchedule): Promise<void> {
    const { logger, metrics } = this.deps;
    const { name } = due.schedule;
    let code: string | undefined;
    try {
      await runInContext({ requestId: due.token }, () =>
        asSystem(`schedule ${name}`, () => due.schedule.run()),
      );
    } catch (error) {
      code = errorCode(error);
      logger.error({ err: error, schedule: name, code }, 'scheduled work failed');
    }
    metrics.finished('schedules', name, code === undefined ? 'done' : 'put off');
    try {
      await this.settle(due, code);
    } catch (error) {
      logger.error({ err: error, schedule: name }, 'scheduled work could not be marked');
    }
  }

  private async settle(due: DueSchedule, code: string | undefined): Promise<void> {
    const { database, clock } = this.deps;
    const now = clock.now();
    await database.unitOfWork.run(() =>
      database.rawDb.execute(
        `UPDATE schedules SET due_at = $next, last_run_at = $now, last_error = $code,
           claimed_until = NULL, claimed_by = NULL
         WHERE name = $name AND claimed_by = $token`,
        {
          name: due.schedule.name,
          token: due.token,
          now,
          code: code ?? null,
          next: nextAfter(due, now),
        },
      ),
    );
  }
}

/** The first instant of the schedule's own grid that is still to come. */
function nextAfter({ schedule, dueAt }: DueSchedule, now: Date): Date {
  const missed = Math.floor((now.getTime() - dueAt.getTime()) / schedule.everyMs);
  return new Date(dueAt.getTime() + (Math.max(0, missed) + 1) * schedule.everyMs);
}
