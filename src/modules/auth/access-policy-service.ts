import type { UnitOfWork } from '../../database/unit-of-work.js';
import { asOrganization } from '../../observability/request-context.js';
import { staleVersion } from '../../shared/errors.js';
import type { Role } from '../../shared/principal.js';
import type { AccessPolicyRepository } from './access-policy-repository.js';
import type { AccessPolicy, UserAccess } from './auth-types.js';

interface AccessPolicyServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly policies: AccessPolicyRepository;
}

/** What an organization asks of those who log in. */
export class AccessPolicyService {
  constructor(private readonly deps: AccessPolicyServiceDeps) {}

  /** That of the current organization. */
  async get(): Promise<AccessPolicy> {
    return this.deps.policies.find();
  }

  /** Sets who needs a second factor; throws 412 when it has changed since that version. */
  async requireSecondFactor(version: number, roles: readonly Role[]): Promise<AccessPolicy> {
    const { unitOfWork, policies } = this.deps;
    return unitOfWork.run(async () => {
      const current = await policies.lock();
      if (current.version !== version) throw staleVersion(current.version);
      await policies.update({ secondFactorRequiredFor: roles, version: version + 1 });
      return policies.find();
    });
  }

  /** True for somebody who needs a second factor and has no active one. */
  async lacksSecondFactor({ userId, organizationId, role }: UserAccess): Promise<boolean> {
    return asOrganization(organizationId, () => this.deps.policies.lacksSecondFactor(userId, role));
  }
}
