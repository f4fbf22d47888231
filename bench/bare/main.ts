/**
 * The baseline: `node:http`, the driver's prepared statements and `JSON.stringify`, nothing else.
 * It answers the same fields from the same rows as the product, to anybody who asks.
 */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import mariadb from 'mariadb';
import { importVehicles } from './import.js';
import { createLead } from './lead.js';
import { readVehicle } from './vehicle.js';
import { readPage } from './vehicle-page.js';

const VEHICLE_PATH = '/api/v1/vehicles/';
const IMPORT_PATH = '/api/v1/vehicles/imports';
/** As many as the product's API has. */
const CONNECTIONS = 12;

const url = new URL(process.env['DATABASE_URL'] ?? '');
const pool = mariadb.createPool({
  host: url.hostname,
  port: Number(url.port || 3306),
  user: decodeURIComponent(url.username),
  password: decodeURIComponent(url.password),
  database: url.pathname.slice(1),
  connectionLimit: CONNECTIONS,
  dateStrings: true,
  bigIntAsNumber: true,
});

/** What is sent. */
export interface BareAnswer {
  readonly status: number;
  readonly body: object;
}

function answerOf(request: IncomingMessage): Promise<BareAnswer> {
  const target = request.url ?? '';
  if (target.startsWith(IMPORT_PATH)) return importVehicles(pool, request);
  if (request.method === 'POST') return createLead(pool, request);
  if (target.startsWith(VEHICLE_PATH)) return readVehicle(pool, target.slice(VEHICLE_PATH.length));
  return readPage(pool, new URL(target, 'http://localhost'));
}

function send(response: ServerResponse, { status, body }: BareAnswer): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  });
  response.end(text);
}

const server = createServer((request, response) => {
  answerOf(request).then(
    (answer) => {
      send(response, answer);
    },
    (error: unknown) => {
      console.error(error);
      send(response, { status: 500, body: {} });
    },
  );
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object') console.log(JSON.stringify({ port: address?.port }));
});
