import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { NamedShowroom, NewUser, UserProfile, UserRow } from './auth-types.js';
import type { UserCreation } from './user-creation.js';
import type { UserReadModel } from './user-read-model.js';
import type { UserRepository } from './user-repository.js';

interface UserDirectoryDeps {
  readonly unitOfWork: UnitOfWork;
  readonly users: UserRepository;
  readonly readModel: UserReadModel;
  readonly creation: UserCreation;
}

/** The people of the current organization, for this module and the others. */
export class UserDirectory {
  constructor(private readonly deps: UserDirectoryDeps) {}

  /** A user, disabled or not. */
  async find(userId: string): Promise<UserRow | undefined> {
    return this.deps.users.find(userId);
  }

  /** Names by user id; unknown ids are left out. */
  async namesOf(userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (userIds.length === 0) return new Map();
    const rows = await this.deps.readModel.namesOf([...new Set(userIds)]);
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  /** E.164 number of a user, if there is one and the user is not disabled. */
  async phoneOf(userId: string): Promise<string | undefined> {
    const user = await this.find(userId);
    return user?.disabledAt === undefined ? user?.phone : undefined;
  }

  /** Whom to alert about a showroom: its sales managers, or the administrators if it has none. */
  async managersOf(showroomId: string): Promise<readonly string[]> {
    const managers = await this.deps.readModel.managersOf(showroomId);
    return managers.length > 0 ? managers : this.deps.readModel.administrators();
  }

  /** Sales reps with access to the showroom, the oldest first; not those disabled. */
  async repsOf(
    showroomId: string,
  ): Promise<ReadonlyArray<{ readonly userId: string; readonly name: string }>> {
    return this.deps.readModel.repsOf(showroomId);
  }

  /** A user with the showrooms that the user may enter, the oldest showroom first. */
  async profileOf(userId: string): Promise<UserProfile | undefined> {
    const user = await this.find(userId);
    return user === undefined ? undefined : { user, showrooms: await this.showroomsOf(user) };
  }

  /**
   * Makes a user of the current organization. Throws 409 `email_taken`, 422 `invalid_phone` and
   * `showroom_not_found`. Hashes, and so refuses to run inside a unit of work.
   */
  async create(input: NewUser): Promise<UserRow> {
    const prepared = await this.deps.creation.prepare(input);
    return this.deps.unitOfWork.run(() => this.deps.creation.save(prepared));
  }

  private async showroomsOf(user: UserRow): Promise<readonly NamedShowroom[]> {
    const { readModel } = this.deps;
    return user.role === 'admin' ? readModel.allShowrooms() : readModel.showroomsOf(user.id);
  }
}
