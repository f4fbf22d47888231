import type { RawDb } from '../database/tenant-db.js';
import type { UnitOfWork } from '../database/unit-of-work.js';
import { currentContext } from '../observability/request-context.js';
import type { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import type { NewJob } from './job.js';

interface JobQueueDeps {
  readonly rawDb: RawDb;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  /** Tells the worker, after the commit, that there is something to do. A hint only. */
  readonly wakeJobs: () => void;
}

/** Writes work to be done later into the caller's transaction. */
export class JobQueue {
  constructor(private readonly deps: JobQueueDeps) {}

  /**
   * Puts a job in the queue, in the current organization if there is one. A job whose unique key
   * is known already, done ones of the last days included, is ignored. Throws outside a run.
   */
  async enqueue(job: NewJob): Promise<void> {
    const { rawDb, unitOfWork, clock, wakeJobs } = this.deps;
    if (!unitOfWork.isActive()) throw new Error(`enqueue(${job.type}) needs a unit of work.`);
    await rawDb.execute(INSERT_JOB, {
      id: newId(),
      type: job.type,
      uniqueKey: job.uniqueKey,
      organizationId: currentContext()?.organizationId,
      payload: JSON.stringify(job.payload),
      dueAt: job.runAt,
      now: clock.now(),
    });
    unitOfWork.onCommitted(wakeJobs);
  }

  /**
   * Takes a job back that has not been done; without effect when it has, or never was. A job
   * under way is not kept. Throws outside a run.
   */
  async cancel(uniqueKey: string): Promise<void> {
    const { rawDb, unitOfWork } = this.deps;
    if (!unitOfWork.isActive()) throw new Error('cancel() needs a unit of work.');
    await rawDb.execute(`DELETE FROM jobs WHERE unique_key = $uniqueKey AND state = 'pending'`, {
      uniqueKey,
    });
  }
}

const INSERT_JOB = `INSERT INTO jobs (id, type, unique_key, organization_id, payload, due_at,
    created_at)
  VALUES ($id, $type, $uniqueKey, $organizationId, $payload, $dueAt, $now)
  ON DUPLICATE KEY UPDATE id = id`;
