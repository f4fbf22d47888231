import type { Schedule } from '../../jobs/job.js';
import { workThrough } from '../../jobs/work-through.js';
import { asOrganization, asSystem } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import type { ShowroomService } from '../showrooms/index.js';
import { END_OF_SHIFT_MS, lastClosing } from './closing-rules.js';
import type { StaffRepository } from './staff-repository.js';
import type { TurnService } from './turn-service.js';

const EVERY_MS = 300_000;

interface RotationScheduleDeps {
  readonly staff: StaffRepository;
  readonly turns: TurnService;
  readonly showrooms: ShowroomService;
  readonly clock: Clock;
}

/** Who forgot to check out is checked out once his showroom has long been closed. */
export function rotationSchedules(deps: RotationScheduleDeps): readonly Schedule[] {
  return [{ name: 'rotation.end-of-shift', everyMs: EVERY_MS, run: () => endShifts(deps) }];
}

async function endShifts({ staff, turns, showrooms, clock }: RotationScheduleDeps): Promise<void> {
  const before = new Date(clock.now().getTime() - END_OF_SHIFT_MS);
  const present = await asSystem('staff of all tenants forgets to check out', () =>
    staff.presentSince(before),
  );
  await workThrough(present, ({ organizationId, showroomId }) =>
    asOrganization(organizationId, async () => {
      const closedAt = lastClosing(await showrooms.get(showroomId), before);
      if (closedAt !== undefined) await turns.endShift(showroomId, closedAt);
    }),
  );
}
