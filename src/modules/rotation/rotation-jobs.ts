import type { DueJob, JobHandler } from '../../jobs/job.js';
import { ACCEPTANCE_TIMEOUT, DISMISS, LOOK_AGAIN } from './rotation-job-types.js';
import type { TurnService } from './turn-service.js';

/** What the rotation does later, and in other showrooms. */
export function rotationJobs(turns: TurnService): readonly JobHandler[] {
  return [acceptanceTimeoutJob(turns), lookAgainJob(turns), dismissJob(turns)];
}

/** Two minutes without an answer: the next candidate is asked. */
function acceptanceTimeoutJob(turns: TurnService): JobHandler {
  return {
    type: ACCEPTANCE_TIMEOUT,
    handle: async (job: DueJob) => {
      const { showroomId, visitId, acceptBy } = job.payload;
      await turns.expire(String(showroomId), String(visitId), new Date(String(acceptBy)));
    },
  };
}

/** A rep of several showrooms was freed or taken in one: the others hear of it. */
function lookAgainJob(turns: TurnService): JobHandler {
  return {
    type: LOOK_AGAIN,
    handle: async (job: DueJob) => turns.lookAgain(String(job.payload['showroomId'])),
  };
}

/** A rep was disabled, or lost his role or his access to this showroom. */
function dismissJob(turns: TurnService): JobHandler {
  return {
    type: DISMISS,
    handle: async (job: DueJob) => {
      const { showroomId, userId } = job.payload;
      await turns.dismiss(String(showroomId), String(userId));
    },
  };
}
