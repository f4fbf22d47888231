import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Connection, Pool } from 'mariadb';
import { v7 as newId } from 'uuid';
import type { BareAnswer } from './main.js';

/** The body that the benchmark sends; it is believed. */
interface LeadBody {
  readonly showroomId: string;
  readonly source: string;
  readonly timeframe: string;
  readonly contactMethods: readonly string[];
  readonly comments: string;
  readonly vehicles: ReadonlyArray<{
    readonly make: string;
    readonly model: string;
    readonly interest: string;
    readonly condition: string;
  }>;
  readonly customer: {
    readonly firstName: string;
    readonly lastName: string;
    readonly email: string;
    readonly phone: string;
  };
}

/** One lead, and all that is written with it. */
interface Draft {
  readonly organizationId: string;
  readonly userId: string;
  readonly key: string;
  readonly text: string;
  readonly body: LeadBody;
  readonly leadId: string;
  readonly customerId: string;
  readonly now: Date;
}

/** Stores a lead with its customer, its events and its idempotent answer, in one transaction. */
export async function createLead(pool: Pool, request: IncomingMessage): Promise<BareAnswer> {
  const text = await textOf(request);
  const draft: Draft = {
    organizationId: process.env['BENCH_ORGANIZATION_ID'] ?? '',
    userId: process.env['BENCH_USER_ID'] ?? '',
    key: String(request.headers['idempotency-key']),
    text,
    body: JSON.parse(text) as LeadBody,
    leadId: newId(),
    customerId: newId(),
    now: new Date(),
  };
  const answer = { status: 201, body: bodyOf(draft) };
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    await insertCustomer(connection, draft);
    await insertLead(connection, draft);
    await insertEvents(connection, draft);
    await insertKey(connection, draft, answer);
    await connection.commit();
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    await connection.release();
  }
  return answer;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function bodyOf({ leadId, customerId, body, now }: Draft): object {
  const { customer, ...lead } = body;
  const href = `/api/v1/leads/${leadId}`;
  return {
    ...lead,
    upType: 'internet',
    id: leadId,
    customerId,
    status: 'new',
    version: 1,
    requestedAt: now.toISOString(),
    receivedAt: now.toISOString(),
    _links: {
      self: { href },
      customer: { href: `/api/v1/customers/${customerId}` },
      showroom: { href: `/api/v1/showrooms/${lead.showroomId}` },
      score: { href: `${href}/score` },
    },
  };
}

async function insertCustomer(connection: Connection, draft: Draft): Promise<void> {
  const { organizationId, customerId, body, now } = draft;
  const { firstName, lastName, email, phone } = body.customer;
  const at = stored(now);
  await connection.execute(
    `INSERT INTO customer_identities (organization_id, kind, digest, customer_id)
     VALUES (?, 'email', ?, ?), (?, 'phone', ?, ?)`,
    [organizationId, digest(email), customerId, organizationId, digest(phone), customerId],
  );
  await connection.execute(
    `INSERT INTO customers (id, organization_id, first_name, last_name, preferences, interests,
       channels, consents, created_at, updated_at, version)
     VALUES (?, ?, ?, ?, '{}', '{"makes":[],"models":[],"bodyStyles":[]}', '["web"]', '[]', ?, ?, 1)`,
    [customerId, organizationId, firstName, lastName, at, at],
  );
  await connection.execute(
    `INSERT INTO customer_emails (organization_id, customer_id, address, verified, position)
     VALUES (?, ?, ?, FALSE, 0)`,
    [organizationId, customerId, email],
  );
  await connection.execute(
    `INSERT INTO customer_phones (organization_id, customer_id, number, verified, position)
     VALUES (?, ?, ?, FALSE, 0)`,
    [organizationId, customerId, phone],
  );
}

async function insertLead(connection: Connection, draft: Draft): Promise<void> {
  const { organizationId, customerId, leadId, body, now } = draft;
  const at = stored(now);
  await connection.execute(
    `INSERT INTO leads (id, organization_id, showroom_id, customer_id, source, up_type, status,
       timeframe, contact_methods, comments, requested_at, received_at, version)
     VALUES (?, ?, ?, ?, ?, 'internet', 'new', ?, ?, ?, ?, ?, 1)`,
    [
      ...[leadId, organizationId, body.showroomId, customerId, body.source, body.timeframe],
      ...[JSON.stringify(body.contactMethods), body.comments, at, at],
    ],
  );
  for (const [place, vehicle] of body.vehicles.entries()) {
    await connection.execute(
      `INSERT INTO lead_vehicles (organization_id, lead_id, place, make, model, interest,
         vehicle_condition)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[organizationId, leadId, place, vehicle.make, vehicle.model, vehicle.interest],
        vehicle.condition,
      ],
    );
  }
}

const TRACE = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00';

async function insertEvents(connection: Connection, draft: Draft): Promise<void> {
  const { organizationId, customerId, leadId, body, now } = draft;
  const at = stored(now);
  const created = { leadId, customerId, source: body.source, upType: 'internet' };
  await connection.execute(
    `INSERT INTO events (id, organization_id, showroom_id, stream, stream_id, version, type, data,
       occurred_at, traceparent)
     VALUES (?, ?, NULL, 'customer', ?, 1, 'customer.created', ?, ?, ?),
       (?, ?, ?, 'lead', ?, 1, 'lead.created', ?, ?, ?)`,
    [
      ...[newId(), organizationId, customerId, JSON.stringify({ customerId, channel: 'web' })],
      ...[at, TRACE, newId(), organizationId, body.showroomId, leadId, JSON.stringify(created)],
      ...[at, TRACE],
    ],
  );
}

async function insertKey(
  connection: Connection,
  draft: Draft,
  { status, body }: BareAnswer,
): Promise<void> {
  const { organizationId, userId, key, text, leadId, now } = draft;
  const headers = { Location: `/api/v1/leads/${leadId}`, 'Content-Type': 'application/json' };
  await connection.execute(
    `INSERT INTO idempotency_keys (organization_id, principal_id, idempotency_key, request_hash,
       status, headers, body, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[organizationId, userId, key, digest(text), status, JSON.stringify(headers)],
      ...[JSON.stringify(body), stored(now)],
    ],
  );
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** An instant as MariaDB writes it. */
function stored(instant: Date): string {
  return instant.toISOString().slice(0, -1).replace('T', ' ');
}
