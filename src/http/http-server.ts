import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { answerClientError } from './client-error.js';
import { sendProblem } from './middlewares/problem-handler.js';
import { setSecurityHeaders } from './middlewares/security-headers.js';
import { failureOfStatus } from './to-failure.js';

/** Where to listen; port 0 takes a free one. */
export interface HttpServerOptions {
  readonly host: string;
  readonly port: number;
}

/** How much time an end may take, in milliseconds. */
export interface StopLimits {
  /** Idle connections are kept so long, for the request that is already on its way. */
  readonly idleGraceMs?: number;
  /** After this long, what is still open is cut off. */
  readonly limitMs?: number;
}

/** A server that listens. */
export interface HttpServer {
  /** For the `upgrade` event. */
  readonly server: Server;
  readonly port: number;
  /** From now on every answer closes its connection; new ones are still taken. */
  drain(): void;
  /** Takes no more connections, finishes what is under way, and resolves when all is closed. */
  stop(limits?: StopLimits): Promise<void>;
}

const SERVER_OPTIONS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than the 60 s of common load balancers, so that it is they who let go first.
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16_384,
  // The application answers that itself, as a problem.
  requireHostHeader: false,
};

const IDLE_GRACE_MS = 500;
const LIMIT_MS = 15_000;
const POLL_MS = 10;

/** Listens for HTTP/1.1; rejects when the address cannot be had. */
export async function startHttpServer(
  listener: RequestListener,
  { host, port }: HttpServerOptions,
): Promise<HttpServer> {
  const server = createServer(SERVER_OPTIONS);
  const connections = new Connections(server);
  server.on('request', listener);
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    setSecurityHeaders(response);
    sendProblem(request, response, failureOfStatus(417));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    answerClientError(error, socket, connections.responseOn(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 1_024 }, resolve);
  });
  // Bound to a TCP port, an address is always of this form.
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    server,
    port: actualPort,
    drain: () => {
      connections.drain();
    },
    stop: (limits = {}) => stopServer(server, connections, limits),
  };
}

async function stopServer(
  server: Server,
  connections: Connections,
  { idleGraceMs = IDLE_GRACE_MS, limitMs = LIMIT_MS }: StopLimits,
): Promise<void> {
  const startedAt = performance.now();
  connections.drain();
  await closeListener(server);
  await connections.allClosed(idleGraceMs);
  connections.endIdle();
  await connections.allClosed(limitMs - (performance.now() - startedAt));
  connections.destroyAll();
  server.close();
}

/**
 * Closes the listening socket alone: `http.Server.close` would also cut off idle connections, on
 * which a request may be on its way. Right after the poll phase no connection waits to be taken.
 */
function closeListener(server: Server): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(() => {
      NetServer.prototype.close.call(server);
      resolve();
    });
  });
}

/** The open connections of a server, and what is being answered on each. */
class Connections {
  private readonly responses = new Map<Socket, ServerResponse | undefined>();
  private draining = false;

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.responses.set(socket, undefined);
      socket.once('close', () => this.responses.delete(socket));
    });
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      this.follow(request.socket, response);
    });
  }

  /** The answer under way on a connection, if there is one. */
  responseOn(socket: Socket): ServerResponse | undefined {
    return this.responses.get(socket);
  }

  drain(): void {
    this.draining = true;
    for (const response of this.responses.values()) closeAfter(response);
  }

  endIdle(): void {
    for (const [socket, response] of this.responses) if (response === undefined) socket.end();
  }

  destroyAll(): void {
    for (const socket of this.responses.keys()) socket.destroy();
  }

  /** Resolves when no connection is open, or after so many milliseconds. */
  async allClosed(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    while (this.responses.size > 0 && performance.now() < until) await sleep(POLL_MS);
  }

  private follow(socket: Socket, response: ServerResponse): void {
    this.responses.set(socket, response);
    if (this.draining) closeAfter(response);
    response.once('close', () => {
      if (this.responses.get(socket) === response) this.responses.set(socket, undefined);
    });
  }
}

function closeAfter(response: ServerResponse | undefined): void {
  if (response !== undefined && !response.headersSent) response.setHeader('Connection', 'close');
}
