import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { UserPrincipal } from '../../shared/principal.js';
import type { NewUser } from './auth-types.js';
import type { InvitationService } from './invitation-service.js';
import type { UserAccountRepository } from './user-account-repository.js';
import type { NewAccount } from './user-account.js';
import { distinctIds } from './user-changes.js';
import type { PreparedUser, UserCreation } from './user-creation.js';
import { requireMayGrant } from './user-policy.js';
import type { UserService } from './user-service.js';

interface NewAccountServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly creation: UserCreation;
  readonly accounts: Pick<UserAccountRepository, 'find'>;
  readonly users: Pick<UserService, 'requireShowrooms'>;
  readonly invitations: Pick<InvitationService, 'invite'>;
}

/** Makes accounts in the name of those who administer them. */
export class NewAccountService {
  constructor(private readonly deps: NewAccountServiceDeps) {}

  /**
   * Checks and hashes, before the unit of work. Throws 403 `role_forbidden` and
   * `showroom_forbidden`, 422 `invalid_phone`, `showroom_not_found`, `showroom_required` and
   * `admin_with_showrooms`, and as `PasswordPolicy` does.
   */
  async prepare(principal: UserPrincipal, input: NewUser): Promise<PreparedUser> {
    const { creation, users } = this.deps;
    const wanted = { ...input, showroomIds: distinctIds(input.showroomIds) };
    await users.requireShowrooms(wanted.showroomIds);
    requireMayGrant(principal, wanted);
    return creation.prepare(wanted);
  }

  /**
   * Writes what was prepared; who has no password is invited. Throws 409 `email_taken` and 422
   * `showroom_not_found`.
   */
  async create(prepared: PreparedUser): Promise<NewAccount> {
    const { unitOfWork, creation, accounts, invitations } = this.deps;
    return unitOfWork.run(async () => {
      const user = await creation.save(prepared);
      const account = await accounts.find(user.id);
      if (account === undefined) throw new Error('A user who was just made is not there.');
      return account.hasPassword
        ? { account }
        : { account, invitation: await invitations.invite(account) };
    });
  }
}
