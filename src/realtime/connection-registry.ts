import type { Connection } from './connection.js';
import type { RealtimeMetrics } from './realtime-metrics.js';

/** The open sockets of this process. */
export class ConnectionRegistry {
  private readonly connections = new Set<Connection>();
  private readonly byUser = new Map<string, number>();
  private onEmpty: Array<() => void> = [];

  constructor(private readonly metrics: RealtimeMetrics) {}

  get size(): number {
    return this.connections.size;
  }

  /** All connections. */
  all(): Iterable<Connection> {
    return this.connections;
  }

  /** How many connections a person has here. */
  countOf(userId: string): number {
    return this.byUser.get(userId) ?? 0;
  }

  /** Counts a new connection in. */
  add(connection: Connection): void {
    const { userId } = connection.principal;
    this.connections.add(connection);
    this.byUser.set(userId, this.countOf(userId) + 1);
    this.metrics.openSockets.set(this.size);
  }

  /** Counts a closed connection out. */
  remove(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    const { userId } = connection.principal;
    const left = this.countOf(userId) - 1;
    if (left > 0) this.byUser.set(userId, left);
    else this.byUser.delete(userId);
    this.metrics.openSockets.set(this.size);
    if (this.size === 0) for (const resolve of this.onEmpty.splice(0)) resolve();
  }

  /** Resolves when the last connection is gone. */
  empty(): Promise<void> {
    if (this.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.onEmpty.push(resolve));
  }
}
