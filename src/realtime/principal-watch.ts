import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../shared/clock.js';
import type { UserPrincipal } from '../shared/principal.js';
import type { ConcurrencyGate } from './concurrency-gate.js';
import { CLOSE } from './connection.js';
import type { Connection, View } from './connection.js';
import { forbiddenRoom } from './frame-router.js';
import { loadPrincipal } from './load-principal.js';
import type { PrincipalLoader } from './realtime-ports.js';
import type { RoomAccess } from './room-access.js';
import type { RoomDirectory } from './room-directory.js';
import { errorFrame } from './server-frames.js';

interface PrincipalWatchDeps {
  readonly connections: () => Iterable<Connection>;
  readonly loader: PrincipalLoader;
  readonly access: RoomAccess;
  readonly directory: RoomDirectory;
  readonly viewOf: (principal: UserPrincipal) => View;
  readonly gate: ConcurrencyGate;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly everyMs: number;
}

const AT_ONCE = 50;
const LONGEST_PAUSE_MS = 50;

/**
 * Looks again and again at whether the people behind the sockets are still welcome, because a
 * socket outlives the access token that its ticket was made with: a tablet on the wall stays
 * connected all day. Who is disabled, or whose session has ended, is out within one round; so is
 * somebody without a session of ours, whom an outside issuer has named, when that token ends.
 */
export class PrincipalWatch {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private startedAt = 0;
  private isStopped = true;

  constructor(private readonly deps: PrincipalWatchDeps) {}

  /** Begins the rounds. */
  start(): void {
    this.isStopped = false;
    this.startedAt = performance.now();
    this.later();
  }

  /** Ends the rounds. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.round;
  }

  private later(): void {
    if (this.isStopped) return;
    const { everyMs } = this.deps;
    const waitMs = Math.max(0, this.startedAt + everyMs - performance.now());
    this.timer = setTimeout(() => {
      this.startedAt = performance.now();
      this.round = this.check().finally(() => this.later());
    }, waitMs);
  }

  /** One round: each person and session is read once, however many sockets there are. */
  private async check(): Promise<void> {
    const groups = new Map<string, Connection[]>();
    for (const connection of this.deps.connections()) {
      const { userId, sessionId, expiresAt } = connection.principal;
      const key = `${userId} ${sessionId ?? expiresAt ?? ''}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [connection]);
      else group.push(connection);
    }
    await this.checkAll([...groups.values()]);
  }

  /** A few at a time, with pauses: ten thousand queries in one go would hold up everything else. */
  private async checkAll(people: readonly Connection[][]): Promise<void> {
    const pauseMs = Math.min(LONGEST_PAUSE_MS, (this.deps.everyMs / 2) * (AT_ONCE / people.length));
    for (let first = 0; first < people.length && !this.isStopped; first += AT_ONCE) {
      if (first > 0) await sleep(pauseMs);
      const some = people.slice(first, first + AT_ONCE);
      await Promise.all(some.map((connections) => this.checkPerson(connections)));
    }
  }

  private async checkPerson(connections: readonly Connection[]): Promise<void> {
    const [first] = connections;
    if (first === undefined || this.isStopped) return;
    try {
      await this.deps.gate.run(async () => {
        const principal = await loadPrincipal(this.deps, first.principal);
        if (principal === undefined) closeAll(connections, 'not authenticated');
        else await this.renew(principal, connections);
      });
    } catch (error) {
      // Nobody is thrown out because the database is away; the next round looks again.
      this.deps.logger.warn({ err: error }, 'the person behind a socket could not be checked');
    }
  }

  private async renew(principal: UserPrincipal, connections: readonly Connection[]): Promise<void> {
    const { viewOf } = this.deps;
    // A room is followed in one view: it has to be joined again for the other.
    const changed = connections.filter(({ view }) => view !== viewOf(principal));
    closeAll(changed, 'rights have changed');
    const verdicts = new Map<string, boolean>();
    for (const connection of connections) {
      connection.principal = principal;
      for (const { feed } of [...this.deps.directory.roomsOf(connection).values()]) {
        const { room } = feed.name;
        const mayStay =
          verdicts.get(room) ?? (await this.deps.access.mayEnter(principal, feed.name));
        verdicts.set(room, mayStay);
        if (!mayStay) this.expel(connection, room);
      }
    }
  }

  private expel(connection: Connection, room: string): void {
    this.deps.directory.leave(connection, room);
    connection.sendFrame(errorFrame(forbiddenRoom(room)));
  }
}

function closeAll(connections: readonly Connection[], reason: string): void {
  for (const connection of connections) connection.close(CLOSE.notAllowed, reason);
}
