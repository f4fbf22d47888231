import { EventPublisher } from '../../../src/events/event-publisher.js';
import type { SmsProvider } from '../../../src/integrations/sms-provider.js';
import type { DueJob, JobHandler } from '../../../src/jobs/job.js';
import { JobQueue } from '../../../src/jobs/job-queue.js';
import { createMessageModule } from '../../../src/modules/messages/index.js';
import type { MessageModule } from '../../../src/modules/messages/index.js';
import { createLogger } from '../../../src/observability/logger.js';
import { asSystem } from '../../../src/observability/request-context.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import type { TestApp } from '../../support/test-app.js';
import { eventsOf } from './floor.js';

/** The messages of an application whose worker does not run: a test does each half of a job. */
export class MessageRig {
  private readonly messages: MessageModule;
  private readonly handler: JobHandler;

  constructor(
    private readonly test: TestApp,
    sms: SmsProvider,
  ) {
    const { database, clock, app } = test;
    const basis = { rawDb: database.rawDb, unitOfWork: database.unitOfWork, clock };
    this.messages = createMessageModule({
      database,
      events: new EventPublisher({ ...basis, wakeRelay: () => undefined }),
      jobs: new JobQueue({ ...basis, wakeJobs: () => undefined }),
      clock,
      logger: createLogger('silent'),
      users: app.modules.auth.users,
      customers: app.modules.customers.service,
      visits: app.modules.visits.service,
      sms,
    });
    this.handler = required(this.messages.jobs[0]);
  }

  /** Brings the group's assignment to its subscriber. */
  async deliver(group: DealerGroup): Promise<void> {
    const event = required((await eventsOf(this.test, group, 'turn.assigned'))[0]);
    const subscriber = required(this.messages.subscribers[0]);
    await group.inContext(async () => {
      const prepared = (await subscriber.prepare?.(event)) ?? [];
      await this.test.database.unitOfWork.run(() => subscriber.handle(event, prepared));
    });
  }

  /** Jobs of the group that are not done yet, the first due first. */
  async waitingJobs(group: DealerGroup): Promise<ReadonlyArray<DueJob & { dueAt: Date }>> {
    return this.test.database.rawDb.select<DueJob & { dueAt: Date }>(
      `SELECT id, type, payload, attempts, due_at AS dueAt FROM jobs
       WHERE organization_id = $organizationId AND type = 'messages.send-sms'
         AND state = 'pending' ORDER BY due_at, id`,
      { organizationId: group.organizationId },
    );
  }

  /** The first half of a job: the claim and the call. What it answers is lost in a crash. */
  async prepare(group: DealerGroup, job: DueJob): Promise<unknown> {
    return group.inContext(async () => this.handler.prepare?.(job));
  }

  /** The second half: the outcome, and the mark that the job is done. */
  async handle(group: DealerGroup, job: DueJob, prepared: unknown): Promise<void> {
    const { unitOfWork, rawDb } = this.test.database;
    await group.inContext(() =>
      unitOfWork.run(async () => {
        await this.handler.handle(job, prepared);
        await rawDb.execute(`UPDATE jobs SET state = 'done' WHERE id = $id`, { id: job.id });
      }),
    );
  }

  /** Does the group's only job as the worker would. */
  async doJob(group: DealerGroup): Promise<void> {
    const job = required((await this.waitingJobs(group))[0]);
    await this.handle(group, job, await this.prepare(group, job));
  }

  /** One pass of the schedule. */
  async settle(): Promise<void> {
    const schedule = required(this.messages.schedules[0]);
    await asSystem('a schedule', () => schedule.run());
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('What the test needs is not there.');
  return value;
}
