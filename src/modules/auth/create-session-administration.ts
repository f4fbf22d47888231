import type { Database } from '../../database/create-database.js';
import type { Clock } from '../../shared/clock.js';
import { SessionAdministrationService } from './session-administration-service.js';
import { SessionReadModel } from './session-read-model.js';
import type { SessionService } from './session-service.js';
import type { UserRepository } from './user-repository.js';

interface SessionAdministrationDeps {
  readonly database: Pick<Database, 'tenantDb'>;
  readonly clock: Clock;
  readonly sessions: SessionService;
  readonly users: UserRepository;
}

/** Wires what sees and ends sessions. */
export function createSessionAdministration(
  deps: SessionAdministrationDeps,
): SessionAdministrationService {
  const { database, clock, sessions, users } = deps;
  const live = new SessionReadModel(database.tenantDb);
  return new SessionAdministrationService({ sessions, live, users, clock });
}
