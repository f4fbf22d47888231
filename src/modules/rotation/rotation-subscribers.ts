import type { DomainEvent, EventSubscriber } from '../../events/event.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Clock } from '../../shared/clock.js';
import { DISMISS } from './rotation-job-types.js';
import type { StaffRepository } from './staff-repository.js';

interface RotationSubscriberDeps {
  readonly staff: Pick<StaffRepository, 'showroomsOf'>;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  readonly clock: Clock;
}

/**
 * Somebody may do less than before: each showroom at which he was checked in looks whether he may
 * still work there. Each has a lock of its own, so each has a job of its own.
 */
export function followRights({ staff, jobs, clock }: RotationSubscriberDeps): EventSubscriber {
  return {
    name: 'rotation.follow-rights',
    types: ['user.updated', 'user.disabled'],
    handle: async ({ streamId: userId }: DomainEvent) => {
      for (const showroomId of await staff.showroomsOf(userId)) {
        const payload = { showroomId, userId };
        await jobs.enqueue({ type: DISMISS, runAt: clock.now(), payload });
      }
    },
  };
}
