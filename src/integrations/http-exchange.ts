import type { IncomingHttpHeaders } from 'node:http';
import { Agent } from 'undici';
import type { Dispatcher } from 'undici';

export interface HttpExchangeRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Bytes of the answer's body; a longer one is not read to its end. */
  readonly maxAnswerBytes: number;
  readonly signal: AbortSignal;
  /** Called when a connection stands and the request is about to be written to it. */
  readonly onDispatched?: (() => void) | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Undefined when it was longer than allowed. */
  readonly body: string | undefined;
}

/** No whole answer came: not connected, connection lost, or aborted. `status` if it was seen. */
export class HttpExchangeError extends Error {
  readonly code = 'http_exchange_failed';

  constructor(
    cause: unknown,
    readonly status: number | undefined,
  ) {
    super('The exchange with an outside service failed.', { cause });
    this.name = 'HttpExchangeError';
  }
}

export interface HttpAgentOptions {
  /** Connections at once. */
  readonly connections: number;
  /** The caller's own time limit in milliseconds; the agent's limits stand behind it. */
  readonly timeoutMs: number;
  /** False opens a connection a request, so that none is lost on a stale one. */
  readonly keepAlive: boolean;
}

const CONNECT_TIMEOUT_MS = 2_000;

/** A pool of connections of its own for one outside service. Requests are never sent twice. */
export function createHttpAgent({ connections, timeoutMs, keepAlive }: HttpAgentOptions): Agent {
  return new Agent({
    connections,
    pipelining: keepAlive ? 1 : 0,
    connect: { timeout: Math.min(CONNECT_TIMEOUT_MS, timeoutMs) },
    headersTimeout: 2 * timeoutMs,
    bodyTimeout: 2 * timeoutMs,
  });
}

/** Adds a path to a base URL, which keeps its own path and query; a trailing slash is tolerated. */
export function appendPath(baseUrl: string, path: string): URL {
  const url = new URL(baseUrl);
  const basePath = url.pathname.endsWith('/') ? url.pathname.slice(0, -1) : url.pathname;
  url.pathname = basePath + path;
  return url;
}

/**
 * Sends one request and reads its answer up to a limit. Redirects are not followed, so that
 * credentials stay with their service. Rejects with `HttpExchangeError`.
 */
export function exchangeHttp(
  dispatcher: Dispatcher,
  request: HttpExchangeRequest,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const reader = new AnswerReader(request, resolve, reject);
    const { url, method, headers, body = null } = request;
    const path = url.pathname + url.search;
    dispatcher.dispatch(
      { origin: url.origin, path, method, headers: { ...headers }, body },
      reader,
    );
  });
}

class AnswerReader implements Dispatcher.DispatchHandler {
  private readonly chunks: Buffer[] = [];
  private length = 0;
  private status: number | undefined;
  private headers: IncomingHttpHeaders = {};
  private controller: Dispatcher.DispatchController | undefined;

  constructor(
    private readonly request: HttpExchangeRequest,
    private readonly resolve: (answer: HttpAnswer) => void,
    private readonly reject: (error: HttpExchangeError) => void,
  ) {
    const { signal } = request;
    if (signal.aborted) this.reject(new HttpExchangeError(signal.reason, undefined));
    signal.addEventListener('abort', this.abort, { once: true });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller;
    if (this.request.signal.aborted) this.abort();
    else this.request.onDispatched?.();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
  ): void {
    if (status < 200) return;
    this.status = status;
    this.headers = headers;
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.length += chunk.length;
    if (this.length <= this.request.maxAnswerBytes) {
      this.chunks.push(chunk);
      return;
    }
    this.settle(undefined);
    controller.abort(new Error('The answer is too long.'));
  }

  onResponseEnd(): void {
    this.settle(new TextDecoder().decode(Buffer.concat(this.chunks)));
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.release();
    this.reject(new HttpExchangeError(error, this.status));
  }

  private settle(body: string | undefined): void {
    this.release();
    this.resolve({ status: this.status ?? 0, headers: this.headers, body });
  }

  /** Rejects at once, also while there is no connection yet and so nothing to close. */
  private readonly abort = (): void => {
    const reason: unknown = this.request.signal.reason;
    this.reject(new HttpExchangeError(reason, this.status));
    this.controller?.abort(reason instanceof Error ? reason : new Error('aborted'));
  };

  private release(): void {
    this.request.signal.removeEventListener('abort', this.abort);
  }
}
