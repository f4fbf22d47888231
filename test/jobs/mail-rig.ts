import type { DueJob, JobHandler } from '../../src/jobs/job.js';
import { JobQueue } from '../../src/jobs/job-queue.js';
import { createIntegrations } from '../../src/integrations/create-integrations.js';
import { createMail } from '../../src/mail/create-mail.js';
import type { MailParts } from '../../src/mail/create-mail.js';
import type { NewMail } from '../../src/mail/mail-outbox.js';
import { createMetrics } from '../../src/observability/metrics.js';
import { createLogger } from '../../src/observability/logger.js';
import { SealedBox } from '../../src/shared/sealed-box.js';
import type { DealerGroup } from '../support/dealer-group.js';
import { eventually } from '../support/eventually.js';
import type { TestApp } from '../support/test-app.js';

const FAR_MS = 30 * 24 * 3_600_000;

interface Row {
  readonly state: string;
  readonly sealed: Buffer | null;
  readonly failure: string | null;
}

/** The outbox once more, on the test's own pool, with each half of its job in a test's hands. */
export class MailRig {
  private readonly parts: MailParts;

  constructor(
    private readonly test: TestApp,
    private readonly group: DealerGroup,
  ) {
    const { database, clock, config } = test;
    const logger = createLogger('silent');
    const { registry } = createMetrics();
    const integrations = createIntegrations(config, { logger, registry, clock });
    // No wake-up: the worker of the test's application looks for itself.
    const jobs = new JobQueue({ ...database, clock, wakeJobs: () => undefined });
    this.parts = createMail({
      ...{ database, jobs, clock, logger, sender: integrations.mail },
      sealedBox: new SealedBox(config.dataEncryptionKeys),
    });
  }

  async queue(mail: NewMail): Promise<string> {
    return this.inRun(() => this.parts.outbox.queue(mail));
  }

  async queueOutsideOfARun(mail: NewMail): Promise<string> {
    return this.group.inContext(() => this.parts.outbox.queue(mail));
  }

  async queueAndFail(mail: NewMail): Promise<string> {
    return this.inRun(async () => {
      await this.parts.outbox.queue(mail);
      throw new Error('planted fault');
    });
  }

  /** Its job is never due: the test does it. */
  async queueForLater(mail: NewMail): Promise<string> {
    return this.inRun(async () => {
      const mailId = await this.parts.outbox.queue(mail);
      const dueAt = new Date(this.test.clock.now().getTime() + FAR_MS);
      await this.test.database.rawDb.execute(
        'UPDATE jobs SET due_at = $dueAt WHERE unique_key = $key',
        { dueAt, key: `mail.send:${mailId}:1` },
      );
      return mailId;
    });
  }

  /** Both halves of the job. */
  async sendNow(mailId: string): Promise<void> {
    const { handler, job } = this.jobOf(mailId);
    await this.group.inContext(async () => {
      const prepared = await handler.prepare?.(job);
      await this.test.database.unitOfWork.run(() => handler.handle(job, prepared));
    });
  }

  /** The first half alone. */
  async sendAndCrash(mailId: string): Promise<void> {
    const { handler, job } = this.jobOf(mailId);
    await this.group.inContext(async () => handler.prepare?.(job));
  }

  async purge(): Promise<void> {
    for (const schedule of this.parts.schedules) await schedule.run();
  }

  async rowOf(mailId: string): Promise<Row | undefined> {
    return this.group.inContext(() =>
      this.test.database.tenantDb.selectOne<Row>(
        `SELECT state, sealed, failure FROM mails
         WHERE organization_id = $organizationId AND id = $mailId`,
        { mailId },
      ),
    );
  }

  async swapContents(one: string, other: string): Promise<void> {
    const content = (await this.rowOf(other))?.sealed;
    await this.inRun(() =>
      this.test.database.tenantDb.execute(
        `UPDATE mails SET sealed = $content
         WHERE organization_id = $organizationId AND id = $one`,
        { one, content },
      ),
    );
  }

  /** Rows of all that a mail leaves behind, bytes as text. */
  async everythingStored(): Promise<readonly unknown[]> {
    const { rawDb } = this.test.database;
    const tables = ['mails', 'jobs', 'events', 'deliveries'];
    const rows = await Promise.all(tables.map((table) => rawDb.select(`SELECT * FROM ${table}`)));
    return rows.flat().map((row) =>
      Object.values(row).map((value: unknown) => {
        return Buffer.isBuffer(value) ? value.toString('latin1') : value;
      }),
    );
  }

  async openJobs(mailId: string): Promise<number> {
    const rows = await this.test.database.rawDb.select(
      `SELECT id FROM jobs WHERE state = 'pending' AND unique_key LIKE $key`,
      { key: `mail.send:${mailId}:%` },
    );
    return rows.length;
  }

  /** Waits until the worker has ended with it; time goes on meanwhile. */
  async settled(mailId: string): Promise<void> {
    await eventually(async () => {
      this.test.clock.advance(1_000);
      return (await this.rowOf(mailId))?.state !== 'queued';
    });
  }

  /** Waits until a second try is over, and its successor waits. */
  async triedTwice(mailId: string): Promise<void> {
    await eventually(async () => {
      this.test.clock.advance(1_000);
      const row = await this.test.database.rawDb.selectOne(
        'SELECT id FROM jobs WHERE unique_key = $key',
        { key: `mail.send:${mailId}:3` },
      );
      return row !== undefined;
    });
  }

  private async inRun<T>(work: () => Promise<T>): Promise<T> {
    return this.group.inContext(() => this.test.database.unitOfWork.run(work));
  }

  private jobOf(mailId: string): { handler: JobHandler; job: DueJob } {
    const [handler] = this.parts.jobs;
    if (handler === undefined) throw new Error('Nobody sends mails.');
    const payload = { mailId, attempt: 1 };
    return { handler, job: { id: mailId, type: handler.type, payload, attempts: 1 } };
  }
}
