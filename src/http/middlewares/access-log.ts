import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpObserver } from '../../observability/http-observer.js';
import type { Logger } from '../../observability/logger.js';
import { runInContext } from '../../observability/request-context.js';
import type { RequestState } from '../request-state.js';

interface AccessLogDeps {
  readonly logger: Logger;
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
  { logger, observer }: AccessLogDeps,
): void {
  const { socket } = request;
  const bytesBefore = socket.bytesWritten;
  response.once('close', () => {
    const method = request.method ?? '';
    const milliseconds = performance.now() - state.startedAt;
    const { route } = state;
    const status = response.statusCode;
    observer.observe({ method, route, status, seconds: milliseconds / 1_000 });
    const line = {
      method,
      route,
      status,
      ms: Math.round(milliseconds * 10) / 10,
      bytes: socket.bytesWritten - bytesBefore,
      ...(response.writableFinished ? {} : { aborted: true }),
    };
    runInContext(state.context, () => {
      logger[levelOf(status)](line, 'request');
    });
  });
}

function levelOf(status: number): 'info' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  return status >= 400 ? 'warn' : 'info';
}
