import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpObserver } from '../../observability/http-observer.js';
import type { AccessLog } from '../../observability/logger.js';
import { forgetRequestState } from '../request-state.js';
import type { RequestState } from '../request-state.js';

interface AccessLogDeps {
  readonly log: AccessLog;
  readonly observer: HttpObserver;
}

/**
 * Writes one line when the answer has been sent, or its connection lost, and tells the metrics.
 * Neither the path as sent nor the query is logged: they may hold personal data.
 */
export function logWhenClosed(
  request: IncomingMessage,
  response: ServerResponse,
  state: RequestState,
  { log, observer }: AccessLogDeps,
): void {
  const { socket, method = '' } = request;
  const bytesBefore = socket.bytesWritten;
  response.once('close', () => {
    const milliseconds = performance.now() - state.startedAt;
    const { context, route } = state;
    const status = response.statusCode;
    observer.observe({ method, route, status, seconds: milliseconds / 1_000 });
    const bytes = socket.bytesWritten - bytesBefore;
    const aborted = !response.writableFinished;
    log({ context, method, route, status, milliseconds, bytes, aborted });
    if (!aborted) forgetRequestState(request);
  });
}
