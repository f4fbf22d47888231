import type { Database } from '../../database/create-database.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { Clock } from '../../shared/clock.js';
import { SessionAdministration } from './session-administration.js';
import { SessionReadModel } from './session-read-model.js';
import { sessionRoutes } from './session-routes.js';
import type { SessionService } from './session-service.js';
import type { UserRepository } from './user-repository.js';

interface SessionRoutesDeps {
  readonly database: Pick<Database, 'tenantDb'>;
  readonly clock: Clock;
  readonly sessions: SessionService;
  readonly users: UserRepository;
}

/** Wires the operations by which sessions are seen and ended. */
export function createSessionRoutes({
  database,
  clock,
  sessions,
  users,
}: SessionRoutesDeps): AnyRoute[] {
  const live = new SessionReadModel(database.tenantDb);
  return sessionRoutes(new SessionAdministration({ sessions, live, users, clock }));
}
