import type { ErrorDetail } from '../../shared/errors.js';

export type OperationStatus = 'pending' | 'running' | 'succeeded' | 'failed';

/** Work that takes longer than an answer may. */
export interface Operation {
  readonly id: string;
  /** `vehicles.import`: plural resource and verb. */
  readonly type: string;
  readonly status: OperationStatus;
  /** The user or the program that asked for it. */
  readonly startedBy: string;
  /** Whether that is a user, who can be told by his socket. */
  readonly isUsers: boolean;
  /** Of one showroom alone, if so. */
  readonly showroomId?: string;
  /** From 0 to 1. */
  readonly progress: number;
  /** Rows, or other pieces, that are done. */
  readonly processed: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: OperationError;
  readonly createdAt: Date;
  readonly finishedAt?: Date;
}

/** Why an operation has failed as a whole. */
export interface OperationError {
  readonly code: string;
  readonly detail: string;
}

/** How far an operation is. */
export interface OperationProgress {
  readonly progress: number;
  readonly processed: number;
}

/** What became of one row; `errors` also tell why a row was left as it is. */
export interface OperationRow {
  /** From 1, as it stood in what was handed in; absent for what was not there. */
  readonly row?: number;
  readonly status: string;
  /** What it was made into, or concerns. */
  readonly resourceId?: string;
  readonly errors: readonly ErrorDetail[];
}

/** Results that may be added at once. */
export const MOST_ROWS_TOGETHER = 1_000;

/** Which rows to list. */
export interface OperationRowQuery {
  readonly limit: number;
  readonly status?: string | undefined;
  /** The position after which the page begins. */
  readonly after?: number | undefined;
}
