import { invalidRequest, unprocessable } from '../../shared/errors.js';
import type { OrganizationRepository } from './organization-repository.js';
import type { PasswordHasher } from './password-hasher.js';
import { passwordFault } from './password-rules.js';
import type { PasswordContext, PasswordFault } from './password-rules.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password-types.js';

interface PasswordPolicyDeps {
  readonly hasher: Pick<PasswordHasher, 'hash'>;
  readonly organizations: Pick<OrganizationRepository, 'currentName'>;
}

const DETAILS: Readonly<Record<PasswordFault, string>> = {
  password_length: `A password has ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters.`,
  password_too_common: 'This password is among those that are tried first.',
  password_too_personal: 'A password must not be your address, or a name that is known.',
};

/** The one way from a password that somebody chose to the hash that is kept. */
export class PasswordPolicy {
  constructor(private readonly deps: PasswordPolicyDeps) {}

  /**
   * The hash of a password that is good enough, for somebody of the current organization. Throws
   * 400 for its length, 422 `password_too_common` and `password_too_personal`, at `pointer`.
   * Hashes, and so has no place inside a unit of work.
   */
  async hash(password: string, about: PasswordContext, pointer = '/password'): Promise<string> {
    const { hasher, organizations } = this.deps;
    const organizationName = about.organizationName ?? (await organizations.currentName());
    const fault = passwordFault(password, { ...about, organizationName });
    if (fault === 'password_length') {
      throw invalidRequest([{ pointer, code: fault, detail: DETAILS[fault] }]);
    }
    if (fault !== undefined) throw unprocessable(fault, DETAILS[fault], pointer);
    return hasher.hash(password);
  }
}
