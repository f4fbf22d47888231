import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Clock } from '../../shared/clock.js';
import type { OperationService } from '../operations/index.js';
import type { ImportChunkRepository } from './import-chunk-repository.js';
import type { ImportRepository } from './import-repository.js';
import type { Import } from './import-types.js';

interface ImportEndingDeps {
  readonly repository: ImportRepository;
  readonly chunks: ImportChunkRepository;
  readonly operations: OperationService;
  readonly unitOfWork: UnitOfWork;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  readonly clock: Clock;
}

/** Takes in a part of a file. */
export const IMPORT_STEP = 'imports.step';

/** Something that whoever reads the result should know. */
export interface ImportWarning {
  readonly code: string;
  readonly detail: string;
}

/** Ends imports, and lets the next one of the organization begin. */
export class ImportEnding {
  constructor(private readonly deps: ImportEndingDeps) {}

  async succeed(importId: string, warnings: readonly ImportWarning[]): Promise<void> {
    const { operations } = this.deps;
    await this.end(importId, async ({ counts, dryRun, full }) => {
      const notes = warnings.length === 0 ? {} : { warnings };
      await operations.succeed(importId, { ...counts, dryRun, full, ...notes });
      return warnings.length === 0;
    });
  }

  async fail(importId: string, code: string, detail: string): Promise<void> {
    await this.end(importId, async () => {
      await this.deps.operations.fail(importId, { code, detail });
      return false;
    });
  }

  /** Forgets the file, and what it names. */
  async cleanUp(importId: string): Promise<void> {
    const { unitOfWork, chunks, repository } = this.deps;
    await unitOfWork.runWhile(() => chunks.remove(importId));
    await unitOfWork.runWhile(() => repository.removeNamed(importId));
  }

  /** Puts the next part of an import into the queue; joins the caller's run. */
  async goOn(importId: string): Promise<void> {
    const { jobs, clock } = this.deps;
    await jobs.enqueue({ type: IMPORT_STEP, payload: { importId }, runAt: clock.now() });
  }

  private async end(importId: string, tell: (one: Import) => Promise<boolean>): Promise<void> {
    const { repository, unitOfWork } = this.deps;
    await unitOfWork.run(async () => {
      await repository.lockQueue();
      const one = await repository.lock(importId);
      if (one === undefined || one.phase === 'ended') return;
      await repository.save({ ...one, phase: 'ended' }, await tell(one));
      const next = await repository.firstOpen();
      if (next !== undefined) await this.goOn(next);
    });
    await this.cleanUp(importId);
  }
}
