import type { Database } from '../../database/create-database.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { RoomRule } from '../../realtime/realtime-ports.js';
import type { Clock } from '../../shared/clock.js';
import { ShowroomCache } from './showroom-cache.js';
import { ShowroomReadModel } from './showroom-read-model.js';
import { showroomRoomRule } from './showroom-realtime.js';
import { ShowroomRepository } from './showroom-repository.js';
import { showroomRoutes } from './showroom-routes.js';
import { ShowroomService } from './showroom-service.js';
import type { Showroom } from './showroom-types.js';

export interface ShowroomModuleDeps {
  readonly database: Pick<Database, 'sequelize' | 'tenantDb' | 'unitOfWork'>;
  readonly events: Pick<EventPublisher, 'publish'>;
  readonly clock: Clock;
}

/** The rooftops of a dealer group. */
export interface ShowroomModule {
  readonly service: ShowroomService;
  readonly routes: readonly AnyRoute[];
  readonly roomRules: readonly RoomRule[];
}

/** Wires the folder. */
export function createShowroomModule(deps: ShowroomModuleDeps): ShowroomModule {
  const { clock, events } = deps;
  const { tenantDb, unitOfWork } = deps.database;
  const showrooms = new ShowroomRepository(deps.database);
  const readModel = new ShowroomReadModel(tenantDb);
  const load = (id: string): Promise<Showroom | undefined> =>
    unitOfWork.isActive() ? showrooms.findWithoutSnapshot(id) : showrooms.find(id);
  const cache = new ShowroomCache({ clock, load });
  const service = new ShowroomService({
    unitOfWork,
    showrooms,
    readModel,
    cache,
    events,
    clock,
  });
  // Asked for every socket again and again: what is five seconds old will do.
  const rule = showroomRoomRule({ find: (id) => cache.get(id) });
  return { service, routes: showroomRoutes(service), roomRules: [rule] };
}
