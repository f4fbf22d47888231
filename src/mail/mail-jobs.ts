import type { UnitOfWork } from '../database/unit-of-work.js';
import type { MailResult, MailSender } from '../integrations/mail-sender.js';
import type { DueJob, JobHandler, Schedule } from '../jobs/job.js';
import type { Logger } from '../observability/logger.js';
import { asSystem } from '../observability/request-context.js';
import type { Clock } from '../shared/clock.js';
import { SEND_MAIL } from './mail-outbox.js';
import type { MailOutbox } from './mail-outbox.js';
import type { MailRepository } from './mail-repository.js';

const MINUTE_MS = 60_000;
const KEPT_MS = 7 * 24 * 60 * MINUTE_MS;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * MINUTE_MS;

interface SendMailDeps {
  readonly outbox: MailOutbox;
  readonly sender: MailSender;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Outcome = MailResult | { readonly outcome: 'expired' | 'unreadable' | 'settled' };

/**
 * Sends one mail, at least once: a crash between the server's yes and ours repeats it under the
 * same Message-ID. What the server cannot take now is tried again until it expires.
 */
export function sendMailJob({ outbox, sender, clock, logger }: SendMailDeps): JobHandler<Outcome> {
  return {
    type: SEND_MAIL,
    prepare: async (job) => {
      const waiting = await outbox.find(mailIdOf(job));
      return waiting.kind === 'mail' ? sender.send(waiting.mail) : { outcome: waiting.kind };
    },
    handle: async (job, result) => {
      const mailId = mailIdOf(job);
      if (result.outcome === 'settled') return;
      if (result.outcome === 'not_sent') {
        const attempt = Number(job.payload['attempt']);
        const runAt = new Date(clock.now().getTime() + pauseAfter(attempt));
        await outbox.schedule(mailId, attempt + 1, runAt);
        return;
      }
      const failure = result.outcome === 'refused' ? result.code : undefined;
      await outbox.settle(mailId, { state: result.outcome, failure });
      const level = result.outcome === 'sent' ? 'info' : 'warn';
      logger[level]({ mailId, outcome: result.outcome, failure }, 'mail settled');
    },
  };
}

interface MailPurgeDeps {
  readonly mails: MailRepository;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Forgets, every minute, what is in mails whose time is over, and after a week that they were. */
export function mailPurgeSchedule({ mails, unitOfWork, clock }: MailPurgeDeps): Schedule {
  return {
    name: 'mail.purge',
    everyMs: MINUTE_MS,
    async run() {
      const now = clock.now();
      const steps = [
        () => mails.expire(now),
        () => mails.deleteSettled(new Date(now.getTime() - KEPT_MS)),
      ];
      await asSystem('mails of all tenants expire', async () => {
        for (const step of steps) await unitOfWork.runWhile(step);
      });
    },
  };
}

function mailIdOf(job: DueJob): string {
  return String(job.payload['mailId']);
}

/** 1 s, 2 s, 4 s … 5 min; half of it by chance, so that not all come back at once. */
function pauseAfter(attempt: number): number {
  const bound = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(attempt - 1, 20), LONGEST_PAUSE_MS);
  return Math.ceil(bound * (0.5 + Math.random() / 2));
}
