/** One request and what became of it. Times are readings of `performance.now()`. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly invokedAt: number;
  readonly answeredAt: number;
  /** Absent when the connection failed. */
  readonly status?: number;
  readonly contentType?: string;
  readonly body?: unknown;
  /** Why there is no answer: the code of the connection's error. */
  readonly broken?: string;
}

/** `broken` of an exchange that the client itself did not wait for. */
export const CUT_BY_CLIENT = 'cut by the client';

/** How long it took, in milliseconds. */
export function durationOf({ invokedAt, answeredAt }: Exchange): number {
  return answeredAt - invokedAt;
}

/** Whether it was answered with 2xx. */
export function isSuccess({ status }: Exchange): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

/** A member of a JSON answer, as text. */
export function textAt({ body }: Exchange, name: string): string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const value: unknown = Reflect.get(body, name);
  return typeof value === 'string' ? value : undefined;
}
