import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendProblem } from './middlewares/problem-handler.js';
import { failureOfStatus } from './to-failure.js';

/** Milliseconds within which a body has to be there, or the next piece of a long one. */
export const BODY_MS = 30_000;

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/** Answers 408 and closes the connection when the body has not come within `BODY_MS`. */
export function limitBodyTime(request: IncomingMessage, response: ServerResponse): void {
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && length === '0') return;
  const timer = setTimeout(() => {
    if (!request.complete && !request.destroyed) giveUp(request, response);
  }, BODY_MS);
  timer.unref();
  timers.set(request, timer);
  request.once('close', () => {
    clearTimeout(timer);
  });
}

/** A piece of a long body has come: the time begins anew. */
export function renewBodyTime(request: IncomingMessage): void {
  timers.get(request)?.refresh();
}

function giveUp(request: IncomingMessage, response: ServerResponse): void {
  if (response.headersSent) {
    request.destroy();
    return;
  }
  response.setHeader('Connection', 'close');
  response.once('finish', () => request.destroy());
  sendProblem(request, response, failureOfStatus(408));
}
