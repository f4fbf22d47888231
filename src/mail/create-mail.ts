import type { Database } from '../database/create-database.js';
import type { MailSender } from '../integrations/mail-sender.js';
import type { JobHandler, Schedule } from '../jobs/job.js';
import type { JobQueue } from '../jobs/job-queue.js';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../shared/clock.js';
import type { SealedBox } from '../shared/sealed-box.js';
import { mailPurgeSchedule, sendMailJob } from './mail-jobs.js';
import { MailOutbox } from './mail-outbox.js';
import { MailRepository } from './mail-repository.js';

export interface MailDeps {
  readonly database: Pick<Database, 'tenantDb' | 'unitOfWork'>;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sender: MailSender;
  readonly sealedBox: Pick<SealedBox, 'seal' | 'open'>;
}

/** The outbox for those who write, and the work of the one who sends. */
export interface MailParts {
  readonly outbox: MailOutbox;
  readonly jobs: readonly JobHandler[];
  readonly schedules: readonly Schedule[];
}

/** Wires the outbox to one pool. */
export function createMail(deps: MailDeps): MailParts {
  const { database, jobs, clock, logger, sender } = deps;
  const { tenantDb, unitOfWork } = database;
  const mails = new MailRepository(tenantDb);
  const outbox = new MailOutbox({ mails, jobs, clock, logger, box: deps.sealedBox });
  return {
    outbox,
    jobs: [sendMailJob({ outbox, sender, clock, logger })],
    schedules: [mailPurgeSchedule({ mails, unitOfWork, clock })],
  };
}
