import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { notFound } from '../../shared/errors.js';
import type { Page } from '../../shared/pagination.js';
import { customerCreated } from './customer-events.js';
import type { CustomerIntakeDesk, IntakeResult } from './customer-intake.js';
import type { CustomerReadModel } from './customer-read-model.js';
import type { CustomerRepository } from './customer-repository.js';
import { NO_INTERESTS, displayName } from './customer-types.js';
import type {
  CustomerFilters,
  CustomerIntake,
  CustomerListQuery,
  CustomerRow,
  Interests,
  NewCustomer,
} from './customer-types.js';
import type { IdentityRepository } from './identity-repository.js';
import { contactPointsOf, newCustomer } from './new-customer.js';

interface CustomerServiceDeps {
  readonly repository: CustomerRepository;
  readonly readModel: CustomerReadModel;
  readonly identities: IdentityRepository;
  readonly intakeDesk: CustomerIntakeDesk;
  readonly unitOfWork: UnitOfWork;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** One profile a person, for the whole dealer group. */
export class CustomerService {
  constructor(private readonly deps: CustomerServiceDeps) {}

  /**
   * Adds a customer as entered, also where a contact point is known already: who is the same
   * person is for staff to say. Throws 422 `invalid_phone`.
   */
  async create(input: NewCustomer): Promise<CustomerRow> {
    const { unitOfWork, identities, repository, events, clock } = this.deps;
    const customer = newCustomer(input, clock.now());
    return unitOfWork.run(async () => {
      await identities.claim(customer.id, contactPointsOf(customer));
      await repository.insert(customer);
      await events.publish(customerCreated(customer.id, input.channel));
      return customer;
    });
  }

  /** The customer; 404 when the organization has none of this id. */
  async require(customerId: string): Promise<CustomerRow> {
    const row = await this.deps.repository.find(customerId);
    if (row === undefined) throw notFound('customer');
    return row;
  }

  /** One page of the group's customers, the newest first. */
  async list(query: CustomerListQuery): Promise<Page<CustomerRow>> {
    return this.deps.readModel.list(query);
  }

  /** How many customers of the group fit. */
  async count(filters: CustomerFilters): Promise<number> {
    return this.deps.readModel.count(filters);
  }

  /**
   * The customer behind a contact, known or new. Call it inside a unit of work and **before any
   * plain read of that run**: it waits for others with the same contact point, and what was read
   * before them would be out of date. `pointer` is where e-mail and phone stand in the body.
   * Throws 422 `invalid_phone`.
   */
  async resolveForIntake(intake: CustomerIntake, pointer?: string): Promise<IntakeResult> {
    return this.deps.intakeDesk.resolve(intake, pointer);
  }

  /** Interests of the profile; none for somebody unknown. */
  async interestsOf(customerId: string): Promise<Interests> {
    const [glimpse] = await this.deps.repository.glimpses([customerId]);
    return glimpse?.interests ?? NO_INTERESTS;
  }

  /** First and last names by id; those without a name are absent. */
  async namesOf(customerIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const glimpses = await this.deps.repository.glimpses(customerIds);
    const names = new Map<string, string>();
    for (const glimpse of glimpses) {
      const name = displayName(glimpse);
      if (name !== undefined) names.set(glimpse.id, name);
    }
    return names;
  }
}
