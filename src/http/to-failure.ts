import { asUnavailable } from '../database/database-errors.js';
import { isProblem } from '../shared/errors.js';
import type { ProblemError } from '../shared/errors.js';
import type { Failure } from './problem-document.js';

const INTERNAL: Failure = {
  status: 500,
  code: 'internal_error',
  detail: 'Something failed on our side. It has been logged under the request id.',
};

const MALFORMED_PATH: Failure = {
  status: 400,
  code: 'malformed_request',
  detail: 'The path holds a percent sign that is not followed by two hexadecimal digits.',
};

/** Failures that Express and its readers of bodies report by status. */
const BY_STATUS: Readonly<Record<number, Failure>> = {
  400: { status: 400, code: 'malformed_request', detail: 'The request is not well-formed HTTP.' },
  408: { status: 408, code: 'request_timeout', detail: 'The request did not arrive in time.' },
  413: { status: 413, code: 'payload_too_large', detail: 'The body is larger than 1 MiB.' },
  415: {
    status: 415,
    code: 'unsupported_media_type',
    detail: 'The body has an encoding that is not taken here.',
  },
  417: { status: 417, code: 'expectation_failed', detail: 'Expect takes only 100-continue.' },
  431: { status: 431, code: 'headers_too_large', detail: 'The headers are larger than 16 KiB.' },
};

/**
 * What to answer to an error. Expected ones say it themselves; a database in trouble is a 503;
 * everything else is a defect, of which the caller learns nothing but that it happened.
 */
export function toFailure(error: unknown): Failure {
  if (isProblem(error)) return fromProblem(error);
  const unavailable = asUnavailable(error);
  if (unavailable !== undefined) return fromProblem(unavailable);
  if (error instanceof URIError) return MALFORMED_PATH;
  return failureOfStatus(exposedStatus(error));
}

/** The failure that a status alone stands for. */
export function failureOfStatus(status: number | undefined): Failure {
  return BY_STATUS[status ?? 500] ?? INTERNAL;
}

function fromProblem(error: ProblemError): Failure {
  const { code = INTERNAL.code, errors, headers } = error.data ?? {};
  return { status: error.output.statusCode, code, detail: error.message, errors, headers };
}

/** The status of an error made for answers (`http-errors`); others only look alike. */
function exposedStatus(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if (!('expose' in error) || error.expose !== true || !('status' in error)) return undefined;
  return typeof error.status === 'number' ? error.status : undefined;
}
