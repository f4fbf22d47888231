import type { Server } from 'node:http';
import type { Redis } from 'ioredis';
import type { Registry } from 'prom-client';
import type { Config } from '../config/config.js';
import type { Database } from '../database/create-database.js';
import type { WakeBus } from '../events/wake-bus.js';
import type { AnyRoute } from '../http/define-route.js';
import type { Schedule } from '../jobs/job.js';
import type { Logger } from '../observability/logger.js';
import type { AuditTrail } from '../shared/audit-trail.js';
import type { Clock } from '../shared/clock.js';
import type { UserPrincipal } from '../shared/principal.js';
import { BroadcastHub } from './broadcast-hub.js';
import { createClientKey } from './client-address.js';
import { ConcurrencyGate } from './concurrency-gate.js';
import type { View } from './connection.js';
import { ConnectionRegistry } from './connection-registry.js';
import { FrameEncoder } from './frame-encoder.js';
import { FrameRouter } from './frame-router.js';
import { Gateway } from './gateway.js';
import { LiveFrames } from './live-frames.js';
import { createOriginRule } from './origin-rule.js';
import { PrincipalWatch } from './principal-watch.js';
import { createRealtimeMetrics } from './realtime-metrics.js';
import { defaultRealtimeOptions } from './realtime-options.js';
import type { RealtimeOptions } from './realtime-options.js';
import type {
  FrameEnricher,
  LiveBroadcast,
  PrincipalLoader,
  RoomRule,
  RoomSnapshot,
  SocketCommand,
} from './realtime-ports.js';
import { RoomAccess } from './room-access.js';
import { RoomAudit } from './room-audit.js';
import { RoomDirectory } from './room-directory.js';
import { RoomFollower } from './room-follower.js';
import { RoomJoiner } from './room-joiner.js';
import { RoomLog } from './room-log.js';
import { createTicketRoutes } from './ticket-routes.js';
import { TicketStore } from './ticket-store.js';
import { UpgradeGuard } from './upgrade-guard.js';
import { UpgradeLimiter } from './upgrade-limiter.js';

/** What the sockets are made of; everything that knows an event by name is given. */
export interface RealtimeDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly http: Pick<Config['http'], 'trustProxy' | 'allowedOrigins'>;
  readonly registry: Registry;
  readonly principalLoader: PrincipalLoader;
  /** Who reads names of customers; everybody if absent. */
  readonly mayReadNames?: ((principal: UserPrincipal) => boolean) | undefined;
  readonly roomRules: readonly RoomRule[];
  readonly snapshots: readonly RoomSnapshot[];
  readonly enrichers: readonly FrameEnricher[];
  readonly commands: readonly SocketCommand[];
  /** Absent only where no room is to be recorded. */
  readonly auditTrail?: AuditTrail | undefined;
  /** Absent: events are found by polling alone. */
  readonly wakeBus?: Pick<WakeBus, 'subscribe'> | undefined;
  readonly redis?: Redis | undefined;
  /** Made here when absent; given where modules need it before these deps are complete. */
  readonly broadcast?: BroadcastHub | undefined;
  readonly options?: Partial<RealtimeOptions> | undefined;
}

/** The sockets of one process. */
export interface Realtime {
  /** For the role `api`. */
  readonly routes: readonly AnyRoute[];
  /** For the role `worker`. */
  readonly schedules: readonly Schedule[];
  readonly broadcast: LiveBroadcast;
  /** For the role `realtime`: takes the upgrades of a server. */
  attach(server: Server): void;
  /** Begins to follow rooms, to ping, and to look after the people connected. */
  start(): void;
  /** Closes every socket (1001) and ends what `start` began. */
  stop(): Promise<void>;
}

const PURGE_EVERY_MS = 60_000;

/**
 * Wires the sockets. Tickets are made where the role `api` runs and taken where `realtime` runs,
 * which may be different processes.
 */
export function createRealtime(deps: RealtimeDeps): Realtime {
  const options = { ...defaultRealtimeOptions, ...deps.options };
  const { database, clock } = deps;
  const tickets = new TicketStore({ database, clock, ticketSeconds: options.ticketSeconds });
  const broadcast = deps.broadcast ?? new BroadcastHub(deps);
  const rooms = createRooms(deps, options);
  const { gateway, watch } = createSockets(deps, { options, rooms, tickets });
  return {
    routes: createTicketRoutes({ tickets, ticketSeconds: options.ticketSeconds }),
    schedules: [
      { name: 'realtime.purge-tickets', everyMs: PURGE_EVERY_MS, run: () => tickets.purge() },
    ],
    broadcast,
    attach: (server) => gateway.attach(server),
    start: () => {
      broadcast.listen({
        isWanted: (room) => rooms.directory.has(room),
        accept: (frame) => rooms.liveFrames.accept(frame),
      });
      rooms.follower.start();
      gateway.start();
      watch.start();
    },
    stop: async () => {
      await gateway.stop();
      await Promise.all([watch.stop(), rooms.follower.stop()]);
      broadcast.stop();
    },
  };
}

interface Rooms {
  readonly directory: RoomDirectory;
  readonly audit: RoomAudit;
  readonly follower: RoomFollower;
  readonly joiner: RoomJoiner;
  readonly liveFrames: LiveFrames;
}

function createRooms(deps: RealtimeDeps, options: RealtimeOptions): Rooms {
  const { enrichers, logger, snapshots, wakeBus } = deps;
  const { enrichMs, concurrentJoins } = options;
  const directory = new RoomDirectory();
  const log = new RoomLog(deps.database);
  const encoder = new FrameEncoder({ enrichers, enrichMs, logger });
  const follower = new RoomFollower({ directory, log, encoder, wakeBus, logger, options });
  const gate = new ConcurrencyGate(concurrentJoins, MOST_WAITING);
  const audit = new RoomAudit(deps.roomRules, deps.auditTrail);
  const joiner = new RoomJoiner({
    ...{ directory, log, encoder, follower, snapshots, gate, audit, options },
  });
  return {
    directory,
    audit,
    follower,
    joiner,
    liveFrames: new LiveFrames({ directory, encoder, logger }),
  };
}

interface SocketParts {
  readonly options: RealtimeOptions;
  readonly rooms: Rooms;
  readonly tickets: TicketStore;
}

const CONCURRENT_CLAIMS = 4;
const CONCURRENT_BLOCKED_CLAIMS = 1;
const CONCURRENT_CHECKS = 2;
const MOST_WAITING = 20_000;
const MOST_BLOCKED_WAITING = 50;

function createSockets(
  deps: RealtimeDeps,
  { options, rooms, tickets }: SocketParts,
): { gateway: Gateway; watch: PrincipalWatch } {
  const { clock, logger, principalLoader } = deps;
  const { audit, directory, joiner } = rooms;
  const metrics = createRealtimeMetrics(deps.registry);
  const access = new RoomAccess(deps.roomRules);
  const connections = new ConnectionRegistry(metrics);
  const { maxRoomsPerConnection, maxRefusedRooms, principalCheckMs } = options;
  const { commands } = deps;
  const router = new FrameRouter({
    ...{ access, audit, directory, joiner, commands, logger },
    ...{ maxRoomsPerConnection, maxRefusedRooms },
  });
  const guard = createGuard(deps, options, tickets);
  const viewOf = (principal: UserPrincipal): View =>
    deps.mayReadNames?.(principal) === false ? 'bare' : 'named';
  return {
    gateway: new Gateway({
      ...{ guard, router, joiner, directory, connections, metrics, clock, logger, options, viewOf },
    }),
    watch: new PrincipalWatch({
      connections: () => connections.all(),
      loader: principalLoader,
      gate: new ConcurrencyGate(CONCURRENT_CHECKS, Infinity),
      everyMs: principalCheckMs,
      ...{ access, directory, viewOf, clock, logger },
    }),
  };
}

function createGuard(
  { clock, http, principalLoader }: RealtimeDeps,
  { upgradesPerMinute, upgradeBlockMs }: RealtimeOptions,
  tickets: TicketStore,
): UpgradeGuard {
  const limits = { clock, perMinute: upgradesPerMinute, blockMs: upgradeBlockMs };
  return new UpgradeGuard({
    tickets,
    loader: principalLoader,
    clock,
    isOriginAllowed: createOriginRule(http.allowedOrigins),
    clientKey: createClientKey(http.trustProxy),
    addresses: new UpgradeLimiter(limits),
    persons: new UpgradeLimiter(limits),
    gate: new ConcurrencyGate(CONCURRENT_CLAIMS, MOST_WAITING),
    blockedGate: new ConcurrencyGate(CONCURRENT_BLOCKED_CLAIMS, MOST_BLOCKED_WAITING),
  });
}
