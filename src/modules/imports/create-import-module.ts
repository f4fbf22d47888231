import type { Database } from '../../database/create-database.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { JobHandler, Schedule } from '../../jobs/job.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Clock } from '../../shared/clock.js';
import { operationSchema, presentOperation } from '../operations/index.js';
import type { OperationService } from '../operations/index.js';
import type { ShowroomService } from '../showrooms/index.js';
import type { VehicleImportService } from '../vehicles/index.js';
import { GOOGLE_FEED, META_FEED } from './feed-format-rules.js';
import { FeedReadModel } from './feed-read-model.js';
import { feedRoutes } from './feed-routes.js';
import { FeedService } from './feed-service.js';
import { ImportBatches } from './import-batch.js';
import { ImportChunkRepository } from './import-chunk-repository.js';
import { ImportEnding } from './import-ending.js';
import { importJob, orphanSchedule } from './import-jobs.js';
import { ImportReadModel } from './import-read-model.js';
import { ImportRepository } from './import-repository.js';
import { importRoutes } from './import-routes.js';
import { ImportRunner } from './import-runner.js';
import { ImportService } from './import-service.js';
import { ShowroomFinder } from './import-showrooms.js';

interface ImportModuleDeps {
  readonly database: Database;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  readonly clock: Clock;
  readonly showrooms: Pick<ShowroomService, 'requireAccess' | 'all'>;
  readonly vehicles: VehicleImportService;
  readonly operations: OperationService;
}

/** Imports as the rest of the product sees them. */
export interface ImportModule {
  readonly routes: readonly AnyRoute[];
  readonly jobs: readonly JobHandler[];
  readonly schedules: readonly Schedule[];
}

/** Wires the imports. */
export function createImportModule(deps: ImportModuleDeps): ImportModule {
  const { database, jobs, clock, showrooms, vehicles, operations } = deps;
  const { tenantDb, unitOfWork } = database;
  const repository = new ImportRepository(tenantDb, clock);
  const chunks = new ImportChunkRepository(tenantDb, clock);
  const shared = { repository, chunks, operations, unitOfWork, clock };
  const ending = new ImportEnding({ ...shared, jobs });
  const runner = new ImportRunner({
    ...{ ...shared, vehicles, ending },
    batches: new ImportBatches({ repository, vehicles }),
    showrooms: new ShowroomFinder(showrooms),
  });
  const readModel = new ImportReadModel(tenantDb);
  const service = new ImportService({ ...shared, readModel, ending, showrooms });
  const feeds = new FeedService({ readModel: new FeedReadModel(tenantDb, clock), showrooms });
  return {
    routes: [
      ...importRoutes(service, presentOperation, operationSchema),
      ...feedRoutes(feeds, { google: GOOGLE_FEED, meta: META_FEED }),
    ],
    jobs: [importJob(runner, ending)],
    schedules: [orphanSchedule({ chunks, unitOfWork, clock })],
  };
}
