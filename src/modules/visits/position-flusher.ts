import type { UnitOfWork } from '../../database/unit-of-work.js';
import { asSystem } from '../../observability/request-context.js';
import type { Logger } from '../../observability/logger.js';
import type { DwellRepository, TenantDwell } from './dwell-repository.js';
import { dwellsAlong } from './dwell-rules.js';
import type { PositionBuffer, WaitingVisit } from './position-buffer.js';
import type { LocatedVisit, PositionRepository, Relocation } from './position-repository.js';

const EVERY_MS = 1_000;
const MOST_AT_ONCE = 1_000;
const WITHOUT_GAP_LOCKS = { isolation: 'read-committed' } as const;

interface PositionFlusherDeps {
  readonly unitOfWork: UnitOfWork;
  readonly buffer: PositionBuffer;
  readonly positions: PositionRepository;
  readonly dwells: DwellRepository;
  readonly logger: Logger;
}

/**
 * Writes what this process has taken of positions: once a second, of all tenants and visits
 * together (docs/live-floor.md). Where the database has a visitor decides what still counts, under
 * the lock of his visit: written twice, late, or by several processes, no time counts twice.
 */
export class PositionFlusher {
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> | undefined;
  private isFailing = false;

  constructor(private readonly deps: PositionFlusherDeps) {}

  /** Something waits: it is written within a second. */
  wake(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.flush();
    }, EVERY_MS);
  }

  /** Writes what waits; what cannot be written goes on waiting. Never throws. */
  flush(): Promise<void> {
    this.flushing ??= this.flushNow().finally(() => {
      this.flushing = undefined;
      if (!this.deps.buffer.isEmpty) this.wake();
    });
    return this.flushing;
  }

  /** Writes what waits, once more, and no longer waits for a second to pass. */
  async stop(): Promise<void> {
    await this.flushing;
    await this.flush();
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async flushNow(): Promise<void> {
    const { buffer, logger } = this.deps;
    const waiting = buffer.some(MOST_AT_ONCE);
    if (waiting.length === 0) return;
    try {
      await asSystem('positions of all tenants are written', () => this.write(waiting));
      for (const { visitId, stops } of waiting) buffer.settle(visitId, stops);
      this.isFailing = false;
    } catch (error) {
      if (!this.isFailing) logger.warn({ err: error }, 'positions wait to be written');
      this.isFailing = true;
    }
  }

  private async write(waiting: readonly WaitingVisit[]): Promise<void> {
    const { unitOfWork, positions, dwells } = this.deps;
    const byId = new Map(waiting.map((visit) => [visit.visitId, visit]));
    await unitOfWork.run(async () => {
      const open = await positions.lockOpen([...byId.keys()]);
      const ways = open.map((visit) => wayOf(visit, byId.get(visit.visitId)));
      await dwells.addForTenants(ways.flatMap((way) => way.dwells));
      await positions.relocate(ways.flatMap((way) => way.relocation ?? []));
    }, WITHOUT_GAP_LOCKS);
  }
}

function wayOf(
  { organizationId, showroomId, visitId, stop }: LocatedVisit,
  waiting: WaitingVisit | undefined,
): { readonly dwells: readonly TenantDwell[]; readonly relocation?: Relocation } {
  if (waiting?.organizationId !== organizationId) return { dwells: [] };
  const { dwells, last } = dwellsAlong(stop, waiting.stops);
  const about = { organizationId, showroomId, visitId };
  const ways = { dwells: dwells.map((dwell) => ({ ...about, ...dwell })) };
  if (last === undefined || last === stop) return ways;
  return { ...ways, relocation: { organizationId, visitId, stop: last } };
}
