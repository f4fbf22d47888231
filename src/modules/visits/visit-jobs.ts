import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Schedule } from '../../jobs/job.js';
import { workThrough } from '../../jobs/work-through.js';
import { asOrganization, asSystem } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import type { TurnService } from '../rotation/index.js';
import type { DwellRepository } from './dwell-repository.js';
import { SILENCE_MS } from './floor-rules.js';
import { DWELL_KEPT_MS, heatmapHours } from './heatmap-rules.js';
import type { HeatmapRepository } from './heatmap-repository.js';
import type { VisitLifecycle } from './visit-lifecycle.js';
import type { VisitPlacing } from './visit-placing.js';
import type { VisitReadModel } from './visit-read-model.js';
import type { VisitRepository } from './visit-repository.js';

const EVERY_MS = 60_000;
const WITHOUT_GAP_LOCKS = { isolation: 'read-committed' } as const;

interface VisitJobsDeps {
  readonly unitOfWork: UnitOfWork;
  readonly visits: VisitRepository;
  readonly readModel: VisitReadModel;
  readonly heatmaps: HeatmapRepository;
  readonly dwells: DwellRepository;
  readonly lifecycle: VisitLifecycle;
  readonly placing: VisitPlacing;
  readonly turns: TurnService;
  readonly clock: Clock;
}

/** Exit of those who have fallen silent, and the heatmaps. */
export function visitSchedules(deps: VisitJobsDeps): readonly Schedule[] {
  return [
    { name: 'visits.exit-silent', everyMs: EVERY_MS, run: () => exitSilent(deps) },
    { name: 'visits.rebuild-heatmaps', everyMs: EVERY_MS, run: () => rebuildHeatmaps(deps) },
  ];
}

async function exitSilent(deps: VisitJobsDeps): Promise<void> {
  const since = new Date(deps.clock.now().getTime() - SILENCE_MS);
  const silent = await asSystem('silent visits of all tenants', () =>
    deps.readModel.silentSince(since),
  );
  await workThrough(silent, ({ organizationId, showroomId, visitId }) =>
    asOrganization(organizationId, async () => {
      await deps.placing.look([visitId]);
      await deps.unitOfWork.run(async () => {
        await deps.turns.lock(showroomId);
        const locked = await deps.visits.lock(showroomId, visitId);
        if (locked === undefined || locked.exitedAt !== undefined) return;
        const visit = await deps.placing.catchUp(locked);
        if (visit.lastActivityAt > since) return;
        await deps.lifecycle.exit(visit, deps.clock.now(), 'silence');
      });
    }),
  );
}

async function rebuildHeatmaps(deps: VisitJobsDeps): Promise<void> {
  const now = deps.clock.now();
  const hours = heatmapHours(now);
  const keptSince = new Date(now.getTime() - DWELL_KEPT_MS);
  const showrooms = await asSystem('heatmaps of all tenants', () =>
    deps.heatmaps.showroomsToRebuild(hours.from),
  );
  await workThrough(showrooms, ({ organizationId, showroomId }) =>
    asOrganization(organizationId, async () => {
      await deps.unitOfWork.run(() => deps.dwells.forget(showroomId, keptSince), WITHOUT_GAP_LOCKS);
      await deps.unitOfWork.run(() => deps.heatmaps.rebuild(showroomId, hours, now));
    }),
  );
}
