import type { NextFunction, Request, Response } from 'express';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '../../observability/logger.js';
import { runInContext } from '../../observability/request-context.js';
import { newId } from '../../shared/ids.js';
import { writeHead } from '../answer-head.js';
import { PROBLEM_TYPE, problemDocument } from '../problem-document.js';
import type { Failure } from '../problem-document.js';
import { requestState } from '../request-state.js';
import { toFailure } from '../to-failure.js';

/** Express's last stop: every error ends here, as `application/problem+json`. */
export type ProblemHandler = (
  error: unknown,
  request: Request,
  response: Response,
  next: NextFunction,
) => void;

/** Answers errors, and logs those that are ours with all that we know of them. */
export function createProblemHandler(logger: Logger): ProblemHandler {
  return (error, request, response, _next) => {
    const failure = toFailure(error);
    if (failure.status >= 500) logFailure(logger, request, error, failure);
    if (response.headersSent) response.destroy();
    else sendProblem(request, response, failure);
  };
}

function logFailure(logger: Logger, request: Request, error: unknown, failure: Failure): void {
  const state = requestState(request);
  const log = (): void => {
    const fields = { err: error, code: failure.code, route: state?.route };
    if (failure.code === 'internal_error') logger.error(fields, 'request failed');
    else logger.warn(fields, 'request could not be served');
  };
  if (state === undefined) log();
  else runInContext(state.context, log);
}

/** Sends a failure. */
export function sendProblem(
  request: IncomingMessage & { originalUrl?: string },
  response: ServerResponse,
  failure: Failure,
): void {
  const requestId = requestState(request)?.context.requestId ?? newId();
  const document = problemDocument(failure, requestId, request.originalUrl ?? request.url);
  const body = JSON.stringify(document);
  writeHead(request, response, failure.status, {
    'Cache-Control': 'no-store',
    'Content-Type': PROBLEM_TYPE,
    'Content-Length': Buffer.byteLength(body),
    ...failure.headers,
  });
  response.end(body);
}
