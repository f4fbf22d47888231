import type { UnitOfWork } from '../../database/unit-of-work.js';
import { asOrganization } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import type { NewUser, UserRow } from './auth-types.js';
import type { OrganizationRepository } from './organization-repository.js';
import type { UserCreation } from './user-creation.js';

interface OrganizationServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly organizations: OrganizationRepository;
  readonly creation: UserCreation;
  readonly clock: Clock;
}

/** A dealer group, and the person who administers it first. */
export interface NewOrganization {
  readonly name: string;
  readonly admin: Omit<NewUser, 'role' | 'showroomIds'>;
}

/** A dealer group that was just made. */
export interface FoundedOrganization<Made> {
  readonly organizationId: string;
  readonly admin: UserRow;
  /** What it was furnished with. */
  readonly made: Made | undefined;
}

/** Brings new tenants into being. */
export class OrganizationService {
  constructor(private readonly deps: OrganizationServiceDeps) {}

  /**
   * Makes a dealer group with its first administrator, who then makes showrooms and users, and in
   * the same transaction whatever `furnish` makes of it. Throws as making a user does.
   */
  async create<Made = undefined>(
    input: NewOrganization,
    furnish?: () => Promise<Made>,
  ): Promise<FoundedOrganization<Made>> {
    const { unitOfWork, organizations, creation, clock } = this.deps;
    const organizationId = newId();
    return asOrganization(organizationId, async () => {
      const user = { ...input.admin, role: 'admin', showroomIds: [] } as const;
      const prepared = await creation.prepare(user, input.name);
      return unitOfWork.run(async () => {
        await organizations.insert(input.name, clock.now());
        const admin = await creation.save(prepared);
        return { organizationId, admin, made: await furnish?.() };
      });
    });
  }
}
