import type { Mail } from '../integrations/mail-sender.js';
import type { JobQueue } from '../jobs/job-queue.js';
import type { Logger } from '../observability/logger.js';
import { currentOrganizationId } from '../observability/request-context.js';
import type { Clock } from '../shared/clock.js';
import { newId } from '../shared/ids.js';
import type { SealedBox, SealingContext } from '../shared/sealed-box.js';
import type { MailRepository, MailSettlement } from './mail-repository.js';

/** The job that sends one mail; its payload names the mail and the try, nothing else. */
export const SEND_MAIL = 'mail.send';

/** A mail to be sent, to somebody of the current organization. */
export interface NewMail {
  /** What it is about, for those who look at the queue: `password_reset`. */
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** From then on it is of no use, and is not sent any more. */
  readonly expiresAt: Date;
}

interface MailOutboxDeps {
  readonly mails: MailRepository;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** With the same keys on all instances. */
  readonly box: Pick<SealedBox, 'seal' | 'open'>;
}

/** A mail that waits, or why it does not. */
export type WaitingMail =
  | { readonly kind: 'mail'; readonly mail: Mail }
  | { readonly kind: 'expired' | 'unreadable' | 'settled' };

/**
 * Mails as part of the change that they tell of: kept encrypted until the worker has sent them,
 * at least once, and then forgotten (docs/integrations.md).
 */
export class MailOutbox {
  constructor(private readonly deps: MailOutboxDeps) {}

  /** Queues a mail in the caller's unit of work; throws outside one. Answers its id. */
  async queue(mail: NewMail): Promise<string> {
    const { mails, clock, box } = this.deps;
    const { kind, expiresAt, to, subject, text } = mail;
    const id = newId();
    const sealed = box.seal(JSON.stringify({ to, subject, text }), contextOf(id));
    await mails.insert({ id, kind, sealed, expiresAt, createdAt: clock.now() });
    await this.schedule(id, 1, clock.now());
    return id;
  }

  /** The mail, unless it has been settled, its time is over or its key is not ours. */
  async find(id: string): Promise<WaitingMail> {
    const { mails, clock } = this.deps;
    const row = await mails.find(id);
    if (row?.sealed == null) return { kind: 'settled' };
    if (row.expiresAt <= clock.now()) return { kind: 'expired' };
    const content = this.open(id, row.sealed);
    return content === undefined
      ? { kind: 'unreadable' }
      : { kind: 'mail', mail: { ...content, mailId: id } };
  }

  /** What was sealed; undefined when the key was taken away meanwhile, or the row changed. */
  private open(id: string, sealed: Buffer): Omit<Mail, 'mailId'> | undefined {
    try {
      return JSON.parse(this.deps.box.open(sealed, contextOf(id))) as Omit<Mail, 'mailId'>;
    } catch (error) {
      this.deps.logger.error({ err: error, mailId: id }, 'mail cannot be opened');
      return undefined;
    }
  }

  /** Keeps how it ended; inside a unit of work. */
  async settle(id: string, settlement: Pick<MailSettlement, 'state' | 'failure'>): Promise<void> {
    await this.deps.mails.settle({ id, ...settlement, settledAt: this.deps.clock.now() });
  }

  /** Has it tried at a certain time; inside a unit of work. */
  async schedule(id: string, attempt: number, runAt: Date): Promise<void> {
    await this.deps.jobs.enqueue({
      type: SEND_MAIL,
      uniqueKey: `${SEND_MAIL}:${id}:${attempt}`,
      payload: { mailId: id, attempt },
      runAt,
    });
  }
}

/** The row it belongs to, and no other. */
function contextOf(id: string): SealingContext {
  return ['mail', currentOrganizationId(), id];
}
