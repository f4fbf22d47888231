import type { Database } from '../../database/create-database.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { Logger } from '../../observability/logger.js';
import type { Clock } from '../../shared/clock.js';
import type { SealedBox } from '../../shared/sealed-box.js';
import { AccessPolicyRepository } from './access-policy-repository.js';
import { AccessPolicyService } from './access-policy-service.js';
import type { AccessTokens } from './access-tokens.js';
import { CodeCheck } from './code-check.js';
import { CodeThrottle } from './code-throttle.js';
import type { FailureLimit } from './failure-limit.js';
import type { LoginThrottle } from './login-throttle.js';
import type { PasswordHasher } from './password-hasher.js';
import { PasswordProof } from './password-proof.js';
import { SecondFactorRepository } from './second-factor-repository.js';
import { SecondFactorService } from './second-factor-service.js';
import type { SessionService } from './session-service.js';
import { SessionTokens } from './session-tokens.js';
import { TotpSecrets } from './totp-secrets.js';
import type { UserRepository } from './user-repository.js';

/** What second factors are built on. */
export interface SecondFactorDeps {
  readonly database: Pick<Database, 'tenantDb' | 'unitOfWork'>;
  readonly events: Pick<EventPublisher, 'publish'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly sealedBox: SealedBox;
  readonly users: UserRepository;
  readonly hasher: PasswordHasher;
  readonly sessions: Pick<SessionService, 'endAll'>;
  readonly tokens: AccessTokens;
  readonly throttle: LoginThrottle;
  readonly limit: FailureLimit;
}

/** The second factor: what log-in asks, what its owner does, what others may undo. */
export interface SecondFactor {
  readonly codes: CodeCheck;
  readonly service: SecondFactorService;
  /** Sessions whose owner lacks one get tokens to enrol it. */
  readonly tokens: SessionTokens;
  /** Of whom one is asked. */
  readonly policy: AccessPolicyService;
}

/** Wires the second factor. */
export function createSecondFactor(deps: SecondFactorDeps): SecondFactor {
  const { clock, events, limit } = deps;
  const { tenantDb, unitOfWork } = deps.database;
  const basis = {
    ...{ unitOfWork, events, clock },
    factors: new SecondFactorRepository(tenantDb),
    secrets: new TotpSecrets(deps.sealedBox),
    throttle: new CodeThrottle(limit),
  };
  const codes = new CodeCheck(basis);
  const service = new SecondFactorService({
    ...{ ...basis, codes },
    passwords: new PasswordProof(deps),
    sessions: deps.sessions,
    logger: deps.logger,
  });
  const policies = new AccessPolicyRepository(tenantDb);
  const policy = new AccessPolicyService({ unitOfWork, policies });
  const tokens = new SessionTokens({ tokens: deps.tokens, policy });
  return { codes, service, tokens, policy };
}
