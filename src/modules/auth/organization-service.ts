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

/** Brings new tenants into being. */
export class OrganizationService {
  constructor(private readonly deps: OrganizationServiceDeps) {}

  /**
   * Makes a dealer group with its first administrator, who then makes showrooms and users.
   * Throws as making a user does.
   */
  async create(input: NewOrganization): Promise<{ organizationId: string; admin: UserRow }> {
    const { unitOfWork, organizations, creation, clock } = this.deps;
    const organizationId = newId();
    return asOrganization(organizationId, async () => {
      const user = { ...input.admin, role: 'admin', showroomIds: [] } as const;
      const prepared = await creation.prepare(user, input.name);
      const admin = await unitOfWork.run(async () => {
        await organizations.insert(input.name, clock.now());
        return creation.save(prepared);
      });
      return { organizationId, admin };
    });
  }
}
