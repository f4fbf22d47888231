import {
  asOrganization,
  currentContext,
  currentOrganizationId,
} from '../../observability/request-context.js';
import type { AuditActor, AuditEntry, AuditTrail } from '../../shared/audit-trail.js';
import type { Clock } from '../../shared/clock.js';
import { newIdAt } from '../../shared/ids.js';
import type { Page } from '../../shared/pagination.js';
import { actorIdOf } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { AuditReadModel } from './audit-read-model.js';
import type { AuditRepository } from './audit-repository.js';
import { checkEntry, subjectTypesFor } from './audit-rules.js';
import type { AuditFilters, ListedAuditEvent } from './audit-types.js';

interface AuditServiceDeps {
  readonly repository: AuditRepository;
  readonly readModel: AuditReadModel;
  readonly clock: Clock;
}

/** Remembers who did what, and tells those who may know. */
export class AuditService implements AuditTrail {
  constructor(private readonly deps: AuditServiceDeps) {}

  /** Throws for an entry that holds anything but names of the code and ids. */
  async record(entry: AuditEntry): Promise<void> {
    checkEntry(entry);
    const { repository, clock } = this.deps;
    const occurredAt = clock.now();
    const { action, outcome, subjectType, subjectIds = [] } = entry;
    const organizationId = entry.organizationId ?? currentOrganizationId();
    const event = {
      id: newIdAt(occurredAt),
      ...{ organizationId, occurredAt, action, outcome },
      actor: entry.actor ?? currentActor(),
      ...(subjectType === undefined ? {} : { subjectType }),
      subjectIds: [...new Set(subjectIds)],
      requestId: currentContext()?.requestId ?? 'background',
    };
    await asOrganization(organizationId, () => repository.append(event));
  }

  /** Events that this caller may see, latest first; administrators see all (docs/audit.md). */
  async list(
    principal: Principal,
    filters: AuditFilters,
    page: { readonly limit: number; readonly before?: string | undefined },
  ): Promise<Page<ListedAuditEvent>> {
    const subjectTypes = subjectTypesFor(principal);
    return this.deps.readModel.list({ ...filters, subjectTypes }, page);
  }

  /** How many of them there are. */
  async count(principal: Principal, filters: AuditFilters): Promise<number> {
    return this.deps.readModel.count({ ...filters, subjectTypes: subjectTypesFor(principal) });
  }
}

function currentActor(): AuditActor {
  const principal = currentContext()?.principal;
  if (principal === undefined) return { type: 'system' };
  return { type: principal.kind, id: actorIdOf(principal) };
}
