/** How what was tried ended: `denied` was refused by right, `failure` for another reason. */
export type AuditOutcome = 'success' | 'failure' | 'denied';

/** Who did something. */
export interface AuditActor {
  /** `user`, the kind of a program (`integration`, `kiosk` …), `system`, or `anonymous`. */
  readonly type: string;
  readonly id?: string;
}

/** Something that has to be remembered (docs/audit.md). Ids only, never a personal value. */
export interface AuditEntry {
  /** `{plural resource}.{what was done}`: `customers.read`, `auth.login`. */
  readonly action: string;
  readonly outcome: AuditOutcome;
  /** Absent: the organization of the context. */
  readonly organizationId?: string;
  /** Absent: the caller of the context, or the product itself where there is none. */
  readonly actor?: AuditActor;
  /** Singular, in snake_case: `customer`. */
  readonly subjectType?: string;
  /** UUIDs of what was touched, and of the customers whom it is about. */
  readonly subjectIds?: readonly string[];
}

/** Where it is remembered. */
export interface AuditTrail {
  /**
   * Adds one row: within the run of the unit of work under way, so that it is kept if and only if
   * the change is, or else at once. Throws when it could not be kept: then the caller may not go on.
   */
  record(entry: AuditEntry): Promise<void>;
}
