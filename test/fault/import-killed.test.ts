import mariadb from 'mariadb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { checkImport } from './checkers/check-import.js';
import type { ExpectedRow, StoredVehicle, ToldRow } from './checkers/check-import.js';
import { kindsOf } from './checkers/violation.js';
import { FaultRig } from './support/fault-rig.js';
import type { ProductProcess } from './support/product-process.js';

const ROWS = 20_000;
/** Of the second file: so many are known from the first. */
const KNOWN = 6_000;
const NEW = 6_000;
/** What a dead worker had claimed is free again after a minute. */
const GOES_ON_WITHIN_MS = 150_000;

const rig = new FaultRig('import_killed');
let api: ProductProcess;
let worker: ProductProcess;

beforeAll(async () => {
  await rig.start();
  api = await rig.startInstance('api', { ROLES: 'api,realtime' });
});

afterAll(() => rig.stop());

interface SeenOperation {
  readonly id: string;
  readonly status: string;
  readonly processed: number;
  readonly result?: Readonly<Record<string, unknown>>;
}

/** Asks the product; hands the file in when there is one. */
async function ask<T>(path: string, file?: string): Promise<T> {
  const authorization = `Bearer ${rig.group.manager.token}`;
  const upload = { method: 'POST', headers: { authorization, 'content-type': 'text/csv' } };
  const answer = await fetch(
    `${api.url}/api/v1${path}`,
    file === undefined ? { headers: { authorization } } : { ...upload, body: file },
  );
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}

function priceOf(index: number, change: number): number {
  return 1_000_000 + index * 100 + change;
}

/** Every seventh row has no model, and fails. */
function lineOf(index: number, change: number): string {
  const model = index % 7 === 0 ? '' : 'CX-5';
  return `K${index},Mazda,${model},2022,${(priceOf(index, change) / 100).toFixed(2)}`;
}

function send(lines: readonly string[]): Promise<SeenOperation> {
  const body = ['stock,make,model,year,price', ...lines].join('\n');
  const path = `/vehicles/imports?showroomId=${rig.group.showroom.id}`;
  return ask(path, body);
}

/** Starts a worker and kills it as soon as it has stored some rows more. */
async function killAtWork(id: string, more: number): Promise<void> {
  const before = (await ask<SeenOperation>(`/operations/${id}`)).processed;
  const dying = await rig.startInstance('worker', { ROLES: 'worker' });
  await eventually(
    () => ask<SeenOperation>(`/operations/${id}`),
    ({ processed }) => processed >= before + more,
    GOES_ON_WITHIN_MS,
  );
  await dying.kill();
}

async function ended(id: string): Promise<SeenOperation> {
  return eventually(
    () => ask<SeenOperation>(`/operations/${id}`),
    ({ status }) => status === 'succeeded' || status === 'failed',
    GOES_ON_WITHIN_MS,
  );
}

async function toldRows(id: string): Promise<ToldRow[]> {
  interface Page {
    readonly data: ToldRow[];
    readonly page: { readonly nextCursor?: string };
  }
  const rows: ToldRow[] = [];
  let cursor: string | undefined;
  do {
    const after = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page: Page = await ask(`/operations/${id}/rows?limit=100${after}`);
    rows.push(...page.data);
    cursor = page.page.nextCursor;
  } while (cursor !== undefined);
  return rows;
}

/** The driver gives great integers as such. */
type StoredRow = Pick<StoredVehicle, 'id' | 'stockNumber'> &
  Record<'version' | 'price' | 'prices' | 'events', bigint | number>;

const STORED = `SELECT v.id, v.stock_number AS stockNumber, v.version, v.price,
    COALESCE(p.number, 0) AS prices, COALESCE(e.number, 0) AS events
  FROM vehicles AS v
  LEFT JOIN (SELECT vehicle_id, COUNT(*) AS number FROM vehicle_prices GROUP BY vehicle_id) AS p
    ON p.vehicle_id = v.id
  LEFT JOIN (SELECT stream_id, COUNT(*) AS number FROM events GROUP BY stream_id) AS e
    ON e.stream_id = v.id
  WHERE v.organization_id = ?`;

async function storedVehicles(): Promise<StoredVehicle[]> {
  const connection = await mariadb.createConnection(rig.mariaDb.url);
  try {
    const rows = await connection.query<StoredRow[]>(STORED, [rig.group.organizationId]);
    return rows.map(({ id, stockNumber, ...numbers }) => ({
      ...{ id, stockNumber, version: Number(numbers.version), price: Number(numbers.price) },
      ...{ prices: Number(numbers.prices), events: Number(numbers.events) },
    }));
  } finally {
    await connection.end();
  }
}

describe('kill -9 of the worker while a file is taken in', () => {
  it('takes every row in once: nothing missing, nothing twice, all of it told', async () => {
    const indexes = Array.from({ length: ROWS }, (_, index) => index);
    const expected = indexes.map((index): ExpectedRow => ({
      row: index + 1,
      stockNumber: `K${index}`,
      ...(index % 7 === 0 ? { status: 'failed' } : { status: 'created', price: priceOf(index, 0) }),
    }));
    const { id } = await send(indexes.map((index) => lineOf(index, 0)));
    await killAtWork(id, 3_000);
    worker = await rig.startInstance('worker', { ROLES: 'worker' });
    const { status, result } = await ended(id);
    expect({ status, total: result?.['total'] }).toEqual({ status: 'succeeded', total: ROWS });
    const [told, stored] = [await toldRows(id), await storedVehicles()];
    expect(checkImport({ expected, told, stored })).toEqual([]);
    const [first, ...others] = stored;
    if (first === undefined) throw new Error('Nothing is stored.');
    expect(kindsOf(checkImport({ expected, told, stored: others }))).toContain('missing');
    const twice = [...stored, { ...first, id: 'planted' }];
    expect(kindsOf(checkImport({ expected, told, stored: twice }))).toContain('doubled');
  }, 400_000);

  it('changes what is known once', async () => {
    const indexes = Array.from({ length: KNOWN + NEW }, (_, index) => ROWS - KNOWN + index);
    await worker.stop();
    const { id } = await send(indexes.map((index) => lineOf(index, 7)));
    await killAtWork(id, 1_000);
    await rig.startInstance('worker', { ROLES: 'worker' });
    const { status } = await ended(id);
    expect(status).toBe('succeeded');
    const again: ExpectedRow[] = indexes.map((index, place) => {
      const own = { row: place + 1, stockNumber: `K${index}` };
      if (index % 7 === 0) return { ...own, status: 'failed' };
      const became = index < ROWS ? 'updated' : 'created';
      return { ...own, status: became, price: priceOf(index, 7) };
    });
    const stored = await storedVehicles();
    const names = new Set(again.map(({ stockNumber }) => stockNumber));
    const touched = stored.filter(({ stockNumber }) => names.has(stockNumber));
    const told = await toldRows(id);
    expect(checkImport({ expected: again, told, stored: touched })).toEqual([]);
  }, 400_000);
});
