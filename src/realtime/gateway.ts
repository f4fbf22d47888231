import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { ServerOptions, WebSocket } from 'ws';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../shared/clock.js';
import { problem, unavailable } from '../shared/errors.js';
import type { ProblemError } from '../shared/errors.js';
import type { UserPrincipal } from '../shared/principal.js';
import { CLOSE, Connection } from './connection.js';
import type { View } from './connection.js';
import type { ConnectionRegistry } from './connection-registry.js';
import type { FrameRouter } from './frame-router.js';
import { Inbox } from './inbox.js';
import type { RealtimeMetrics } from './realtime-metrics.js';
import type { RealtimeOptions } from './realtime-options.js';
import type { RoomDirectory } from './room-directory.js';
import type { RoomJoiner } from './room-joiner.js';
import { reconnectFrame } from './server-frames.js';
import type { UpgradeGuard, UpgradeVerdict } from './upgrade-guard.js';
import { refuseUpgrade } from './upgrade-refusal.js';
import { chooseProtocol } from './upgrade-request.js';

interface GatewayDeps {
  readonly guard: UpgradeGuard;
  readonly router: FrameRouter;
  readonly joiner: RoomJoiner;
  readonly directory: RoomDirectory;
  readonly connections: ConnectionRegistry;
  readonly metrics: RealtimeMetrics;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly options: RealtimeOptions;
  readonly viewOf: (principal: UserPrincipal) => View;
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

type Admission = Exclude<UpgradeVerdict, { readonly kind: 'refuse' }>;

/** In how many steps all sockets are pinged once. */
const PULSE_STEPS = 30;
const SHORTEST_STEP_MS = 10;

const SHORTEST_SPREAD_MS = 1_000;
const LONGEST_SPREAD_MS = 60_000;
/** About as many a second find their way to a process that has other things to do. */
const RETURNS_A_SECOND = 200;

const FULL = { kind: 'refuse', error: unavailable() } as const;

function badHandshake(): ProblemError {
  return problem(400, 'validation_failed', 'This is not the handshake of a WebSocket (RFC 6455).');
}

/** So long that those who come back do not come all at once. */
function returnSpreadMs(sockets: number): number {
  const wantedMs = (sockets / RETURNS_A_SECOND) * 1_000;
  return Math.min(LONGEST_SPREAD_MS, Math.max(SHORTEST_SPREAD_MS, wantedMs));
}

/** Turns upgrades into connections, and keeps them alive. */
export class Gateway {
  private readonly webSockets: WebSocketServer;
  // Shared: what a listener of one socket's own would hold on to, it would hold as long as it.
  private readonly onBroken = (err: Error): void =>
    this.deps.logger.debug({ err }, 'a socket broke');
  private readonly onMisuse = (err: Error): void =>
    this.deps.logger.debug({ err }, 'a socket was misused');
  private pulse: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(private readonly deps: GatewayDeps) {
    const { maxFrameBytes, closeGraceMs } = deps.options;
    // `closeTimeout` is newer than the published types.
    const options: ServerOptions & { closeTimeout: number } = {
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: maxFrameBytes,
      closeTimeout: closeGraceMs,
      handleProtocols: chooseProtocol,
    };
    this.webSockets = new WebSocketServer(options);
    this.webSockets.on('wsClientError', (_error, socket) => refuseUpgrade(socket, badHandshake()));
  }

  /** Takes the upgrades of a server. */
  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => void this.upgrade(request, socket, head));
  }

  /** Begins to ping. */
  start(): void {
    const { connections, options } = this.deps;
    const stepMs = Math.max(SHORTEST_STEP_MS, options.pingMs / PULSE_STEPS);
    this.pulse = setInterval(() => {
      const now = performance.now();
      for (const connection of connections.all()) connection.checkPulse(now);
    }, stepMs);
  }

  /**
   * Takes no more upgrades; tells every client when to come back, each at another moment, and
   * closes its socket (1001). Resolves when all are gone.
   */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearInterval(this.pulse);
    const { connections, options } = this.deps;
    const spreadMs = returnSpreadMs(connections.size);
    for (const connection of connections.all()) {
      connection.sendFrame(reconnectFrame(Math.floor(Math.random() * spreadMs)));
      connection.close(CLOSE.goingAway, 'shutdown');
    }
    const timer = setTimeout(() => {
      for (const connection of connections.all()) connection.terminate();
    }, options.closeGraceMs);
    await connections.empty();
    clearTimeout(timer);
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { guard, logger } = this.deps;
    // A socket that has broken is destroyed by itself; once it is a WebSocket, that listens.
    socket.on('error', this.onBroken);
    try {
      const verdict = this.isFull() ? FULL : await guard.decide(request);
      if (verdict.kind === 'refuse') refuseUpgrade(socket, verdict.error);
      else if (this.isFull()) refuseUpgrade(socket, FULL.error);
      else this.shakeHands({ request, socket, head }, verdict);
    } catch (error) {
      logger.error({ err: error }, 'an upgrade failed');
      socket.destroy();
    }
  }

  private isFull(): boolean {
    const { connections, options } = this.deps;
    return this.isStopped || connections.size >= options.maxConnections;
  }

  private shakeHands({ request, socket, head }: Upgrade, verdict: Admission): void {
    const transport = request.socket;
    this.webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      socket.off('error', this.onBroken);
      webSocket.on('error', this.onMisuse);
      if (verdict.kind === 'close') this.turnAway(webSocket, verdict.reason);
      else this.welcome(webSocket, transport, verdict.principal);
    });
  }

  private turnAway(webSocket: WebSocket, reason: string): void {
    this.deps.logger.info({ reason }, 'a socket was turned away');
    this.deps.metrics.closes.inc({ code: CLOSE.notAllowed });
    webSocket.close(CLOSE.notAllowed, reason);
  }

  private welcome(webSocket: WebSocket, transport: Socket, principal: UserPrincipal): void {
    const { connections, router, directory, metrics, options, viewOf } = this.deps;
    if (connections.countOf(principal.userId) >= options.maxConnectionsPerUser) {
      this.turnAway(webSocket, 'too many connections');
      return;
    }
    const view = viewOf(principal);
    const connection = new Connection({ webSocket, transport, principal, view }, this.deps);
    const inbox = new Inbox(connection, router, options);
    connections.add(connection);
    webSocket.on('close', (code) => {
      metrics.closes.inc({ code });
      directory.leaveAll(connection);
      connections.remove(connection);
    });
    inbox.after(this.greet(connection));
    webSocket.on('message', (data, isBinary) => inbox.receive(data as Buffer, isBinary));
    webSocket.on('ping', () => inbox.receiveControl());
    webSocket.on('pong', () => inbox.receiveControl());
  }

  /** `WELCOME`, with the person's own room, which is entered without being asked for. */
  private async greet(connection: Connection): Promise<void> {
    const { joiner, clock, logger } = this.deps;
    const { userId } = connection.principal;
    const room = `user:${userId}`;
    try {
      const goLive = await joiner.joinSilently(connection, { room, kind: 'user', id: userId });
      const serverTime = clock.now().toISOString();
      const payload = { connectionId: connection.id, userId, serverTime, rooms: [room] };
      connection.sendFrame({ type: 'WELCOME', payload });
      await goLive();
    } catch (error) {
      logger.error({ err: error }, 'a socket could not be welcomed');
      connection.close(CLOSE.internalError, 'try again');
    }
  }
}
