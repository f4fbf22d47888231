import { unauthenticated, unprocessable } from '../../shared/errors.js';
import type { UserRow } from './auth-types.js';
import type { LoginThrottle } from './login-throttle.js';
import type { PasswordHasher } from './password-hasher.js';
import type { UserRepository } from './user-repository.js';

interface PasswordProofDeps {
  readonly users: Pick<UserRepository, 'find' | 'findCredentials'>;
  readonly hasher: PasswordHasher;
  readonly throttle: LoginThrottle;
}

/** Lets somebody who is logged in prove his password again, before he changes how he logs in. */
export class PasswordProof {
  constructor(private readonly deps: PasswordProofDeps) {}

  /**
   * Answers whose password it is; hashes, so not inside a unit of work. Throws 422
   * `wrong_password`, which counts as a failed log-in, and 429 `too_many_attempts`.
   */
  async require(userId: string, password: string, clientAddress: string): Promise<UserRow> {
    const { users, throttle } = this.deps;
    const user = await users.find(userId);
    if (user === undefined) throw unauthenticated();
    const proven = await throttle.guard(user.email, clientAddress, () =>
      this.verify(user, password),
    );
    if (proven !== undefined) return proven;
    throw unprocessable('wrong_password', 'This is not your password.', '/password');
  }

  private async verify(user: UserRow, password: string): Promise<UserRow | undefined> {
    const { users, hasher } = this.deps;
    const credentials = await users.findCredentials(user.email);
    const matches = await hasher.verify(credentials?.passwordHash ?? hasher.decoy, password);
    return matches && credentials?.id === user.id ? user : undefined;
  }
}
