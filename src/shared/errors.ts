import { Boom } from '@hapi/boom';

/** One fault inside a request; `pointer` is an RFC 6901 pointer into the body. */
export interface ErrorDetail {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly code: string;
  readonly detail: string;
}

/** What a problem+json answer needs beyond status and detail. */
export interface ProblemData {
  readonly code: string;
  readonly errors?: readonly ErrorDetail[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Every expected failure of the product: a Boom that carries a stable code. */
export type ProblemError = Boom<ProblemData>;

/** Extras of a problem: faults by field, and headers such as `Retry-After`. */
export type ProblemExtras = Omit<ProblemData, 'code'>;

/** Builds the error that ends as `application/problem+json` with this status and code. */
export function problem(
  status: number,
  code: string,
  detail: string,
  extras: ProblemExtras = {},
): ProblemError {
  return new Boom<ProblemData>(detail, { statusCode: status, data: { code, ...extras } });
}

/** True for errors made by this file, and only for them. */
export function isProblem(error: unknown): error is ProblemError {
  if (!(error instanceof Boom)) return false;
  const data: unknown = error.data;
  return typeof data === 'object' && data !== null && 'code' in data;
}

/** 400: malformed or refused by a schema. */
export function invalidRequest(
  errors: readonly ErrorDetail[],
  detail = 'The request does not fit its schema.',
): ProblemError {
  return problem(400, 'validation_failed', detail, { errors });
}

/** 401: nobody, or not who they say. */
export function unauthenticated(
  code = 'unauthenticated',
  detail = 'A valid access token is required.',
): ProblemError {
  const headers = { 'WWW-Authenticate': 'Bearer' };
  return problem(401, code, detail, { headers });
}

/** 403: known, and not allowed. */
export function forbidden(code = 'forbidden', detail = 'You may not do this.'): ProblemError {
  return problem(403, code, detail);
}

/** 404: not there, or another tenant's. `resource` is singular: `vehicle`. */
export function notFound(resource: string): ProblemError {
  return problem(
    404,
    `${resource}_not_found`,
    `There is no such ${resource.replaceAll('_', ' ')}.`,
  );
}

/** 409: the state of the resource forbids it. */
export function conflict(code: string, detail: string, extras?: ProblemExtras): ProblemError {
  return problem(409, code, detail, extras);
}

/** 412: the caller's version is old; carries the current one. */
export function staleVersion(currentVersion: number): ProblemError {
  const headers = { ETag: `"${currentVersion}"` };
  const detail = 'The resource has changed since you read it.';
  return problem(412, 'stale_version', detail, { headers });
}

/** 422: well-formed, but refused on its meaning; `pointer` names the field. */
export function unprocessable(code: string, detail: string, pointer?: string): ProblemError {
  if (pointer === undefined) return problem(422, code, detail);
  return problem(422, code, detail, { errors: [{ pointer, code, detail }] });
}

/** 503: a dependency is down or the load is too high; the caller may try again. */
export function unavailable(
  code = 'temporarily_unavailable',
  detail = 'The service cannot answer now.',
  retryAfterSeconds = 1,
): ProblemError {
  return problem(503, code, detail, { headers: { 'Retry-After': String(retryAfterSeconds) } });
}
