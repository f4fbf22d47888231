import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../database/create-database.js';
import { asSystem } from '../observability/request-context.js';
import type { Clock } from '../shared/clock.js';
import type { UserPrincipal } from '../shared/principal.js';

/** Whom a ticket was made for. */
export interface TicketHolder {
  readonly userId: string;
  readonly organizationId: string;
  /** Absent where the caller had none. */
  readonly sessionId?: string;
  /** See `UserPrincipal`. */
  readonly expiresAt?: number;
}

interface TicketStoreDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ticketSeconds: number;
}

const TICKET_BYTES = 32;
const PURGE_AT_ONCE = 1_000;

/** True for a text that could be a ticket: 256 bits in base64url. */
export function isTicketShaped(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/**
 * Tickets that open a socket once. Kept in MariaDB, as hashes: the instance that takes a ticket is
 * seldom the one that made it, and Redis may be away.
 */
export class TicketStore {
  constructor(private readonly deps: TicketStoreDeps) {}

  /** Makes a ticket for the caller. */
  async issue(principal: UserPrincipal): Promise<string> {
    const { database, clock, ticketSeconds } = this.deps;
    const ticket = randomBytes(TICKET_BYTES).toString('base64url');
    const expiresAt = new Date(clock.now().getTime() + ticketSeconds * 1_000);
    const { userId, sessionId = null } = principal;
    const accessEndsAt = principal.expiresAt === undefined ? null : new Date(principal.expiresAt);
    const bind = { hash: hashOf(ticket), userId, sessionId, expiresAt, accessEndsAt };
    await database.unitOfWork.run(() => database.tenantDb.execute(INSERT, bind));
    return ticket;
  }

  /** Uses a ticket up: of several who try at once, one gets its holder, the others nothing. */
  async claim(ticket: string): Promise<TicketHolder | undefined> {
    const { database, clock } = this.deps;
    const bind = { hash: hashOf(ticket), now: clock.now() };
    return asSystem('a socket is nobody’s until its ticket is read', async () => {
      // Looked up first: a guess then costs one read, and locks nothing.
      if ((await database.rawDb.selectOne(FIND, bind)) === undefined) return undefined;
      return database.unitOfWork.run(async () =>
        toHolder(await database.rawDb.selectOne<HolderRow>(CLAIM, bind)),
      );
    });
  }

  /** Removes tickets that were never used. */
  async purge(): Promise<void> {
    const { database, clock } = this.deps;
    await asSystem('tickets of all tenants expire', () =>
      database.unitOfWork.run(() => database.rawDb.execute(PURGE, { now: clock.now() })),
    );
  }
}

interface HolderRow {
  readonly userId: string;
  readonly organizationId: string;
  readonly sessionId: string | null;
  readonly accessEndsAt: Date | null;
}

function toHolder(row: HolderRow | undefined): TicketHolder | undefined {
  if (row === undefined) return undefined;
  const { sessionId, accessEndsAt, userId, organizationId } = row;
  return {
    userId,
    organizationId,
    ...(sessionId === null ? {} : { sessionId }),
    ...(accessEndsAt === null ? {} : { expiresAt: accessEndsAt.getTime() }),
  };
}

function hashOf(ticket: string): Buffer {
  return createHash('sha256').update(ticket).digest();
}

const INSERT = `INSERT INTO realtime_tickets
    (token_hash, organization_id, user_id, session_id, expires_at, access_ends_at)
  VALUES ($hash, $organizationId, $userId, $sessionId, $expiresAt, $accessEndsAt)`;

const FIND = 'SELECT 1 FROM realtime_tickets WHERE token_hash = $hash AND expires_at > $now';

const CLAIM = `DELETE FROM realtime_tickets WHERE token_hash = $hash AND expires_at > $now
  RETURNING user_id AS userId, organization_id AS organizationId, session_id AS sessionId,
    access_ends_at AS accessEndsAt`;

const PURGE = `DELETE FROM realtime_tickets WHERE expires_at <= $now LIMIT ${PURGE_AT_ONCE}`;
