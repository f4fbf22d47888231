/** A promise that was seen to be broken. */
export interface Violation {
  /** What was broken: `lost`, `doubled`, … */
  readonly kind: string;
  /** Where, for whoever has to find the cause. */
  readonly detail: string;
}

/** The kinds alone, without repetition. */
export function kindsOf(violations: readonly Violation[]): string[] {
  return [...new Set(violations.map(({ kind }) => kind))].sort();
}
