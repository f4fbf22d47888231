import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { asOrganization } from '../../../src/observability/request-context.js';
import { createDatabase, workerPoolLimits } from '../../../src/database/create-database.js';
import { LEASE_MS } from '../../../src/jobs/claim-table.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { ImportRig } from './import-rig.js';

const ROWS = 6_000;

let front: TestApp;
let rig: ImportRig;

beforeAll(async () => {
  front = await startTestApp({ roles: ['api'] });
  rig = await ImportRig.create(front);
});

afterAll(() => front.stop());

/** Each hundredth row has an empty one before it. */
const BLANK_ROWS = ROWS / 100;

const file = [
  'stock,make,model,year,price',
  ...Array.from({ length: ROWS }, (_, index) => {
    const row = `C${index},Mazda,CX-5,2022,${20_000 + index}`;
    return index % 100 === 99 ? `,,,,\n${row}` : row;
  }),
].join('\n');

/** Rows of the import that are stored, looked at from outside. */
function rowsDone(id: string): Promise<number> {
  return asOrganization(rig.group.organizationId, async () => {
    const row = await front.database.tenantDb.selectOne<{ n: number }>(
      'SELECT rows_done AS n FROM imports WHERE organization_id = $organizationId AND id = $id',
      { id },
    );
    return row?.n ?? 0;
  });
}

describe('an import whose worker dies', () => {
  it('is gone on with by another, without doubles or gaps', async () => {
    const id = await rig.send(file);
    const dying = await startTestApp({ roles: ['worker'], clock: front.clock });
    await eventually(
      () => rowsDone(id),
      (rows) => rows > 0,
    );
    // As with kill -9: connections break off in the middle of whatever is under way.
    const killer = createDatabase(front.config.database, workerPoolLimits);
    await killConnections(killer, dying);
    await killer.close();
    front.clock.advance(LEASE_MS);
    const other = await startTestApp({ roles: ['worker'], clock: front.clock });
    await eventually(
      async () => {
        front.clock.advance(250);
        return rig.operation(id);
      },
      ({ status }) => status === 'succeeded',
      30_000,
    );
    await Promise.all([dying.stop(), other.stop()]);
    const { result } = await rig.operation(id);
    expect(result).toMatchObject({ total: ROWS, created: ROWS, failed: 0, updated: 0 });
    expect(await rowsDone(id)).toBe(ROWS + BLANK_ROWS);
    const of = (table: string): Promise<number> =>
      rig.count(`SELECT COUNT(*) AS n FROM ${table} WHERE organization_id = $organizationId`);
    expect(await of('vehicles')).toBe(ROWS);
    expect(await of('vehicle_prices')).toBe(ROWS);
    const created = `events WHERE organization_id = $organizationId AND type = 'inventory.created'`;
    expect(await rig.count(`SELECT COUNT(*) AS n FROM ${created}`)).toBe(ROWS);
    expect(await of('import_chunks')).toBe(0);
    expect(await of('import_vehicles')).toBe(0);
  }, 60_000);
});

describe('two imports of one organization', () => {
  it('run one after the other, in the order in which they were handed in', async () => {
    const small = 'stock,make,model,year\nQ1,Mazda,CX-5,2022\n';
    const own = await ImportRig.create(front);
    const ids = [await own.send(small), await own.send(small), await own.send(small)];
    const waiting = await own.count(
      `SELECT COUNT(*) AS n FROM jobs WHERE organization_id = $organizationId
       AND type = 'imports.step' AND state = 'pending'`,
    );
    expect(waiting).toBe(1);
    const worker = await startTestApp({ roles: ['worker'], clock: front.clock });
    const ended = await eventually(
      () => Promise.all(ids.map((id) => own.operation(id))),
      (all) => all.every(({ status }) => status === 'succeeded'),
    );
    expect(ended.map(({ result }) => result)).toMatchObject([
      { created: 1 },
      { unchanged: 1 },
      { unchanged: 1 },
    ]);
    await worker.stop();
  });
});

/** Ends the connections of everybody in this schema but those who ask. */
async function killConnections(
  killer: ReturnType<typeof createDatabase>,
  { config }: TestApp,
): Promise<void> {
  const name = new URL(config.database.url).pathname.slice(1);
  const rows = await killer.rawDb.select<{ id: number }>(
    `SELECT id FROM information_schema.processlist WHERE db = $name AND id <> CONNECTION_ID()`,
    { name },
  );
  for (const { id } of rows) {
    await killer.rawDb.selectOne('SELECT 1 AS one');
    await killer.unitOfWork.run(() => killer.rawDb.execute(`KILL ${id}`)).catch(() => undefined);
  }
}
