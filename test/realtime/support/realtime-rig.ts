import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Redis } from 'ioredis';
import { Registry } from 'prom-client';
import type { ClientOptions } from 'ws';
import { apiPoolLimits } from '../../../src/database/create-database.js';
import type { Database } from '../../../src/database/create-database.js';
import { LocalWakeBus, WAKE_ROOMS } from '../../../src/events/wake-bus.js';
import { createLogger } from '../../../src/observability/logger.js';
import {
  asOrganization,
  asSystem,
  runInContext,
} from '../../../src/observability/request-context.js';
import { createRealtime } from '../../../src/realtime/create-realtime.js';
import type { Realtime, RealtimeDeps } from '../../../src/realtime/create-realtime.js';
import type {
  PrincipalLoader,
  RoomRule,
  RoomSnapshot,
} from '../../../src/realtime/realtime-ports.js';
import type { Clock } from '../../../src/shared/clock.js';
import { newId } from '../../../src/shared/ids.js';
import type { UserPrincipal } from '../../../src/shared/principal.js';
import { expectOwnFramesOnly } from '../../support/frame-contract.js';
import { createTestDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';
import { openSocket } from './socket-client.js';
import type { SocketClient } from './socket-client.js';
import { createCuttableProxy } from './cuttable-proxy.js';
import type { CuttableProxy } from './cuttable-proxy.js';

/** People of a test; taken out of the map, they are disabled. */
export class KnownPrincipals implements PrincipalLoader {
  private readonly known = new Map<string, UserPrincipal>();

  load(userId: string): Promise<UserPrincipal | undefined> {
    return Promise.resolve(this.known.get(userId));
  }

  add(principal: UserPrincipal): UserPrincipal {
    this.known.set(principal.userId, principal);
    return principal;
  }

  disable({ userId }: UserPrincipal): void {
    this.known.delete(userId);
  }
}

/** A clock that a test moves. */
export class MovedClock implements Clock {
  private offsetMs = 0;

  now(): Date {
    return new Date(Date.now() + this.offsetMs);
  }

  advance(milliseconds: number): void {
    this.offsetMs += milliseconds;
  }
}

/** A showroom's room for those who have access to it. */
export const showroomRule: RoomRule = {
  kind: 'showroom',
  mayEnter: (principal, id) =>
    Promise.resolve(principal.showroomIds === 'all' || principal.showroomIds.includes(id)),
};

/** State that tells which showroom it is of. */
export const showroomSnapshot: RoomSnapshot = {
  kind: 'showroom',
  initialState: (id) => Promise.resolve({ customers: [], heatmap: [], rotation: [], of: id }),
  recentActivity: (id) => Promise.resolve([{ activity: id }]),
};

/** The room of the first showroom that a person has access to. */
export function roomOf(person: UserPrincipal): string {
  return `showroom:${person.showroomIds[0] ?? ''}`;
}

interface ConnectOptions {
  readonly protocols?: string[];
  readonly socket?: ClientOptions;
}

/** One process of the product, as far as sockets go. */
export class Instance {
  constructor(
    readonly realtime: Realtime,
    readonly server: Server,
    readonly registry: Registry,
    readonly database: Database,
  ) {}

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}/realtime`;
  }

  /** Asks the operation for a ticket, as the router would. */
  async ticket(principal: UserPrincipal): Promise<string> {
    const [route] = this.realtime.routes;
    if (route === undefined) throw new Error('There is no operation for tickets.');
    const input = { principal } as unknown as Parameters<typeof route.handle>[0];
    const { organizationId } = principal;
    const context = { requestId: newId(), principal, organizationId };
    const { body } = await runInContext(context, () => route.handle(input, undefined));
    return (body as { ticket: string }).ticket;
  }

  /** Connects with a fresh ticket and waits for the welcome. */
  async connect(principal: UserPrincipal, options: ConnectOptions = {}): Promise<SocketClient> {
    const ticket = await this.ticket(principal);
    const url = `${this.url}?ticket=${ticket}`;
    const client = await openSocket(url, options.protocols ?? [], options.socket ?? {});
    await client.untilType('WELCOME');
    return client;
  }

  /** Connects and waits until the room has been entered. */
  async join(principal: UserPrincipal, room: string, resumeFrom?: number): Promise<SocketClient> {
    const client = await this.connect(principal);
    client.send('SUBSCRIBE', resumeFrom === undefined ? { room } : { room, resumeFrom });
    await client.until((frame) => frame.type === 'SUBSCRIBED' && frame.room === room);
    return client;
  }

  async stop(): Promise<void> {
    await this.realtime.stop();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Several processes on one database, and the relay's part played by hand. */
export class RealtimeRig {
  readonly clock = new MovedClock();
  readonly principals = new KnownPrincipals();
  readonly wakeBus = new LocalWakeBus();
  private readonly instances: Instance[] = [];

  constructor(
    private readonly schema: TestDatabase,
    readonly database: Database,
  ) {}

  /** Starts a process; by default it has hints from all, and no Redis. */
  async start(changes: Partial<RealtimeDeps> = {}, redis?: Redis): Promise<Instance> {
    const registry = new Registry();
    const database = changes.database ?? this.schema.open(apiPoolLimits);
    const realtime = createRealtime({
      clock: this.clock,
      logger: createLogger('silent'),
      http: { trustProxy: [], allowedOrigins: ['https://desk.example'] },
      registry,
      principalLoader: this.principals,
      roomRules: [showroomRule],
      snapshots: [showroomSnapshot],
      enrichers: [],
      commands: [],
      wakeBus: this.wakeBus,
      redis,
      ...changes,
      database,
      options: { closeGraceMs: 500, ...changes.options },
    });
    const server = createServer((_request, response) => response.writeHead(404).end());
    realtime.attach(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    realtime.start();
    const instance = new Instance(realtime, server, registry, database);
    this.instances.push(instance);
    return instance;
  }

  /** A road to the database that a test can cut, and a pool that takes it. */
  async openThroughProxy(): Promise<{ proxy: CuttableProxy; database: Database }> {
    const proxy = await createCuttableProxy(this.schema.port);
    const url = new URL(this.schema.url);
    url.port = String(proxy.port);
    return { proxy, database: this.schema.open(apiPoolLimits, url.href) };
  }

  /** A sales rep of a new dealer group with one showroom. */
  person(changes: Partial<UserPrincipal> = {}): UserPrincipal {
    return this.principals.add({
      kind: 'user',
      userId: newId(),
      organizationId: newId(),
      role: 'sales_rep',
      showroomIds: [newId()],
      sessionId: newId(),
      scopes: new Set(),
      ...changes,
    });
  }

  /** Writes events into a room in one transaction, as the relay does; answers the last `seq`. */
  async append(room: string, organizationId: string, count = 1, size = 0): Promise<number> {
    const { rawDb, unitOfWork } = this.database;
    const last = await asOrganization(organizationId, () =>
      unitOfWork.run(async () => {
        await rawDb.execute(OPEN_HEAD, { room, organizationId });
        const head = await rawDb.selectOne<{ seq: number }>(LOCK_HEAD, { room });
        const first = (head?.seq ?? 0) + 1;
        for (let seq = first; seq < first + count; seq += 1) {
          const payload = JSON.stringify({ number: seq, filling: 'x'.repeat(size) });
          const now = this.clock.now();
          await rawDb.execute(ADD_EVENT, { room, seq, organizationId, id: newId(), payload, now });
        }
        await rawDb.execute(MOVE_HEAD, { room, seq: first + count - 1 });
        return first + count - 1;
      }),
    );
    this.wakeBus.publish(WAKE_ROOMS, [room]);
    return last;
  }

  /** Removes the oldest events, as retention does. */
  async forget(room: string, upTo: number): Promise<void> {
    await asSystem('retention', () =>
      this.database.unitOfWork.run(() => this.database.rawDb.execute(FORGET, { room, upTo })),
    );
  }

  async stop(): Promise<void> {
    for (const instance of this.instances) await instance.stop();
    await this.schema.drop();
  }
}

/** A rig on a schema of its own. */
export async function createRealtimeRig(): Promise<RealtimeRig> {
  expectOwnFramesOnly();
  const schema = await createTestDatabase();
  return new RealtimeRig(schema, schema.open());
}

const OPEN_HEAD = `INSERT INTO room_heads (room, organization_id, seq)
  VALUES ($room, $organizationId, 0) ON DUPLICATE KEY UPDATE seq = seq`;
const LOCK_HEAD = 'SELECT seq FROM room_heads WHERE room = $room FOR UPDATE';
const MOVE_HEAD = 'UPDATE room_heads SET seq = $seq WHERE room = $room';
const ADD_EVENT = `INSERT INTO room_events
    (room, seq, organization_id, event_id, type, payload, occurred_at, stored_at)
  VALUES ($room, $seq, $organizationId, $id, 'CUSTOMER_ENTERED', $payload, $now, $now)`;
const FORGET = 'DELETE FROM room_events WHERE room = $room AND seq <= $upTo';
