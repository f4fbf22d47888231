import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { normalizePhone } from './contact-points.js';
import { customerCreated, profileUpdated } from './customer-events.js';
import type { CustomerRepository } from './customer-repository.js';
import type { Channel, CustomerIntake, CustomerRow } from './customer-types.js';
import type { IdentityRepository } from './identity-repository.js';
import { contactPointsOf, newCustomer } from './new-customer.js';

interface CustomerIntakeDeskDeps {
  readonly repository: CustomerRepository;
  readonly identities: IdentityRepository;
  readonly unitOfWork: UnitOfWork;
  readonly events: EventPublisher;
  readonly clock: Clock;
}

/** Who it was, and whether nobody had heard of them before. */
export interface IntakeResult {
  readonly customerId: string;
  readonly created: boolean;
}

/**
 * Turns a contact into one customer: the one that the e-mail leads to, else the one that the
 * phone leads to, else a new one (docs/domain.md, Duplicates). What is new of a known customer is
 * added to the profile; nothing that is there is replaced.
 */
export class CustomerIntakeDesk {
  constructor(private readonly deps: CustomerIntakeDeskDeps) {}

  /** Links or creates; two at once with the same contact point make one customer. */
  async resolve(intake: CustomerIntake, pointer = '/customer'): Promise<IntakeResult> {
    const { unitOfWork, identities, clock } = this.deps;
    const candidate = newCustomer(entered(intake, pointer), clock.now());
    return unitOfWork.run(async () => {
      const owners = await identities.claim(candidate.id, contactPointsOf(candidate));
      const customerId = owners.map((owner) => owner.customerId).find((id) => id !== candidate.id);
      if (customerId === undefined) {
        await this.create(candidate, intake.channel);
        return { customerId: candidate.id, created: true };
      }
      for (const point of owners) {
        if (point.customerId === candidate.id) await identities.reassign(point, customerId);
      }
      await this.complete(customerId, candidate, intake.channel);
      return { customerId, created: false };
    });
  }

  private async create(customer: CustomerRow, channel: Channel | undefined): Promise<void> {
    await this.deps.repository.insert(customer);
    await this.deps.events.publish(customerCreated(customer.id, channel));
  }

  private async complete(
    customerId: string,
    candidate: CustomerRow,
    channel: Channel | undefined,
  ): Promise<void> {
    const { repository, events } = this.deps;
    const before = await repository.lock(customerId);
    if (before === undefined) throw new Error('A contact point leads to a customer who is gone.');
    const additions = additionsTo(before, candidate);
    const changes = Object.keys(additions);
    if (changes.length === 0) return;
    const { updatedAt } = candidate;
    const after = { ...before, ...additions, updatedAt, version: before.version + 1 };
    await repository.update(before, after);
    await events.publish(profileUpdated(after, changes, channel));
  }
}

/** What was said, as staff would have entered it. */
function entered({ firstName, lastName, email, phone, channel }: CustomerIntake, pointer: string) {
  return {
    ...{ firstName, lastName, channel },
    emails: email === undefined ? [] : [{ address: email }],
    phones: phone === undefined ? [] : [{ number: normalizePhone(phone, `${pointer}/phone`) }],
  };
}

type Additions = Partial<
  Pick<CustomerRow, 'firstName' | 'lastName' | 'emails' | 'phones' | 'channels'>
>;

/** What the candidate knows and the profile does not. */
function additionsTo(profile: CustomerRow, candidate: CustomerRow): Additions {
  const { firstName, lastName } = candidate;
  const emails = missing(candidate.emails, profile.emails, ({ address }) => address);
  const phones = missing(candidate.phones, profile.phones, ({ number }) => number);
  const channels = missing(candidate.channels, profile.channels, (channel) => channel);
  return {
    ...(profile.firstName === null && firstName !== null && { firstName }),
    ...(profile.lastName === null && lastName !== null && { lastName }),
    ...(emails.length > 0 && { emails: [...profile.emails, ...emails] }),
    ...(phones.length > 0 && { phones: [...profile.phones, ...phones] }),
    ...(channels.length > 0 && { channels: [...profile.channels, ...channels] }),
  };
}

function missing<T>(given: readonly T[], present: readonly T[], keyOf: (item: T) => string): T[] {
  const known = new Set(present.map(keyOf));
  return given.filter((item) => !known.has(keyOf(item)));
}
