import { problemTitle } from './problem-catalogue.js';
import type { ErrorDetail } from '../shared/errors.js';

/** An answer of status 400 or more (RFC 9457), as it stands in the body. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly ErrorDetail[];
}

/** What went wrong, before it is known to which request. */
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly errors?: readonly ErrorDetail[] | undefined;
}

export const PROBLEM_TYPE = 'application/problem+json';

const LONGEST_INSTANCE = 2_048;

/** The body of a failure. `path` is the request's path as sent; its query is left out. */
export function problemDocument(
  { status, code, detail, errors }: Failure,
  requestId: string,
  path?: string,
): ProblemDocument {
  return {
    type: `/problems/${code}`,
    title: problemTitle(code, status),
    status,
    detail,
    ...(path === undefined ? {} : { instance: toUriReference(path) }),
    code,
    requestId,
    ...(errors === undefined ? {} : { errors }),
  };
}

function toUriReference(path: string): string {
  const [withoutQuery = ''] = path.slice(0, LONGEST_INSTANCE).split('?', 1);
  const escaped = withoutQuery.replace(/[^\w\-.~!$&'()*+,;=:@/%]/g, encodeURIComponent);
  return escaped.replace(/%(?![0-9A-Fa-f]{2})/g, '%25');
}
