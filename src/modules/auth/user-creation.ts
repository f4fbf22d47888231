import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { Clock } from '../../shared/clock.js';
import { unprocessable } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import { toE164 } from '../../shared/phone.js';
import type { NewUser, UserRow } from './auth-types.js';
import type { PasswordPolicy } from './password-policy.js';
import type { UserInsert, UserRepository } from './user-repository.js';

interface UserCreationDeps {
  readonly unitOfWork: UnitOfWork;
  readonly users: UserRepository;
  readonly policy: PasswordPolicy;
  readonly events: Pick<EventPublisher, 'publish'>;
  readonly clock: Clock;
}

/** A user ready to be written: checked, and with the password hashed. */
export interface PreparedUser {
  readonly insert: UserInsert;
  readonly showroomIds: readonly string[];
}

/** Makes users in two steps, because hashing has no place inside a transaction. */
export class UserCreation {
  constructor(private readonly deps: UserCreationDeps) {}

  /**
   * Checks and hashes; throws 422 `invalid_phone`, and as `PasswordPolicy` does. The name of the
   * organization is needed while it is not there yet. Refuses to run inside a unit of work.
   */
  async prepare(input: NewUser, organizationName?: string): Promise<PreparedUser> {
    const { unitOfWork, policy, clock } = this.deps;
    if (unitOfWork.isActive()) throw new Error('A password is hashed before the unit of work.');
    const phone = input.phone === undefined ? {} : { phone: requirePhone(input.phone) };
    const email = normalizeEmail(input.email);
    const { password } = input;
    const insert = {
      id: newId(),
      email,
      name: input.name,
      ...phone,
      role: input.role,
      ...(password === undefined
        ? {}
        : { passwordHash: await policy.hash(password, { email, organizationName }) }),
      createdAt: clock.now(),
    };
    return { insert, showroomIds: [...new Set(input.showroomIds)] };
  }

  /** Writes; inside a unit of work. Throws 409 `email_taken` and 422 `showroom_not_found`. */
  async save({ insert, showroomIds }: PreparedUser): Promise<UserRow> {
    const { users, events } = this.deps;
    const user = await users.insert(insert);
    const granted = await users.grantShowrooms(user.id, showroomIds);
    if (granted !== showroomIds.length) throw unknownShowroom();
    const data = { userId: user.id, role: user.role, showroomIds };
    await events.publish({
      stream: 'user',
      streamId: user.id,
      type: 'user.created',
      data,
      version: 1,
    });
    return user;
  }
}

/** E-mail addresses are stored and compared in lower case (docs/domain.md). */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

function requirePhone(phone: string): string {
  const number = toE164(phone);
  if (number !== undefined) return number;
  throw unprocessable('invalid_phone', 'This is not a phone number.', '/phone');
}

function unknownShowroom(): Error {
  const detail = 'One of the showrooms does not exist.';
  return unprocessable('showroom_not_found', detail, '/showroomIds');
}
