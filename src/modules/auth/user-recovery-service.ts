import type { UnitOfWork } from '../../database/unit-of-work.js';
import { conflict, forbidden, notFound } from '../../shared/errors.js';
import type { UserPrincipal } from '../../shared/principal.js';
import type { InvitationService } from './invitation-service.js';
import type { IssuedToken } from './one-time-tokens.js';
import type { PasswordService } from './password-service.js';
import type { SecondFactorService } from './second-factor-service.js';
import type { UserAccountRepository } from './user-account-repository.js';
import type { UserAccount } from './user-account.js';
import { requireMayChange } from './user-policy.js';

interface UserRecoveryServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly accounts: Pick<UserAccountRepository, 'lock'>;
  readonly invitations: Pick<InvitationService, 'invite'>;
  readonly passwords: Pick<PasswordService, 'issueReset'>;
  readonly secondFactors: Pick<SecondFactorService, 'resetFor'>;
}

/**
 * Lets people in who have not been in yet, or have lost what they log in with. Nobody does it for
 * himself: he would not have to prove what he knows.
 */
export class UserRecoveryService {
  constructor(private readonly deps: UserRecoveryServiceDeps) {}

  /**
   * Invites once more; the earlier token ends. Throws 404 `user_not_found`, 403 `user_forbidden`,
   * and 409 `user_disabled` and `password_already_set`.
   */
  async invite(principal: UserPrincipal, userId: string): Promise<IssuedToken> {
    return this.deps.unitOfWork.run(async () => {
      const account = await this.requireEnabled(principal, userId);
      if (!account.hasPassword) return this.deps.invitations.invite(account);
      throw conflict('password_already_set', 'This user has chosen a password already.');
    });
  }

  /**
   * A token to choose a new password with, by mail and for the one who asks. Throws 404
   * `user_not_found`, 403 `own_rights` and 409 `user_disabled`.
   */
  async resetPassword(principal: UserPrincipal, userId: string): Promise<IssuedToken> {
    requireSomebodyElse(principal, userId);
    return this.deps.unitOfWork.run(async () => {
      const account = await this.requireEnabled(principal, userId);
      return this.deps.passwords.issueReset(account);
    });
  }

  /**
   * Takes the second factor away, if there is one, and ends all sessions. Throws 404
   * `user_not_found` and 403 `own_rights`.
   */
  async resetSecondFactor(principal: UserPrincipal, userId: string): Promise<void> {
    requireSomebodyElse(principal, userId);
    await this.deps.unitOfWork.run(async () => {
      const { id } = await this.require(principal, userId);
      await this.deps.secondFactors.resetFor(id);
    });
  }

  private async requireEnabled(principal: UserPrincipal, userId: string): Promise<UserAccount> {
    const account = await this.require(principal, userId);
    if (account.disabledAt === undefined) return account;
    throw conflict('user_disabled', 'This user is disabled.');
  }

  private async require(principal: UserPrincipal, userId: string): Promise<UserAccount> {
    const account = await this.deps.accounts.lock(userId);
    if (account === undefined) throw notFound('user');
    requireMayChange(principal, account);
    return account;
  }
}

function requireSomebodyElse(principal: UserPrincipal, userId: string): void {
  if (principal.userId !== userId.toLowerCase()) return;
  throw forbidden('own_rights', 'Somebody else has to do this for you.');
}
