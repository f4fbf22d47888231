import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { SHOWROOM_IDS } from '../data/seed.js';
import { VehicleFile } from '../data/vehicle-file.js';
import type { Stage } from '../stage.js';

const ROWS = 1_000_000;
const ROWS_A_PIECE = 1_000;
const POLL_MS = 500;
const TELL_EVERY_MS = 30_000;
const MEBIBYTE = 1_048_576;

const LIMIT_MIB = 300;

interface SeenOperation {
  readonly id: string;
  readonly status: string;
  readonly processed: number;
  readonly result?: { readonly created: number };
}

/**
 * Takes in a file of a million rows that is never whole in anybody's memory, and tells the most
 * memory that the worker has held, from its start on.
 */
export async function importMemory(
  { product, startProduct }: Stage,
  freshToken: () => Promise<string>,
  say: (line: string) => void,
): Promise<void> {
  const worker = await startProduct('worker', 'worker');
  const startedAt = performance.now();
  const path = `/api/v1/vehicles/imports?showroomId=${SHOWROOM_IDS[0]}`;
  const answer = await fetch(product.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${await freshToken()}`, 'content-type': 'text/csv' },
    body: Readable.toWeb(Readable.from(pieces())),
    duplex: 'half',
  });
  if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
  const { id } = (await answer.json()) as SeenOperation;
  const mebibytes = (): string => (worker.peakBytes() / MEBIBYTE).toFixed(0);
  const seconds = (): string => ((performance.now() - startedAt) / 1_000).toFixed(0);
  say(`  handed in after ${seconds()} s`);
  const operation = await untilEnded(product.url, id, freshToken, (rows) => {
    say(`  ${rows} rows after ${seconds()} s, at most ${mebibytes()} MiB`);
  });
  const created = operation.result?.created ?? 0;
  say(`  ${operation.status}: ${created} vehicles in ${seconds()} s; the worker held at most`);
  say(
    `  ${mebibytes()} MiB, the API ${(product.peakBytes() / MEBIBYTE).toFixed(0)} MiB (≤ ${LIMIT_MIB})`,
  );
  if (created !== ROWS) throw new Error('Not every row was taken in.');
}

function* pieces(): Generator<Buffer> {
  const file = new VehicleFile('C');
  yield Buffer.from(file.header);
  for (let rows = 0; rows < ROWS; rows += ROWS_A_PIECE) yield Buffer.from(file.lines(ROWS_A_PIECE));
}

async function untilEnded(
  url: string,
  id: string,
  freshToken: () => Promise<string>,
  tell: (rows: number) => void,
): Promise<SeenOperation> {
  let token = await freshToken();
  let toldAt = performance.now();
  for (;;) {
    await sleep(POLL_MS);
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/api/v1/operations/${id}`, { headers });
    const operation = (await answer.json()) as SeenOperation;
    if (operation.status === 'succeeded' || operation.status === 'failed') return operation;
    if (performance.now() - toldAt < TELL_EVERY_MS) continue;
    toldAt = performance.now();
    tell(operation.processed);
    token = await freshToken();
  }
}
