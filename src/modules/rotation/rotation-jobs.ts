import type { DueJob, JobHandler } from '../../jobs/job.js';
import { ACCEPTANCE_TIMEOUT } from './turn-service.js';
import type { TurnService } from './turn-service.js';

/** Two minutes without an answer: the next candidate is asked. */
export function acceptanceTimeoutJob(turns: TurnService): JobHandler {
  return {
    type: ACCEPTANCE_TIMEOUT,
    handle: async (job: DueJob) => {
      const { showroomId, visitId, acceptBy } = job.payload;
      await turns.expire(String(showroomId), String(visitId), new Date(String(acceptBy)));
    },
  };
}
