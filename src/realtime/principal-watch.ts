import type { Logger } from '../observability/logger.js';
import type { UserPrincipal } from '../shared/principal.js';
import type { ConcurrencyGate } from './concurrency-gate.js';
import { CLOSE } from './connection.js';
import type { Connection } from './connection.js';
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
  readonly gate: ConcurrencyGate;
  readonly logger: Logger;
  readonly everyMs: number;
}

/**
 * Looks again and again at whether the people behind the sockets are still welcome, because a
 * socket outlives the access token that its ticket was made with: a tablet on the wall stays
 * connected all day, and a person who is disabled is out within one round.
 */
export class PrincipalWatch {
  private timer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private isStopped = true;

  constructor(private readonly deps: PrincipalWatchDeps) {}

  /** Begins the rounds. */
  start(): void {
    this.isStopped = false;
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
    this.timer = setTimeout(() => {
      this.round = this.check().finally(() => this.later());
    }, this.deps.everyMs);
  }

  /** One round: each person and session is read once, however many sockets there are. */
  private async check(): Promise<void> {
    const groups = new Map<string, Connection[]>();
    for (const connection of this.deps.connections()) {
      const { userId, sessionId } = connection.principal;
      const key = `${userId} ${sessionId ?? ''}`;
      groups.set(key, [...(groups.get(key) ?? []), connection]);
    }
    const checks = [...groups.values()].map((connections) => this.checkPerson(connections));
    await Promise.all(checks);
  }

  private async checkPerson(connections: readonly Connection[]): Promise<void> {
    const [first] = connections;
    if (first === undefined || this.isStopped) return;
    try {
      await this.deps.gate.run(async () => {
        const principal = await loadPrincipal(this.deps.loader, first.principal);
        if (principal === undefined) closeAll(connections);
        else await this.renew(principal, connections);
      });
    } catch (error) {
      // Nobody is thrown out because the database is away; the next round looks again.
      this.deps.logger.warn({ err: error }, 'the person behind a socket could not be checked');
    }
  }

  private async renew(principal: UserPrincipal, connections: readonly Connection[]): Promise<void> {
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

function closeAll(connections: readonly Connection[]): void {
  for (const connection of connections) connection.close(CLOSE.notAllowed, 'not authenticated');
}
