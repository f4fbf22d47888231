import type { components } from '../generated/rest-types.js';

/** The body of every answer from 400 on (RFC 9457). */
export type Problem = components['schemas']['Problem'];

/** An answer from 400 on. What to do is told by `code`, which is stable; `detail` is for people. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly status: number;
  /** Stable, in snake_case; `other` where the answer was no problem document. */
  readonly code: string;
  /** What is wrong, by field. */
  readonly errors: Problem['errors'];
  /** Names the request in the server's logs. */
  readonly requestId: string | undefined;

  constructor(
    readonly response: Response,
    readonly problem: Partial<Problem>,
  ) {
    super(problem.detail ?? problem.title ?? `The server answered ${response.status}.`);
    this.status = response.status;
    this.code = problem.code ?? 'other';
    this.errors = problem.errors;
    this.requestId = response.headers.get('x-request-id') ?? undefined;
  }

  /** Seconds after which to try again, where the server has said so. */
  get retryAfter(): number | undefined {
    return retryAfterOf(this.response);
  }
}

/** `Retry-After` in seconds. */
export function retryAfterOf({ headers }: Response): number | undefined {
  const value = headers.get('retry-after');
  const seconds = value === null || value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(seconds) ? seconds : undefined;
}

/** What a call of the API comes to. */
interface Answer<Data> {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of an answer; throws `ProblemError` from 400 on. */
export async function unwrap<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await answer;
  if (!response.ok) throw new ProblemError(response, isObject(error) ? error : {});
  return data as Data;
}

function isObject(value: unknown): value is Partial<Problem> {
  return typeof value === 'object' && value !== null;
}
