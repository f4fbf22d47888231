import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Schedule } from '../../jobs/job.js';
import { asOrganization, asSystem } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import type { TurnService } from '../rotation/index.js';
import { SILENCE_MS } from './floor-rules.js';
import { HEATMAP_WINDOW_MS } from './heatmap-repository.js';
import type { HeatmapRepository } from './heatmap-repository.js';
import type { VisitLifecycle } from './visit-lifecycle.js';
import type { VisitReadModel } from './visit-read-model.js';
import type { VisitRepository } from './visit-repository.js';

const EVERY_MS = 60_000;

interface VisitJobsDeps {
  readonly unitOfWork: UnitOfWork;
  readonly visits: VisitRepository;
  readonly readModel: VisitReadModel;
  readonly heatmaps: HeatmapRepository;
  readonly lifecycle: VisitLifecycle;
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
  for (const { organizationId, showroomId, visitId } of silent) {
    await asOrganization(organizationId, () =>
      deps.unitOfWork.run(async () => {
        await deps.turns.lock(showroomId);
        const visit = await deps.visits.lock(showroomId, visitId);
        if (visit === undefined || visit.exitedAt !== undefined) return;
        if (visit.lastActivityAt > since) return;
        await deps.lifecycle.exit(visit, deps.clock.now(), 'silence');
      }),
    );
  }
}

async function rebuildHeatmaps(deps: VisitJobsDeps): Promise<void> {
  const now = deps.clock.now();
  const since = new Date(now.getTime() - HEATMAP_WINDOW_MS);
  const showrooms = await asSystem('heatmaps of all tenants', () =>
    deps.heatmaps.showroomsToRebuild(since),
  );
  for (const { organizationId, showroomId } of showrooms) {
    await asOrganization(organizationId, () =>
      deps.unitOfWork.run(() => deps.heatmaps.rebuild(showroomId, since, now)),
    );
  }
}
