import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpObserver } from '../observability/http-observer.js';
import { createAccessLog } from '../observability/logger.js';
import type { Logger } from '../observability/logger.js';
import { problem } from '../shared/errors.js';
import { logWhenClosed } from './middlewares/access-log.js';
import { createCors } from './middlewares/cors.js';
import { openRequest } from './middlewares/open-request.js';
import { repeatedHeader } from './repeated-header.js';
import { requestState } from './request-state.js';
import type { RequestState } from './request-state.js';

interface EntranceDeps {
  readonly allowedOrigins: readonly string[];
  readonly logger: Logger;
  readonly observer: HttpObserver;
}

/** Where every request comes in, on either way: before Express, and within. */
export interface Entrance {
  /**
   * Begins the context of a request, sees to its line in the log, and notes the headers that its
   * answer has, whatever it is. The second time it only tells what it did the first time.
   */
  open(request: IncomingMessage, response: ServerResponse): RequestState;
  /** Answers a preflight of CORS; false for every other request. */
  answerPreflight(request: IncomingMessage, response: ServerResponse): boolean;
}

/** Builds the entrance from what the configuration says. */
export function createEntrance({ allowedOrigins, logger, observer }: EntranceDeps): Entrance {
  const cors = createCors(allowedOrigins);
  const access = { log: createAccessLog(logger), observer };
  return {
    open(request, response) {
      const known = requestState(request);
      if (known !== undefined) return known;
      const state = openRequest(request);
      logWhenClosed(request, response, state, access);
      cors.apply(request, state);
      return state;
    },
    answerPreflight: cors.answerPreflight,
  };
}

/** The 400 for a request that is not to be looked at any further; undefined for all others. */
export function malformedRequest(request: IncomingMessage): Error | undefined {
  return missingHost(request) ?? repeatedHeader(request);
}

/** RFC 9112, section 3.2: HTTP/1.1 without `Host` is answered with 400. */
function missingHost({ headers, httpVersion }: IncomingMessage): Error | undefined {
  if (headers.host !== undefined || httpVersion !== '1.1') return undefined;
  return problem(400, 'malformed_request', 'The Host header is missing.');
}
