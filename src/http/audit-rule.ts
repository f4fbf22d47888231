/** That an operation is to be recorded, and what of it (docs/audit.md). */
export interface AuditRule {
  /** `{plural resource}.{what is done}`: `customers.read`. */
  readonly action: string;
  /** Singular, in snake_case: `customer`. */
  readonly subjectType: string;
  /** Fields of the answer, or of the rows of its list, that hold ids; `id` if absent. */
  readonly idFields?: readonly string[];
  /** The field of the answer that holds a list of subjects; `data` if absent. */
  readonly listField?: string;
  /**
   * Recorded after the handler instead of in one transaction with it: for those that must not
   * hold one open, because they wait for others.
   */
  readonly afterwards?: boolean;
}
