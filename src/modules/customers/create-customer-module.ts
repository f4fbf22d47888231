import type { Database } from '../../database/create-database.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { FrameEnricher } from '../../realtime/realtime-ports.js';
import type { Clock } from '../../shared/clock.js';
import { customerFrames } from './customer-frames.js';
import { CustomerIntakeDesk } from './customer-intake.js';
import { defineCustomerModel } from './customer-model.js';
import { CustomerReadModel } from './customer-read-model.js';
import { CustomerRepository } from './customer-repository.js';
import { customerRoutes } from './customer-routes.js';
import { CustomerService } from './customer-service.js';
import { IdentityRepository } from './identity-repository.js';

interface CustomerModuleDeps {
  readonly database: Database;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** Customers as the rest of the product sees them. */
export interface CustomerModule {
  readonly service: CustomerService;
  readonly routes: readonly AnyRoute[];
  /** Names and interests for frames on their way to staff. */
  readonly frameEnrichers: readonly FrameEnricher[];
}

/** Wires customers. */
export function createCustomerModule(deps: CustomerModuleDeps): CustomerModule {
  const { database, events, clock } = deps;
  const { sequelize, tenantDb, unitOfWork } = database;
  const repository = new CustomerRepository({ model: defineCustomerModel(sequelize), tenantDb });
  const identities = new IdentityRepository(tenantDb);
  const shared = { repository, identities, unitOfWork, events, clock };
  const service = new CustomerService({
    ...shared,
    readModel: new CustomerReadModel(tenantDb),
    intakeDesk: new CustomerIntakeDesk(shared),
  });
  return {
    service,
    routes: customerRoutes(service),
    frameEnrichers: [customerFrames(repository)],
  };
}
