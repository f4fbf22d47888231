import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { ImportRig } from './import-rig.js';
import type { SeenRow } from './import-rig.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.stop());

const ROWS = 1_100;

/** A file of three batches whose rows have their number as stock number, but for those given. */
function fileOf(stockNumbers: Readonly<Record<number, string>>): string {
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const row = index + 1;
    return `${stockNumbers[row] ?? `N-${row}`},Mazda,CX-5,2022`;
  });
  return ['stock,make,model,year', ...lines].join('\n');
}

interface Taken {
  readonly created: number;
  readonly failed: readonly SeenRow[];
  /** Transactions that it took. */
  readonly batches: number;
}

async function take(stockNumbers: Readonly<Record<number, string>>): Promise<Taken> {
  const rig = await ImportRig.create(app);
  const { id, result } = await rig.take(fileOf(stockNumbers));
  const rows = await rig.manager.get(`/api/v1/operations/${id}/rows?status=failed`).expect(200);
  const failed = (rows.body as { readonly data: readonly SeenRow[] }).data;
  const [stored] = await app.database.rawDb.select<{ batches: number }>(
    'SELECT COUNT(*) AS batches FROM operation_results WHERE operation_id = $id',
    { id },
  );
  return { created: Number(result?.['created']), failed, batches: stored?.batches ?? 0 };
}

const repeated = (row: number) => ({ row, errors: [{ code: 'duplicate_in_file' }] });

it('knows what the batch before names, and what an earlier one does', async () => {
  const { created, failed, batches } = await take({ 700: 'N-300', 1_050: 'N-20' });
  expect(failed).toMatchObject([repeated(700), repeated(1_050)]);
  expect(created).toBe(ROWS - 2);
  expect(batches).toBe(3);
});

it('goes row by row where only the database can tell that two names are one', async () => {
  const { created, failed, batches } = await take({ 300: 'É-9', 700: 'e-9' });
  expect(failed).toMatchObject([repeated(700)]);
  expect(created).toBe(ROWS - 1);
  expect(batches).toBeGreaterThan(500);
});
