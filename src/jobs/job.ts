/** Work to be done later, once, kept in the database. Payloads hold ids, never personal data. */
export interface NewJob {
  /** `visits.acceptance-timeout`: module and verb. */
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly runAt: Date;
  /**
   * A second job with the same key is ignored, whatever its type: begin the key with the type.
   * Known keys are forgotten 7 days after their job was done.
   */
  readonly uniqueKey?: string;
}

/** A job that is due. */
export interface DueJob {
  readonly id: string;
  readonly type: string;
  readonly organizationId?: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Which try this is, from 1. */
  readonly attempts: number;
}

/** Does the jobs of one type; `handle` commits together with the mark that the job is done. */
export interface JobHandler<Prepared = unknown> {
  readonly type: string;
  /** Network calls and reads, before and outside the transaction; may run again after a crash. */
  prepare?(job: DueJob): Promise<Prepared>;
  /** Writes, inside the transaction, in the job's organization. */
  handle(job: DueJob, prepared: Prepared): Promise<void>;
}

/** Work done again and again, by one process at a time, across tenants. */
export interface Schedule {
  /** Stable and unique: it is stored. */
  readonly name: string;
  readonly everyMs: number;
  /** Opens its own units of work. */
  run(): Promise<void>;
}
