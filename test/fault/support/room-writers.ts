import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import mariadb from 'mariadb';
import type { Connection } from 'mariadb';

/** Where events are to happen. */
export interface RoomWritersOptions {
  readonly databaseUrl: string;
  readonly organizationId: string;
  readonly showroomId: string;
  readonly events: number;
  /** Of all writers together. */
  readonly eventsPerSecond: number;
}

const WRITERS = 4;
const MOST_AT_ONCE = 8;
const LONGEST_OPEN_MS = 40;

/**
 * Writes events as the product's services do, one stream a writer: in transactions that are open
 * at the same time, so that events are not committed in the order of their positions.
 */
export class RoomWriters {
  /** Ids of what was committed, by the number of the event. */
  readonly committed: string[] = [];
  private nextNumber = 0;

  constructor(private readonly options: RoomWritersOptions) {}

  /** Resolves when all events are committed. */
  async run(): Promise<void> {
    await Promise.all(Array.from({ length: WRITERS }, () => this.write()));
  }

  private async write(): Promise<void> {
    const { events, eventsPerSecond } = this.options;
    const connection = await connect(this.options.databaseUrl);
    const stream = { id: randomUUID(), version: 0 };
    const startedAt = performance.now();
    let written = 0;
    try {
      while (this.nextNumber < events) {
        const count = Math.min(
          1 + Math.floor(Math.random() * MOST_AT_ONCE),
          events - this.nextNumber,
        );
        const first = this.nextNumber;
        this.nextNumber += count;
        await this.commit(connection, stream, first, count);
        written += count;
        const dueAt = startedAt + (written * WRITERS * 1_000) / eventsPerSecond;
        await sleep(Math.max(0, dueAt - performance.now()));
      }
    } finally {
      await connection.end();
    }
  }

  private async commit(
    connection: Connection,
    stream: { readonly id: string; version: number },
    first: number,
    count: number,
  ): Promise<void> {
    const ids = Array.from({ length: count }, () => randomUUID());
    await connection.beginTransaction();
    for (const [index, id] of ids.entries()) {
      stream.version += 1;
      const { organizationId, showroomId } = this.options;
      const data = { visitId: stream.id, number: first + index, vehicles: [] };
      await connection.query(INSERT, [
        ...[id, organizationId, showroomId, stream.id, stream.version],
        JSON.stringify(data),
      ]);
    }
    await sleep(Math.random() * LONGEST_OPEN_MS);
    await connection.commit();
    for (const [index, id] of ids.entries()) this.committed[first + index] = id;
  }
}

function connect(databaseUrl: string): Promise<Connection> {
  const url = new URL(databaseUrl);
  return mariadb.createConnection({
    host: url.hostname,
    port: Number(url.port),
    user: url.username,
    password: url.password,
    database: url.pathname.slice(1),
  });
}

const INSERT = `INSERT INTO events
    (id, organization_id, showroom_id, stream, stream_id, version, type, data, occurred_at)
  VALUES (?, ?, ?, 'visit', ?, ?, 'visit.near_interest', ?, UTC_TIMESTAMP(3))`;
