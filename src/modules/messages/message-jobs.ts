import type { DueJob, JobHandler, Schedule } from '../../jobs/job.js';
import { SEND_SMS } from './notification-service.js';
import type { Attempt, SmsDispatch } from './sms-dispatch.js';
import type { SmsSettlement } from './sms-settlement.js';

const EVERY_MS = 60_000;

/**
 * Sends one SMS. The provider is called in `prepare`, which runs again after a crash: that is why
 * the claim is committed there, before the call.
 */
export function sendSmsJob(dispatch: SmsDispatch): JobHandler<Attempt | undefined> {
  return {
    type: SEND_SMS,
    prepare: (job: DueJob) => dispatch.attempt(notificationIdOf(job)),
    handle: async (job: DueJob, attempt: Attempt | undefined) => {
      if (attempt !== undefined) await dispatch.record(notificationIdOf(job), attempt);
    },
  };
}

/** Brings to an end what was left behind. */
export function settleSmsSchedule(settlement: SmsSettlement): Schedule {
  return { name: 'messages.settle-sms', everyMs: EVERY_MS, run: () => settlement.run() };
}

function notificationIdOf(job: DueJob): string {
  return String(job.payload['notificationId']);
}
