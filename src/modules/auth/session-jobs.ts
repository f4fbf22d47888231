import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Schedule } from '../../jobs/job.js';
import { asSystem } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import type { SessionPurgeRepository } from './session-purge-repository.js';

const MINUTE_MS = 60_000;

interface SessionPurgeDeps {
  readonly unitOfWork: UnitOfWork;
  readonly purge: SessionPurgeRepository;
  readonly clock: Clock;
}

/**
 * Forgets, every minute, sealed successors whose grace is over and whatever has expired. A minute
 * later than it might, because the clocks of two instances differ.
 */
export function sessionPurgeSchedule({ unitOfWork, purge, clock }: SessionPurgeDeps): Schedule {
  return {
    name: 'auth.session-purge',
    everyMs: MINUTE_MS,
    async run() {
      const before = new Date(clock.now().getTime() - MINUTE_MS);
      const steps = [
        () => purge.forgetSuccessors(before),
        () => purge.deleteTokens(before),
        () => purge.deleteSessions(before),
      ];
      await asSystem('sessions of all tenants expire', async () => {
        for (const step of steps) await unitOfWork.runWhile(step);
      });
    },
  };
}
