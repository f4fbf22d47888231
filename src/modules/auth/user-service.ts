import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { AuditTrail } from '../../shared/audit-trail.js';
import type { Clock } from '../../shared/clock.js';
import { forbidden, notFound, staleVersion, unprocessable } from '../../shared/errors.js';
import type { Page } from '../../shared/pagination.js';
import { mayEnterShowroom } from '../../shared/principal.js';
import type { Principal, UserPrincipal } from '../../shared/principal.js';
import type { SessionService } from './session-service.js';
import type { UserAccessCache } from './user-access-cache.js';
import type { UserAccountRepository } from './user-account-repository.js';
import type { UserAccount, UserField, UserFilters, UserPatch } from './user-account.js';
import { changedFields, changesRights, patched } from './user-changes.js';
import type { UserListQuery, UserListReadModel } from './user-list-read-model.js';
import {
  isActiveAdmin,
  lastAdmin,
  requireMayChange,
  requireMayGrant,
  requireMayRead,
  requireNotOwnRights,
} from './user-policy.js';

export interface UserServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly accounts: UserAccountRepository;
  readonly readModel: UserListReadModel;
  readonly sessions: Pick<SessionService, 'endAll'>;
  readonly access: Pick<UserAccessCache, 'forgetUser'>;
  readonly events: Pick<EventPublisher, 'publish'>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

/** Which account is changed, and the version that the caller has read. */
export interface UserVersion {
  readonly userId: string;
  readonly version: number;
}

interface Change {
  readonly before: UserAccount;
  readonly after: UserAccount;
  readonly changed: readonly UserField[];
}

/** The accounts of the current organization, for those who administer them. */
export class UserService {
  constructor(private readonly deps: UserServiceDeps) {}

  /**
   * Accounts that the caller may read, the oldest first; `after` is the id of the last one seen.
   * Throws 404 `showroom_not_found` and 403 `showroom_forbidden` for a filter of that kind.
   */
  async list(
    principal: Principal,
    filters: UserFilters,
    page: { readonly limit: number; readonly after?: string | undefined },
  ): Promise<Page<UserAccount>> {
    await this.requireShowroom(principal, filters.showroomId);
    return this.deps.readModel.list(visibleTo(principal, filters), page);
  }

  /** How many there are. */
  async count(principal: Principal, filters: UserFilters): Promise<number> {
    return this.deps.readModel.count(visibleTo(principal, filters));
  }

  /** One account; throws 404 `user_not_found` and 403 `user_forbidden`. */
  async read(principal: Principal, userId: string): Promise<UserAccount> {
    const account = found(await this.deps.accounts.find(userId));
    requireMayRead(principal, account);
    return account;
  }

  /**
   * Changes what the patch names. What the user may do changes at once on this instance, elsewhere
   * within ten seconds, on sockets within thirty; who is disabled loses his sessions. Throws 404
   * `user_not_found`, 403 `user_forbidden`, `own_rights`, `role_forbidden` and
   * `showroom_forbidden`, 409 `last_admin`, 412 `stale_version`, and 422 `invalid_phone`,
   * `showroom_not_found`, `showroom_required` and `admin_with_showrooms`.
   */
  async update(
    principal: UserPrincipal,
    { userId, version }: UserVersion,
    patch: UserPatch,
  ): Promise<UserAccount> {
    const { unitOfWork, accounts, clock } = this.deps;
    return unitOfWork.run(async () => {
      await accounts.lockAdministration();
      const before = found(await accounts.lock(userId));
      requireMayChange(principal, before);
      if (before.version !== version) throw staleVersion(before.version);
      const wanted = patched(before, patch, clock.now());
      const changed = changedFields(before, wanted);
      if (changed.length === 0) return before;
      const change = { before, after: { ...wanted, version: version + 1 }, changed };
      await this.check(principal, change);
      await this.save(change);
      return change.after;
    });
  }

  /** Throws 422 `showroom_not_found` when one of them is not of this organization. */
  async requireShowrooms(showroomIds: readonly string[]): Promise<void> {
    if ((await this.deps.accounts.countShowrooms(showroomIds)) === showroomIds.length) return;
    const detail = 'One of the showrooms does not exist.';
    throw unprocessable('showroom_not_found', detail, '/showroomIds');
  }

  private async check(principal: UserPrincipal, { before, after, changed }: Change): Promise<void> {
    const isLeaving = isActiveAdmin(before) && !isActiveAdmin(after);
    if (isLeaving && !(await this.deps.accounts.hasOtherAdmin(before.id))) throw lastAdmin();
    requireNotOwnRights(principal, before, changed);
    if (!changed.includes('role') && !changed.includes('showroomIds')) return;
    await this.requireShowrooms(after.showroomIds);
    requireMayGrant(principal, after);
  }

  private async save(change: Change): Promise<void> {
    const { after, changed } = change;
    const { unitOfWork, accounts, access } = this.deps;
    await accounts.update(after);
    if (changed.includes('showroomIds')) {
      await accounts.setShowrooms(after.id, after.showroomIds);
    }
    await this.publish(change);
    if (!changesRights(changed)) return;
    await this.recordRights(change);
    if (wasDisabled(change)) await this.deps.sessions.endAll(after.id, 'user_disabled');
    unitOfWork.onCommitted(() => access.forgetUser(after.id));
  }

  /** `user.disabled` for whoever was disabled, `user.updated` for everything else. */
  private async publish(change: Change): Promise<void> {
    const { id: userId, role, showroomIds, version } = change.after;
    const stream = { stream: 'user', streamId: userId };
    const changed = change.changed.filter((field) => field !== 'disabled' || !wasDisabled(change));
    if (changed.length > 0) {
      const former = { formerShowroomIds: change.before.showroomIds };
      const data = { userId, changed, role, showroomIds, ...former, version };
      await this.deps.events.publish({ ...stream, type: 'user.updated', data });
    }
    if (!wasDisabled(change)) return;
    await this.deps.events.publish({ ...stream, type: 'user.disabled', data: { userId, version } });
  }

  private async recordRights(change: Change): Promise<void> {
    const record = (action: string): Promise<void> =>
      this.deps.audit.record({
        ...{ action, outcome: 'success', subjectType: 'user' },
        subjectIds: [change.after.id],
      });
    if (change.changed.includes('role')) await record('users.change-role');
    if (change.changed.includes('showroomIds')) await record('users.change-showrooms');
    if (!change.changed.includes('disabled')) return;
    await record(wasDisabled(change) ? 'users.disable' : 'users.enable');
  }

  private async requireShowroom(principal: Principal, showroomId?: string): Promise<void> {
    if (showroomId === undefined) return;
    if ((await this.deps.accounts.countShowrooms([showroomId])) === 0) throw notFound('showroom');
    if (mayEnterShowroom(principal, showroomId.toLowerCase())) return;
    throw forbidden('showroom_forbidden', 'You have no access to this showroom.');
  }
}

function visibleTo(principal: Principal, filters: UserFilters): UserListQuery {
  const own = principal.kind === 'user' ? { ownId: principal.userId } : {};
  return { ...filters, visible: principal.showroomIds, ...own };
}

function wasDisabled({ after, changed }: Change): boolean {
  return changed.includes('disabled') && after.disabledAt !== undefined;
}

function found(account: UserAccount | undefined): UserAccount {
  if (account === undefined) throw notFound('user');
  return account;
}
