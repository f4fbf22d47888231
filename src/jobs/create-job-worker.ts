import { bindList } from '../database/bind-list.js';
import type { Database } from '../database/create-database.js';
import type { Logger } from '../observability/logger.js';
import { asOrganization, asSystem, runInContext } from '../observability/request-context.js';
import type { Clock } from '../shared/clock.js';
import { ClaimTable } from './claim-table.js';
import type { Claim } from './claim-table.js';
import { ClaimWorker } from './claim-worker.js';
import type { Work } from './claim-worker.js';
import { byUniqueName } from './by-unique-name.js';
import type { DueJob, JobHandler } from './job.js';
import type { WorkMetrics } from './work-metrics.js';

interface JobWorkerDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: WorkMetrics;
  readonly handlers: readonly JobHandler[];
  readonly concurrency: number;
  readonly idleMs: number;
}

interface JobRow {
  readonly id: string;
  readonly type: string;
  readonly organizationId: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Does the jobs of these handlers' types when they are due; others are left to other processes. */
export function createJobWorker(deps: JobWorkerDeps): ClaimWorker | undefined {
  const { database, clock, logger, metrics, concurrency, idleMs } = deps;
  const handlers = byUniqueName(deps.handlers, (handler) => handler.type);
  if (handlers.size === 0) return undefined;
  const types = bindList('type', [...handlers.keys()]);
  const table = new ClaimTable({
    database,
    clock,
    table: 'jobs',
    condition: `work.type IN (${types.sql})`,
    bind: types.bind,
  });
  const load = (claims: readonly Claim[]): Promise<Work[]> => loadJobs(database, handlers, claims);
  return new ClaimWorker({
    queue: 'jobs',
    table,
    load,
    database,
    logger,
    metrics,
    concurrency,
    idleMs,
  });
}

async function loadJobs(
  database: Database,
  handlers: ReadonlyMap<string, JobHandler>,
  claims: readonly Claim[],
): Promise<Work[]> {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  const ids = bindList('id', [...byId.keys()]);
  const rows = await database.rawDb.select<JobRow>(
    `SELECT id, type, organization_id AS organizationId, payload FROM jobs
     WHERE id IN (${ids.sql})`,
    ids.bind,
  );
  return rows.flatMap((row) => {
    const [claim, handler] = [byId.get(row.id), handlers.get(row.type)];
    return claim === undefined || handler === undefined ? [] : [workOf(row, claim, handler)];
  });
}

function workOf(row: JobRow, claim: Claim, handler: JobHandler): Work {
  const { id, type, organizationId, payload } = row;
  const job: DueJob = {
    id,
    type,
    payload,
    attempts: claim.attempts,
    ...(organizationId === null ? {} : { organizationId }),
  };
  return {
    claim,
    name: type,
    inContext: (fn) =>
      runInContext({ requestId: id }, () =>
        organizationId === null ? asSystem(`job ${type}`, fn) : asOrganization(organizationId, fn),
      ),
    prepare: async () => handler.prepare?.(job),
    handle: (prepared) => handler.handle(job, prepared),
  };
}
