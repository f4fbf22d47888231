import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { DueJob, JobHandler, Schedule } from '../../jobs/job.js';
import type { Clock } from '../../shared/clock.js';
import { isProblem } from '../../shared/errors.js';
import type { ImportChunkRepository } from './import-chunk-repository.js';
import { IMPORT_STEP } from './import-ending.js';
import type { ImportEnding } from './import-ending.js';
import type { ImportRunner } from './import-runner.js';
import { keepHeapSmall } from './small-heap.js';

/** A step that fails so often is not tried again. */
const MOST_ATTEMPTS = 6;

/** Takes a part of a file in, and puts the next part into the queue with the mark that it is done. */
export function importJob(runner: ImportRunner, ending: ImportEnding): JobHandler<boolean> {
  return {
    type: IMPORT_STEP,
    prepare: async (job) => {
      keepHeapSmall();
      const importId = idOf(job);
      try {
        if (job.attempts > MOST_ATTEMPTS) throw new Error('This import fails again and again.');
        return (await runner.step(importId)) === 'more';
      } catch (error) {
        const { code, detail } = reasonOf(error, job.attempts);
        if (code === undefined) throw error;
        await ending.fail(importId, code, detail);
        return false;
      }
    },
    handle: async (job, isMore) => {
      if (isMore) await ending.goOn(idOf(job));
    },
  };
}

interface OrphanDeps {
  readonly chunks: ImportChunkRepository;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Files whose upload was cut off by the end of its process are forgotten after a day. */
export function orphanSchedule({ chunks, unitOfWork, clock }: OrphanDeps): Schedule {
  return {
    name: 'imports.orphans',
    everyMs: HOUR_MS,
    async run() {
      const before = new Date(clock.now().getTime() - DAY_MS);
      await unitOfWork.runWhile(() => chunks.removeOrphans(before));
    },
  };
}

function idOf({ payload }: DueJob): string {
  return String(payload['importId']);
}

interface Reason {
  readonly code?: string;
  readonly detail: string;
}

/** Faults of the file end the import at once, others after some tries. */
function reasonOf(error: unknown, attempts: number): Reason {
  if (isProblem(error) && error.output.statusCode === 422) {
    return { code: error.data?.code ?? 'file_unreadable', detail: error.message };
  }
  if (attempts < MOST_ATTEMPTS) return { detail: '' };
  return { code: 'import_failed', detail: 'The import failed again and again.' };
}
