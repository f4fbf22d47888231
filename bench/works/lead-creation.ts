import { isDeepStrictEqual } from 'node:util';
import type { Request } from 'autocannon';
import type { Connection } from 'mariadb';
import { SHOWROOM_IDS } from '../data/seed.js';
import type { ServerProcess } from '../server-process.js';
import type { Stage } from '../stage.js';
import type { Contender, Work } from '../work.js';

const PATH = '/api/v1/leads';
const TABLES = [
  ...['customers', 'customer_emails', 'customer_phones', 'customer_identities'],
  ...['leads', 'lead_vehicles', 'events', 'idempotency_keys'],
];
/** Numbers of the prefix 555, which has no subscribers; the area tells the sides apart. */
const AREAS = { bare: 201, ours: 601 } as const;
const NUMBERS_OF_AREA = 10_000;

type Side = keyof typeof AREAS;

/** `POST /leads` of a new customer with a fresh key each; no worker runs beside it. */
export function leadCreation(stage: Stage, token: string): Work {
  const { bare, product, connection } = stage;
  const bareLeads = new LeadSource('bare', token);
  const ourLeads = new LeadSource('ours', token);
  return {
    name: 'lead',
    title: 'create a lead',
    baseline: contender(bareLeads, bare),
    product: contender(ourLeads, product),
    target: 0.4,
    async verify() {
      const written = await effectOf(connection, () => send(bare.url, bareLeads.next()));
      const ourEffect = await effectOf(connection, () => send(product.url, ourLeads.next()));
      if (isDeepStrictEqual(written, ourEffect)) return;
      throw new Error(
        `The two sides differ:\n${JSON.stringify(written)}\n${JSON.stringify(ourEffect)}`,
      );
    },
  };
}

function contender(source: LeadSource, server: ServerProcess): Contender {
  // A list of one request, made anew each time.
  const setupRequest = (request: Request): Request => ({ ...request, ...source.next() });
  return {
    name: source.side,
    load: () => ({
      server,
      requestsOf: () => [{ ...source.next(), setupRequest }],
      status: 201,
    }),
  };
}

interface LeadRequest {
  readonly method: 'POST';
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Leads that differ in all that has to be unique. */
class LeadSource {
  private count = 0;

  constructor(
    readonly side: Side,
    private readonly token: string,
  ) {}

  next(): LeadRequest {
    const index = this.count;
    this.count += 1;
    return {
      method: 'POST',
      path: PATH,
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': 'application/json',
        'idempotency-key': `${this.side}-lead-${index}`,
      },
      body: JSON.stringify(leadOf(this.side, index)),
    };
  }
}

function leadOf(side: Side, index: number): object {
  const area = AREAS[side] + Math.floor(index / NUMBERS_OF_AREA);
  const number = String(index % NUMBERS_OF_AREA).padStart(4, '0');
  return {
    showroomId: SHOWROOM_IDS[0],
    source: 'website',
    timeframe: 'this_week',
    contactMethods: ['email', 'phone'],
    comments: 'Is it still there? I could come on Saturday.',
    vehicles: [{ make: 'Calder', model: 'Crest', interest: 'test-drive', condition: 'used' }],
    customer: {
      firstName: 'Ann',
      lastName: `Example ${index}`,
      email: `${side}-${index}@shopper.example`,
      phone: `+1${area}555${number}`,
    },
  };
}

/** How many rows of each table it wrote, and which fields it answered with. */
async function effectOf(
  connection: Connection,
  work: () => Promise<object>,
): Promise<{ rows: Record<string, number>; fields: string[] }> {
  const before = await countRows(connection);
  const answer = await work();
  const after = await countRows(connection);
  const rows = TABLES.map((table) => [table, (after[table] ?? 0) - (before[table] ?? 0)] as const);
  return { rows: Object.fromEntries(rows), fields: Object.keys(answer).sort() };
}

async function countRows(connection: Connection): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of TABLES) {
    const rows = await connection.query<Array<{ total: bigint }>>(
      `SELECT COUNT(*) AS total FROM ${table}`,
    );
    counts[table] = Number(rows[0]?.total);
  }
  return counts;
}

async function send(url: string, { method, path, headers, body }: LeadRequest): Promise<object> {
  const response = await fetch(url + path, { method, headers, body });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`${url} answered ${response.status}: ${text}`);
  return JSON.parse(text) as object;
}
