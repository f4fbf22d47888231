import mariadb from 'mariadb';
import type { Connection } from 'mariadb';
import type { AssignmentStep, Assignment } from '../checkers/check-assignments.js';
import type { StoredDelivery, StoredEvent } from '../checkers/check-deliveries.js';
import type { StoredLead } from '../checkers/check-leads.js';

/** What is before the key in the comments of a lead. */
export const KEY_MARK = 'key ';

/** Reads the tables past the product, each time on a connection of its own. */
export class TableReader {
  constructor(
    private readonly url: string,
    private readonly organizationId: string,
  ) {}

  /** Leads with the keys that clients have put into their comments. */
  async leads(): Promise<StoredLead[]> {
    const rows = await this.select<{ id: string; comments: string }>(
      'SELECT id, comments FROM leads WHERE organization_id = ?',
      [this.organizationId],
    );
    return rows.map(({ id, comments }) => ({
      leadId: id,
      key: comments.startsWith(KEY_MARK) ? comments.slice(KEY_MARK.length) : comments,
    }));
  }

  /** The lead of each row of the scores. */
  async scoredLeads(): Promise<string[]> {
    const rows = await this.select<{ id: string }>(
      'SELECT lead_id AS id FROM lead_scores WHERE organization_id = ?',
      [this.organizationId],
    );
    return rows.map(({ id }) => id);
  }

  /** All events, in the order of their positions. */
  async events(): Promise<StoredEvent[]> {
    const rows = await this.select<Omit<StoredEvent, 'relayed'> & { relayed: number }>(
      `SELECT position, stream, stream_id AS streamId, version, type, relayed FROM events
       WHERE organization_id = ? ORDER BY position`,
      [this.organizationId],
    );
    return rows.map((row) => ({ ...row, relayed: row.relayed === 1 }));
  }

  /** All deliveries. */
  async deliveries(): Promise<StoredDelivery[]> {
    const rows = await this.select<
      Omit<StoredDelivery, 'finishedAt'> & { finishedAt: Date | null }
    >(
      'SELECT subscriber, event_position AS position, state, finished_at AS finishedAt FROM deliveries',
    );
    return rows.map(({ finishedAt, ...row }) => ({
      ...row,
      ...(finishedAt === null ? {} : { finishedAt: finishedAt.getTime() }),
    }));
  }

  /** How many deliveries and events still wait. */
  async waiting(): Promise<number> {
    const [row] = await this.select<{ count: number }>(
      `SELECT (SELECT COUNT(*) FROM events WHERE relayed = FALSE)
         + (SELECT COUNT(*) FROM deliveries WHERE state = 'pending') AS count`,
    );
    return Number(row?.count);
  }

  /** How many deliveries for a subscriber a worker is at, or was at when it died. */
  async claimed(subscriber: string): Promise<number> {
    const [row] = await this.select<{ count: number }>(
      `SELECT COUNT(*) AS count FROM deliveries
       WHERE subscriber = ? AND state = 'pending' AND claimed_by IS NOT NULL`,
      [subscriber],
    );
    return Number(row?.count);
  }

  /** The `seq` of all events of a room. */
  async roomSeqs(room: string): Promise<number[]> {
    const rows = await this.select<{ seq: number }>(
      'SELECT seq FROM room_events WHERE room = ? ORDER BY seq',
      [room],
    );
    return rows.map(({ seq }) => seq);
  }

  /** Who has whom now, by the turns: no key of the schema guards these. */
  async assignments(): Promise<Assignment[]> {
    return this.select<Assignment>(ASSIGNED, [this.organizationId]);
  }

  /** Visits of the showroom that wait for a rep. */
  async waitingVisits(): Promise<string[]> {
    const rows = await this.select<{ visitId: string }>(
      `SELECT visit_id AS visitId FROM turns
       WHERE organization_id = ? AND state = 'waiting' ORDER BY waiting_since, visit_id`,
      [this.organizationId],
    );
    return rows.map(({ visitId }) => visitId);
  }

  /** Assignments and ends of visits, in the order of the showroom's lock. */
  async assignmentSteps(): Promise<AssignmentStep[]> {
    const rows = await this.select<{ type: string; visitId: string; repId: string | null }>(
      `SELECT type, JSON_VALUE(data, '$.visitId') AS visitId,
         JSON_VALUE(data, '$.assignedTo') AS repId
       FROM events WHERE organization_id = ? AND type IN ('turn.assigned', 'visit.exited')
       ORDER BY position`,
      [this.organizationId],
    );
    return rows.map(({ type, visitId, repId }) =>
      type === 'turn.assigned'
        ? { step: 'assigned', visitId, repId: String(repId) }
        : { step: 'ended', visitId },
    );
  }

  /** Calls `look` with who has whom, again and again, until the returned function is called. */
  async watchAssignments(look: (now: readonly Assignment[]) => void): Promise<() => Promise<void>> {
    const connection = await this.connect();
    const end = new AbortController();
    const watching = (async () => {
      while (!end.signal.aborted) {
        look(await connection.query<Assignment[]>(ASSIGNED, [this.organizationId]));
      }
    })();
    // Whoever ends the watch is told of its failure.
    watching.catch(() => undefined);
    return async () => {
      end.abort();
      await watching.finally(() => connection.end());
    };
  }

  /** Plants a violation: gives one lead the key of another. */
  async plantSameKey(leadId: string, other: string): Promise<void> {
    const connection = await this.connect();
    try {
      await connection.query(
        `UPDATE leads AS changed JOIN leads AS source ON source.id = ?
         SET changed.comments = source.comments WHERE changed.id = ?`,
        [leadId, other],
      );
    } finally {
      await connection.end();
    }
  }

  private async select<Row>(sql: string, values: readonly string[] = []): Promise<Row[]> {
    const connection = await this.connect();
    try {
      return [...(await connection.query<Row[]>(sql, values))];
    } finally {
      await connection.end();
    }
  }

  private connect(): Promise<Connection> {
    const url = new URL(this.url);
    return mariadb.createConnection({
      host: url.hostname,
      port: Number(url.port),
      user: url.username,
      password: url.password,
      database: url.pathname.slice(1),
      bigIntAsNumber: true,
      timezone: 'Z',
      connectTimeout: 5_000,
    });
  }
}

const ASSIGNED = `SELECT visit_id AS visitId, assigned_to AS repId FROM turns
  WHERE organization_id = ? AND state IN ('assigned', 'accepted')`;
