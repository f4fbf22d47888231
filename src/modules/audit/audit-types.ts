import type { AuditActor, AuditOutcome } from '../../shared/audit-trail.js';

/** An entry as it is stored, before anything of the chain. */
export interface AuditEvent {
  readonly id: string;
  readonly organizationId: string;
  readonly occurredAt: Date;
  readonly action: string;
  readonly outcome: AuditOutcome;
  readonly actor: AuditActor;
  readonly subjectType?: string;
  readonly subjectIds: readonly string[];
  readonly requestId: string;
}

/** Place of an event in the chain of its organization. */
export interface ChainLink {
  /** From 1, without gaps. */
  readonly position: number;
  readonly hash: Buffer;
}

/** An event as it is listed; `link` is absent until it is sealed. */
export interface ListedAuditEvent extends AuditEvent {
  readonly link?: ChainLink;
}

/** The end of a chain; position 0 is its beginning. */
export type ChainHead = ChainLink;

/** What a list of events is narrowed to. */
export interface AuditFilters {
  readonly action?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  readonly actorId?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}
