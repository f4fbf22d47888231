import type { DomainEvent, EventSubscriber } from '../../events/event.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Clock } from '../../shared/clock.js';
import { DISMISS } from './rotation-job-types.js';
import type { StaffRepository } from './staff-repository.js';
import type { TurnService } from './turn-service.js';

interface RotationSubscriberDeps {
  readonly staff: Pick<StaffRepository, 'showroomsOf'>;
  readonly turns: Pick<TurnService, 'lock' | 'serveAndTell'>;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  readonly clock: Clock;
}

/** What of a user decides on which up lists he is. */
const RIGHTS = ['role', 'showroomIds', 'disabled'];

/**
 * Somebody may do more or less than before: each showroom where he was, or now is, on the list
 * looks whether he may work there, and tells its tablets. Each has a lock of its own, so each has
 * a job of its own.
 */
export function followRights({ staff, jobs, clock }: RotationSubscriberDeps): EventSubscriber {
  return {
    name: 'rotation.follow-rights',
    types: ['user.updated', 'user.disabled'],
    handle: async ({ streamId: userId, type, data }: DomainEvent) => {
      const isOfRights = textsOf(data['changed']).some((field) => RIGHTS.includes(field));
      if (type === 'user.updated' && !isOfRights) return;
      const former = textsOf(data['formerShowroomIds']);
      for (const showroomId of new Set([...(await staff.showroomsOf(userId)), ...former])) {
        const payload = { showroomId, userId };
        await jobs.enqueue({ type: DISMISS, runAt: clock.now(), payload });
      }
    },
  };
}

/** A new rep is on the up list, not at work yet: tablets get him too. */
export function welcomeRep({ turns }: RotationSubscriberDeps): EventSubscriber {
  return {
    name: 'rotation.welcome-rep',
    types: ['user.created'],
    handle: async ({ data }: DomainEvent) => {
      if (data['role'] !== 'sales_rep') return;
      const showroomIds = textsOf(data['showroomIds']).sort();
      for (const showroomId of showroomIds) await turns.lock(showroomId);
      for (const showroomId of showroomIds) await turns.serveAndTell(showroomId);
    },
  };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
