import type { Database } from '../../database/create-database.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { Schedule } from '../../jobs/job.js';
import type { Logger } from '../../observability/logger.js';
import type { AuditTrail } from '../../shared/audit-trail.js';
import type { Clock } from '../../shared/clock.js';
import { AuditChainRepository } from './audit-chain-repository.js';
import { auditSealSchedule } from './audit-jobs.js';
import { AuditReadModel } from './audit-read-model.js';
import { AuditRepository } from './audit-repository.js';
import { auditRoutes } from './audit-routes.js';
import { AuditSealer } from './audit-sealer.js';
import { AuditService } from './audit-service.js';
import { AuditVerifier } from './audit-verifier.js';

interface AuditModuleDeps {
  readonly database: Pick<Database, 'tenantDb' | 'unitOfWork'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Who did what, so that nobody can deny it (docs/audit.md). */
export interface AuditModule {
  /** For everybody who does something that has to be remembered. */
  readonly trail: AuditTrail;
  readonly sealer: AuditSealer;
  readonly verifier: AuditVerifier;
  readonly routes: readonly AnyRoute[];
  readonly schedules: readonly Schedule[];
}

/** Wires the folder. */
export function createAuditModule({ database, clock, logger }: AuditModuleDeps): AuditModule {
  const { tenantDb, unitOfWork } = database;
  const chains = new AuditChainRepository(tenantDb);
  const service = new AuditService({
    repository: new AuditRepository(tenantDb),
    readModel: new AuditReadModel(tenantDb),
    clock,
  });
  const sealer = new AuditSealer({ chains, unitOfWork, clock, logger });
  return {
    trail: service,
    sealer,
    verifier: new AuditVerifier({ chains, clock }),
    routes: auditRoutes(service),
    schedules: [auditSealSchedule(sealer)],
  };
}
