import type { Database } from '../../database/create-database.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { AuditTrail } from '../../shared/audit-trail.js';
import type { Clock } from '../../shared/clock.js';
import type { Passwords } from './create-passwords.js';
import { NewAccountService } from './new-account-service.js';
import type { SecondFactorService } from './second-factor-service.js';
import type { SessionService } from './session-service.js';
import type { UserAccessCache } from './user-access-cache.js';
import { UserAccountRepository } from './user-account-repository.js';
import type { UserCreation } from './user-creation.js';
import { UserListReadModel } from './user-list-read-model.js';
import { UserRecoveryService } from './user-recovery-service.js';
import { UserService } from './user-service.js';

/** What the accounts are built on. */
export interface UsersDeps {
  readonly database: Pick<Database, 'tenantDb' | 'unitOfWork'>;
  readonly events: Pick<EventPublisher, 'publish'>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly creation: UserCreation;
  readonly sessions: Pick<SessionService, 'endAll'>;
  readonly access: Pick<UserAccessCache, 'forgetUser'>;
  readonly passwords: Pick<Passwords, 'passwords' | 'invitations'>;
  readonly secondFactors: Pick<SecondFactorService, 'resetFor'>;
}

/** The accounts: as they are read and changed, as they begin, and what helps their owners in. */
export interface Users {
  readonly service: UserService;
  readonly newAccounts: NewAccountService;
  readonly recovery: UserRecoveryService;
}

/** Wires the accounts. */
export function createUsers(deps: UsersDeps): Users {
  const { tenantDb, unitOfWork } = deps.database;
  const accounts = new UserAccountRepository(tenantDb);
  const basis = { ...deps, ...deps.passwords, unitOfWork, accounts };
  const service = new UserService({ ...basis, readModel: new UserListReadModel(tenantDb) });
  return {
    service,
    newAccounts: new NewAccountService({ ...basis, users: service }),
    recovery: new UserRecoveryService(basis),
  };
}
