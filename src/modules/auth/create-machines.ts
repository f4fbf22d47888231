import type { Database } from '../../database/create-database.js';
import type { Logger } from '../../observability/logger.js';
import type { AuditTrail } from '../../shared/audit-trail.js';
import type { Clock } from '../../shared/clock.js';
import type { ClientKind, Role } from '../../shared/principal.js';
import type { AccessTokens } from './access-tokens.js';
import { ApiClientRepository } from './api-client-repository.js';
import { hashClientSecret } from './api-client-secret.js';
import { ApiClientService, toClientAccess } from './api-client-service.js';
import { Authenticator } from './authenticator.js';
import { ClientAccessCache } from './client-access-cache.js';
import { ClientAudit } from './client-audit.js';
import { ClientCredentialsService } from './client-credentials-service.js';
import { ClientThrottle } from './client-throttle.js';
import { createTokenVerifier } from './create-token-verifier.js';
import type { FailureLimit } from './failure-limit.js';
import type { OutsideIssuerSource } from './outside-issuer.js';
import type { UserAccessCache } from './user-access-cache.js';
import type { UserRepository } from './user-repository.js';

interface MachinesDeps {
  readonly database: Pick<Database, 'tenantDb' | 'unitOfWork'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly audit: AuditTrail;
  readonly tokens: AccessTokens;
  readonly outsideIssuers?: readonly OutsideIssuerSource[] | undefined;
  readonly users: UserRepository;
  /** What people may do, beside the programs. */
  readonly access: UserAccessCache;
  readonly scopesOf: (role: Role) => ReadonlySet<string>;
  readonly limit: FailureLimit;
  readonly scopesOfKind: (kind: ClientKind) => ReadonlySet<string>;
  readonly opsClientSecret?: string | undefined;
}

/** Programs: who they are and how they prove it; and who is calling, person or program. */
export interface Machines {
  readonly authenticator: Authenticator;
  readonly clients: ApiClientService;
  readonly credentials: ClientCredentialsService;
}

/** Wires the programs, and what tells callers apart. */
export function createMachines(deps: MachinesDeps): Machines {
  const { clock, logger, scopesOfKind } = deps;
  const { tenantDb, unitOfWork } = deps.database;
  const clients = new ApiClientRepository(tenantDb);
  const known = new ClientAccessCache({
    clock,
    byId: async (clientId) => {
      const row = await clients.findById(clientId);
      return row && toClientAccess(row, scopesOfKind);
    },
    byKey: async (key) => {
      const row = await clients.findBySecret(hashClientSecret(key), clock.now());
      return row && row.kind !== 'integration' ? toClientAccess(row, scopesOfKind) : undefined;
    },
  });
  const { tokens } = deps;
  return {
    authenticator: new Authenticator({
      ...deps,
      tokens: createTokenVerifier(deps),
      clients: known,
    }),
    clients: new ApiClientService({
      ...{ unitOfWork, clients, clock },
      access: known,
      scopesOf: scopesOfKind,
    }),
    credentials: new ClientCredentialsService({
      ...{ clients, access: known, tokens, clock, logger },
      throttle: new ClientThrottle(deps.limit),
      audit: new ClientAudit({ trail: deps.audit, logger }),
      opsClientSecret: deps.opsClientSecret,
    }),
  };
}
