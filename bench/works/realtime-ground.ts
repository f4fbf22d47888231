import { createHash, randomBytes } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { seededId } from '../data/seeded-id.js';
import type { Stage } from '../stage.js';

/** What the sockets need: a showroom to walk in, and a ticket for each of so many people. */
export interface RealtimeGround {
  readonly showroomId: string;
  readonly tickets: readonly string[];
}

const ROWS = 1_000;
const FLOORS = JSON.stringify([{ floor: 1, widthM: 20, depthM: 20 }]);

/**
 * Makes the worst case: every socket is somebody else's, so that each has rights and a room of
 * its own. Tickets are written past the product: that they are made is not what is measured.
 */
export async function realtimeGround(
  { connection }: Stage,
  people: number,
): Promise<RealtimeGround> {
  const organizationId = seededId('organization');
  const showroomId = newId();
  await connection.query(
    `INSERT INTO showrooms (id, organization_id, name, time_zone, currency, opening_hours, floors,
       version, created_at)
     VALUES (?, ?, 'Live floor', 'America/Chicago', 'USD', '{}', ?, 1, NOW())`,
    [showroomId, organizationId, FLOORS],
  );
  await connection.query(
    'INSERT INTO user_showrooms (organization_id, user_id, showroom_id) VALUES (?, ?, ?)',
    [organizationId, seededId('user'), showroomId],
  );
  const tickets: string[] = [];
  for (let first = 0; first < people; first += ROWS) {
    const count = Math.min(ROWS, people - first);
    const rows = Array.from({ length: count }, () => ({
      userId: newId(),
      ticket: randomBytes(32).toString('base64url'),
    }));
    const users = rows.flatMap(({ userId }) => [userId, organizationId, `${userId}@bench.example`]);
    await connection.query(
      `INSERT INTO users (id, organization_id, email, name, role, password_hash, version, created_at)
       VALUES ${repeated(count, "(?, ?, ?, 'Rita Rep', 'sales_rep', '', 1, NOW())")}`,
      users,
    );
    await connection.query(
      `INSERT INTO user_showrooms (organization_id, user_id, showroom_id)
       VALUES ${repeated(count, '(?, ?, ?)')}`,
      rows.flatMap(({ userId }) => [organizationId, userId, showroomId]),
    );
    await connection.query(
      `INSERT INTO realtime_tickets (token_hash, organization_id, user_id, expires_at)
       VALUES ${repeated(count, '(?, ?, ?, NOW() + INTERVAL 1 DAY)')}`,
      rows.flatMap(({ ticket, userId }) => [hashOf(ticket), organizationId, userId]),
    );
    tickets.push(...rows.map(({ ticket }) => ticket));
  }
  return { showroomId, tickets };
}

function repeated(count: number, tuple: string): string {
  return Array.from({ length: count }, () => tuple).join(', ');
}

function hashOf(ticket: string): Buffer {
  return createHash('sha256').update(ticket).digest();
}
