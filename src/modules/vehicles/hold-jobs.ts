import type { DueJob, JobHandler } from '../../jobs/job.js';
import { HOLD_EXPIRY } from './hold-service.js';
import type { HoldService } from './hold-service.js';

/** The time of a hold has come; one that was extended, or is over already, is left alone. */
export function holdExpiryJob(holds: HoldService): JobHandler {
  return {
    type: HOLD_EXPIRY,
    handle: async ({ payload }: DueJob) => holds.expire(String(payload['vehicleId'])),
  };
}
