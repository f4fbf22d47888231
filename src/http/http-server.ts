import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import { Server as SecureServer, createServer as createSecureServer } from 'node:https';
import { Server as NetServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TlsFiles } from '../config/config.js';
import { limitBodyTime } from './body-time.js';
import { answerClientError } from './client-error.js';
import { sendProblem } from './middlewares/problem-handler.js';
import { readTlsContext, tlsServerOptions } from './tls-context.js';
import { failureOfStatus } from './to-failure.js';

/** Where to listen; port 0 takes a free one. */
export interface HttpServerOptions {
  readonly host: string;
  readonly port: number;
  /** Given: TLS only, nothing is answered in plain. */
  readonly tls?: TlsFiles | undefined;
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
  /** Reads the files of TLS again. Throws when they do not fit; the old ones then stay in use. */
  renewTls(): void;
  /** From now on every answer closes its connection; new ones are still taken. */
  drain(): void;
  /** Takes no more connections, finishes what is under way, and resolves when all is closed. */
  stop(limits?: StopLimits): Promise<void>;
}

const SERVER_OPTIONS = {
  headersTimeout: 10_000,
  // Of a whole request; a body that does not come is given up much sooner (body-time.ts).
  requestTimeout: 3_600_000,
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

/**
 * Listens for HTTP/1.1, over TLS where its files are given; rejects when the address cannot be
 * had or the files do not fit.
 */
export async function startHttpServer(
  listener: RequestListener,
  { host, port, tls }: HttpServerOptions,
): Promise<HttpServer> {
  const server = createListener(tls);
  const connections = new Connections(server);
  server.on('request', limitBodyTime);
  server.on('request', listener);
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
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
    renewTls: () => {
      if (tls !== undefined && server instanceof SecureServer) {
        server.setSecureContext(readTlsContext(tls));
      }
    },
    drain: () => {
      connections.drain();
    },
    stop: (limits = {}) => stopServer(server, connections, limits),
  };
}

function createListener(tls: TlsFiles | undefined): Server {
  if (tls === undefined) return createServer(SERVER_OPTIONS);
  return createSecureServer({ ...SERVER_OPTIONS, ...tlsServerOptions(tls) });
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
  /** Below TLS, those that shake hands among them. */
  private readonly below = new Set<Socket>();
  private draining = false;

  constructor(server: Server) {
    // Over TLS a connection is one of ours from the handshake on; before, it is only closed.
    const opened = server instanceof SecureServer ? 'secureConnection' : 'connection';
    server.on(opened, (socket: Socket) => {
      this.responses.set(socket, undefined);
      socket.once('close', () => this.responses.delete(socket));
    });
    if (opened === 'secureConnection') server.on('connection', (raw: Socket) => this.keep(raw));
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
    for (const socket of this.below) socket.destroy();
  }

  /** Resolves when no connection is open, or after so many milliseconds. */
  async allClosed(withinMs: number): Promise<void> {
    const until = performance.now() + withinMs;
    while (this.responses.size > 0 && performance.now() < until) await sleep(POLL_MS);
  }

  private keep(raw: Socket): void {
    this.below.add(raw);
    raw.once('close', () => this.below.delete(raw));
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
