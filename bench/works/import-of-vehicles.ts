import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Connection } from 'mariadb';
import { SHOWROOM_IDS } from '../data/seed.js';
import { VehicleFile } from '../data/vehicle-file.js';
import type { Mark } from '../data/vehicle-file.js';
import type { Measurement } from '../load.js';
import type { ServerProcess } from '../server-process.js';
import type { Stage } from '../stage.js';
import type { Contender, Work } from '../work.js';

const PATH = `/api/v1/vehicles/imports?showroomId=${SHOWROOM_IDS[0]}`;
/** Of one round, for each second that a round is to last. */
const ROWS_A_SECOND = 5_000;
const FEW = 50;
const POLL_MS = 20;
const MARKS = { bare: 'A', ours: 'B' } as const;

/**
 * A file of new vehicles, from its first byte to the last row: the product's upload until its
 * operation has succeeded, by a worker of its own, beside the same rows parsed and inserted by the
 * thousand. Before the other side has its turn, what is left to do in the background is waited for.
 */
export async function importOfVehicles(stage: Stage, token: string): Promise<Work> {
  const { bare, product, connection } = stage;
  const worker = await stage.startProduct('worker', 'worker');
  const files = { bare: new VehicleFile(MARKS.bare), ours: new VehicleFile(MARKS.ours) };
  const takes = {
    bare: (file: string) => takeByBare(bare.url, file),
    ours: (file: string) => takeByProduct(product.url, token, file),
  };
  const contender = (side: keyof typeof MARKS, server: ServerProcess): Contender => ({
    name: side,
    load: () => ({
      async perform(seconds) {
        const rows = seconds * ROWS_A_SECOND;
        const file = files[side].header + files[side].lines(rows);
        const measured = await timed(server, rows, () => takes[side](file));
        await untilQuiet(connection);
        return measured;
      },
    }),
  });
  return {
    name: 'import',
    title: 'rows of a file of new vehicles',
    baseline: contender('bare', bare),
    product: contender('ours', worker),
    target: 0.5,
    async verify() {
      for (const side of ['bare', 'ours'] as const) {
        await takes[side](files[side].header + files[side].lines(FEW));
      }
      const [bareRows, ourRows] = [await stored(connection, 'A'), await stored(connection, 'B')];
      if (bareRows.length === FEW && isDeepStrictEqual(bareRows, ourRows)) return;
      throw new Error(`The two sides differ: ${JSON.stringify([bareRows[0], ourRows[0]])}`);
    },
  };
}

async function timed(
  server: ServerProcess,
  rows: number,
  take: () => Promise<number>,
): Promise<Measurement> {
  const cpuMsBefore = server.cpuMs();
  const startedAt = performance.now();
  const taken = await take();
  const seconds = (performance.now() - startedAt) / 1_000;
  if (taken !== rows) throw new Error(`The round does not count: ${taken} of ${rows} rows.`);
  return {
    requestsPerSecond: rows / seconds,
    p50: Number.NaN,
    p99: Number.NaN,
    cpuMicroseconds: ((server.cpuMs() - cpuMsBefore) * 1_000) / rows,
  };
}

async function takeByBare(url: string, file: string): Promise<number> {
  const answer = await fetch(url + PATH, { method: 'POST', body: file });
  const { total } = (await answer.json()) as { readonly total: number };
  return total;
}

interface SeenOperation {
  readonly id: string;
  readonly status: string;
  readonly result?: { readonly created: number };
}

async function takeByProduct(url: string, token: string, file: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(url + PATH, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'text/csv' },
    body: file,
  });
  if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
  let operation = (await answer.json()) as SeenOperation;
  while (operation.status === 'pending' || operation.status === 'running') {
    await sleep(POLL_MS);
    const polled = await fetch(`${url}/api/v1/operations/${operation.id}`, { headers });
    operation = (await polled.json()) as SeenOperation;
  }
  return operation.result?.created ?? 0;
}

/** Events are passed on and files are forgotten after the end that was waited for. */
async function untilQuiet(connection: Connection): Promise<void> {
  for (;;) {
    const [row] = await connection.query<Array<{ open: number | bigint }>>(
      `SELECT EXISTS (SELECT 1 FROM events WHERE relayed = FALSE)
         + EXISTS (SELECT 1 FROM import_vehicles) + EXISTS (SELECT 1 FROM import_chunks)
         + EXISTS (SELECT 1 FROM deliveries WHERE state = 'pending') AS open`,
    );
    if (Number(row?.open) === 0) return;
    await sleep(POLL_MS);
  }
}

/** The rows of one side, without what tells its vehicles from those of the other. */
async function stored(connection: Connection, mark: Mark): Promise<object[]> {
  const rows = await connection.query<Array<Record<string, unknown>>>(
    `SELECT * FROM vehicles WHERE stock_number LIKE '${mark}-%' ORDER BY stock_number`,
  );
  const own = new Set(['id', 'vin', 'stock_number', 'created_at', 'updated_at']);
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !own.has(name))),
  );
}
