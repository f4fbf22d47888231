import type { ColumnSort } from '../../../src/modules/vehicles/vehicle-list-query.js';
import { VehicleReadModel } from '../../../src/modules/vehicles/vehicle-read-model.js';
import type { CursorValues } from '../../../src/shared/pagination.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';

const VEHICLES = 4_000;
const LIMIT = 20;
/** Rows of the page, read once in the index and once by key, and some more for the optimizer. */
const MOST_ROWS_READ = 200;
const LAST_ID = 'ffffffff-ffff-7fff-bfff-ffffffffffff';

let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  group = await createDealerGroup(app, { reps: 0 });
  await group.inContext(() => app.database.unitOfWork.run(fill));
  await app.database.sequelize.query('ANALYZE TABLE vehicles', { transaction: null });
});

afterAll(() => app.stop());

async function fill(): Promise<void> {
  await app.database.tenantDb.execute(
    `INSERT INTO vehicles (id, organization_id, showroom_id, status, vehicle_condition, model_year,
       make, model, mileage, currency, price, features, photos, displayed, in_stock_since,
       created_at, updated_at, version)
     SELECT UUID(), $organizationId, $showroomId, 'available', 'used', 2000 + seq % 25,
       ELT(1 + seq % 4, 'Audi', 'BMW', 'Ford', 'Kia'), CONCAT('M', seq % 50), seq * 17 % 100000,
       'USD', seq * 7919 % 5000000, '[]', '[]', FALSE, NOW(3) - INTERVAL seq MINUTE,
       NOW(3) - INTERVAL seq SECOND, NOW(3), 1
     FROM seq_1_to_${VEHICLES}`,
    { showroomId: group.showroom.id },
  );
}

/** Rows that one page makes the server read or test in an index. */
async function rowsRead(sort: ColumnSort, after: CursorValues): Promise<number> {
  const { rawDb, tenantDb, unitOfWork } = app.database;
  const counted = async (): Promise<number> => {
    const rows = await rawDb.select<{ total: number }>(
      `SELECT CAST(SUM(VARIABLE_VALUE) AS INT) AS total FROM information_schema.SESSION_STATUS
       WHERE VARIABLE_NAME IN ('HANDLER_READ_NEXT', 'HANDLER_READ_PREV', 'HANDLER_READ_KEY',
         'HANDLER_READ_RND', 'HANDLER_ICP_ATTEMPTS')`,
    );
    return rows[0]?.total ?? Number.NaN;
  };
  return group.inContext(() =>
    unitOfWork.run(async () => {
      const before = await counted();
      const page = await new VehicleReadModel({ tenantDb, clock: app.clock }).list({
        ...{ filters: {}, sort, limit: LIMIT, after },
      });
      expect(page.rows).toHaveLength(LIMIT);
      return (await counted()) - before;
    }),
  );
}

describe('a deep page', () => {
  it.each<[ColumnSort, string | number]>([
    ['price', 2_000_000],
    ['-price', 2_000_000],
    ['mileage', 30_000],
    ['-mileage', 30_000],
    ['modelYear', 2_012],
    ['-modelYear', 2_012],
    ['createdAt', new Date(Date.now() - 2_000_000).toISOString()],
    ['-inStockSince', new Date(Date.now() - 120_000_000).toISOString()],
  ])('by %s reads no rows that it skips', async (sort, value) => {
    expect(await rowsRead(sort, [value, LAST_ID])).toBeLessThan(MOST_ROWS_READ);
  });
});
