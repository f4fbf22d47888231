import fc from 'fast-check';
import { VEHICLE_FACETS, VEHICLE_SORTS } from '../../src/modules/vehicles/vehicle-list-query.js';
import type { VehicleFilters, VehicleSort } from '../../src/modules/vehicles/vehicle-list-query.js';
import { VehicleReadModel } from '../../src/modules/vehicles/vehicle-read-model.js';
import type { Database } from '../../src/database/create-database.js';
import { apiPoolLimits } from '../../src/database/create-database.js';
import type { Bind } from '../../src/database/tenant-db.js';
import { asOrganization } from '../../src/observability/request-context.js';
import type { CursorValues } from '../../src/shared/pagination.js';
import { systemClock } from '../../src/shared/clock.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const VEHICLES = 50_000;
const LIMIT = 20;
const ORGANIZATION = '0192f0c4-0000-7000-8000-0000000000aa';
const SHOWROOM = '0192f0c4-0000-7000-8000-000000000003';

let schema: TestDatabase;
let database: Database;

beforeAll(async () => {
  schema = await createTestDatabase();
  await schema.run(`INSERT INTO organizations (id, name, created_at)
    VALUES ('${ORGANIZATION}', 'Plans', NOW(3))`);
  await schema.run(`INSERT INTO showrooms (id, organization_id, name, time_zone, currency,
      opening_hours, floors, version, created_at)
    SELECT CONCAT('0192f0c4-0000-7000-8000-00000000000', seq), '${ORGANIZATION}', seq, 'UTC', 'USD',
      '{}', '[]', 1, NOW(3) FROM seq_1_to_9`);
  await schema.run(FILL);
  await schema.run('ANALYZE TABLE vehicles');
  database = schema.open({ ...apiPoolLimits, connections: 2 });
}, 60_000);

afterAll(() => schema.drop());

/** A value of a seeded column: each column spread by itself over the vehicles. */
const spread = (salt: string, values: number): string =>
  `CRC32(CONCAT(seq, '${salt}')) % ${values}`;
const MAKE = spread('make', 17);

/** One group, seventeen makes of twenty models; a hundredth is sold. */
const FILL = `INSERT INTO vehicles (id, organization_id, showroom_id, vin, stock_number, status,
    vehicle_condition, model_year, make, model, trim, body_style, fuel_type, drivetrain,
    exterior_color, mileage, currency, price, features, photos, displayed, in_stock_since,
    created_at, updated_at, version)
  SELECT CONCAT('0192f0c5-', LPAD(HEX(seq DIV 4096), 4, '0'), '-7', LPAD(HEX(seq % 4096), 3, '0'),
      '-8000-', LPAD(HEX(seq), 12, '0')), '${ORGANIZATION}',
    CONCAT('0192f0c4-0000-7000-8000-00000000000', 1 + ${spread('showroom', 9)}),
    CONCAT('JM3', LPAD(seq, 14, '0')), CONCAT('S', seq),
    IF(seq % 100 = 0, 'sold', ELT(1 + ${spread('status', 3)}, 'available', 'held', 'in_transit')),
    ELT(1 + ${spread('condition', 3)}, 'new', 'used', 'cpo'), 2005 + ${spread('year', 20)},
    CONCAT('Make ', ${MAKE}), CONCAT('Model ', ${MAKE}, '-', ${spread('model', 20)}),
    ELT(1 + ${spread('trim', 5)}, 'Sport', 'Limited', 'LX', 'EX', 'Touring'),
    ELT(1 + ${spread('body', 7)}, 'SUV', 'Sedan', 'Coupe', 'Truck', 'Van', 'Wagon', 'Hatchback'),
    ELT(1 + ${spread('fuel', 4)}, 'Gasoline', 'Hybrid', 'Electric', 'Diesel'),
    ELT(1 + ${spread('drivetrain', 3)}, 'FWD', 'AWD', 'RWD'),
    CONCAT('Colour ', ${spread('colour', 9)}), ${spread('mileage', 180_000)}, 'USD',
    500000 + ${spread('price', 9_000_000)},
    IF(${spread('features', 3)} = 0, '["Heated seats","Sunroof"]', '["Sunroof"]'), '[]', FALSE,
    NOW(3) - INTERVAL ${spread('age', 400)} DAY, NOW(3) - INTERVAL seq SECOND, NOW(3), 1
  FROM seq_1_to_${VEHICLES}`;

interface PlanRow {
  readonly table: string;
  readonly key: string | null;
  readonly type: string;
  readonly Extra: string;
}

interface Looked {
  readonly plan: readonly PlanRow[];
  readonly rowsRead: number;
  readonly found: number;
}

const READS = `SELECT CAST(SUM(VARIABLE_VALUE) AS INT) AS total
  FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME IN ('HANDLER_READ_NEXT',
    'HANDLER_READ_PREV', 'HANDLER_READ_KEY', 'HANDLER_READ_RND', 'HANDLER_READ_RND_NEXT')`;

/** What the server plans and does for the statement of one page. */
async function look(filters: VehicleFilters, sort: VehicleSort): Promise<Looked> {
  const { tenantDb, rawDb, unitOfWork } = database;
  let plan: readonly PlanRow[] = [];
  const reads = async (): Promise<number> =>
    (await rawDb.selectOne<{ total: number }>(READS))?.total ?? 0;
  let rowsRead = 0;
  const watching = {
    selectOne: tenantDb.selectOne.bind(tenantDb),
    select: async <Row extends object>(sql: string, bind?: Bind): Promise<Row[]> => {
      plan = await tenantDb.select<PlanRow>(`EXPLAIN ${sql}`, bind);
      const before = await reads();
      const rows = await tenantDb.select<Row>(sql, bind);
      rowsRead = (await reads()) - before;
      return rows;
    },
  };
  return asOrganization(ORGANIZATION, () =>
    unitOfWork.run(async () => {
      const readModel = new VehicleReadModel({ tenantDb: watching, clock: systemClock });
      const page = await readModel.list({ filters, sort, limit: LIMIT });
      return { plan, rowsRead, found: page.rows.length };
    }),
  );
}

const FILTERS: readonly VehicleFilters[] = [
  {},
  { make: 'Make 3' },
  { make: 'Make 3', model: 'Model 3-7' },
  { makeIn: ['Make 3', 'Make 4'] },
  { model: 'Model 3-7' },
  { modelIn: ['Model 3-7', 'Model 4-1'] },
  { trim: 'LX' },
  { bodyStyle: 'SUV' },
  { fuelType: 'Hybrid' },
  { drivetrain: 'AWD' },
  { exteriorColor: 'Colour 4' },
  { condition: 'cpo' },
  { status: 'available' },
  { status: 'sold' },
  { statusIn: ['in_transit', 'available', 'held'] },
  { showroomId: SHOWROOM },
  { modelYearFrom: 2015, modelYearTo: 2017 },
  { mileageFrom: 10_000, mileageTo: 20_000 },
  { priceFrom: 1_000_000, priceTo: 1_500_000 },
  { features: ['heated seats'] },
  { daysInStockFrom: 60, daysInStockTo: 90 },
  { make: 'Make 3', bodyStyle: 'SUV', fuelType: 'Hybrid', priceTo: 4_000_000 },
];

/** Entries of an index that a page of hits like these has to pass, with room for clusters. */
async function mostEntries(filters: VehicleFilters): Promise<number> {
  const { tenantDb } = database;
  const hits = await asOrganization(ORGANIZATION, () =>
    new VehicleReadModel({ tenantDb, clock: systemClock }).count(filters),
  );
  return (3 * LIMIT * VEHICLES) / hits + 10 * LIMIT;
}

describe.each(VEHICLE_SORTS)('a page of 50,000 by %s', (sort) => {
  it.each(FILTERS.map((filters) => [JSON.stringify(filters), filters] as const))(
    'with %s comes in order from an index, and costs what its hits lie apart',
    async (_name, filters) => {
      const { plan, found, rowsRead } = await look(filters, sort);
      expect(found).toBe(LIMIT);
      for (const { type, Extra } of plan) {
        expect(type).toMatch(/^(range|ref|eq_ref|ALL)$/);
        expect(Extra).not.toMatch(/filesort|temporary/);
      }
      expect(tablesRead(plan)).toBe(true);
      expect(rowsRead).toBeLessThan(await mostEntries(filters));
    },
  );

  it('without a single hit reads no row, only the index', async () => {
    const { plan, found, rowsRead } = await look({ exteriorColor: 'Unheard of' }, sort);
    const range = plan.at(-1);
    expect([found, range?.key]).toEqual([0, expect.stringMatching(/^ix_vehicles_by_/)]);
    // Forwards the index tests the filter; backwards the ids are found first, from the index alone.
    if (plan.length === 1) expect(range?.Extra).toMatch(/Using index condition/);
    else expect(rowsRead).toBeLessThan(VEHICLES + 100);
  });
});

/** Only what was found first, by its ids, may be read in full. */
function tablesRead(plan: readonly PlanRow[]): boolean {
  return plan.every(({ table, type }) => type !== 'ALL' || table.startsWith('<derived'));
}

describe('a search', () => {
  it.each(['make 3', 'model 3-7', 'make 3 model 3-7'])(
    'for the name %s, best first, is read as the filter would be',
    async (q) => {
      const { plan, found, rowsRead } = await look({ q }, 'relevance');
      expect(found).toBe(LIMIT);
      expect(plan.map(({ Extra }) => Extra).join()).not.toMatch(/filesort|temporary/);
      expect(rowsRead).toBeLessThan(await mostEntries({ q }));
    },
  );

  it.each(['S4711', 'JM300000000004711', 'JM30000000000471'])(
    'for %s reads what begins so, and no more',
    async (q) => {
      const { found, rowsRead } = await look({ q }, 'relevance');
      expect(found).toBeGreaterThan(0);
      expect(rowsRead).toBeLessThan(100);
    },
  );
});

describe('facets', () => {
  it('are counted from an index, without the rows', async () => {
    const { tenantDb } = database;
    const plans: PlanRow[] = [];
    const watching = {
      selectOne: tenantDb.selectOne.bind(tenantDb),
      select: async <Row extends object>(sql: string, bind?: Bind): Promise<Row[]> => {
        plans.push(...(await tenantDb.select<PlanRow>(`EXPLAIN ${sql}`, bind)));
        return tenantDb.select<Row>(sql, bind);
      },
    };
    const filters = { mileageTo: 90_000, status: 'available' } as const;
    const counts = await asOrganization(ORGANIZATION, () =>
      new VehicleReadModel({ tenantDb: watching, clock: systemClock }).facets(
        new Map(VEHICLE_FACETS.map((facet) => [facet, filters])),
      ),
    );
    expect(counts.bodyStyle).toHaveLength(7);
    const counted = plans.filter(({ table }) => table === 'vehicles');
    expect(counted).toHaveLength(VEHICLE_FACETS.length);
    for (const { Extra } of counted) expect(Extra).toMatch(/Using index/);
  });
});

describe('pages', () => {
  const choice = <T>(...values: readonly T[]) => fc.constantFrom(undefined, ...values);
  const filters = fc.record({
    make: choice('Make 3', 'Make 4'),
    bodyStyleIn: choice(['SUV', 'Van'], ['Coupe']),
    modelYearFrom: choice(2_012, 2_022),
    exteriorColor: choice('Colour 4'),
    statusIn: choice(['sold', 'held'] as const),
    features: choice(['Heated seats']),
    q: choice('make 3', 'heated', 'limited', 'mod'),
    model: fc.constantFrom('Model 3-7', 'Model 4-1'),
  });
  const sorts = fc.constantFrom<VehicleSort>(...VEHICLE_SORTS, 'relevance', 'distance');
  const nearestFirst = [3, 1, 9, 2, 4, 8, 7, 5, 6].map(
    (last) => `0192f0c4-0000-7000-8000-00000000000${last}`,
  );

  it('together are the whole list, in its order', async () => {
    const { tenantDb } = database;
    const readModel = new VehicleReadModel({ tenantDb, clock: systemClock });
    await fc.assert(
      fc.asyncProperty(filters, sorts, fc.integer({ min: 1, max: 60 }), (given, sort, limit) =>
        asOrganization(ORGANIZATION, async () => {
          const query = { filters: given, sort, nearestFirst };
          const whole = await readModel.list({ ...query, limit: 400 });
          const paged: string[] = [];
          let after: CursorValues | undefined;
          do {
            const page = await readModel.list({ ...query, limit, ...(after && { after }) });
            paged.push(...page.rows.map(({ id }) => id));
            after = page.next;
          } while (after !== undefined);
          expect(whole.next).toBeUndefined();
          expect(paged).toEqual(whole.rows.map(({ id }) => id));
          expect(paged).toHaveLength(await readModel.count(given));
        }),
      ),
      { numRuns: 30 },
    );
  }, 60_000);
});

describe('what names one vehicle', () => {
  it.each<[string, VehicleFilters]>([
    ['a VIN', { vin: 'JM300000000004711' }],
    ['a stock number', { stockNumber: 'S4711' }],
  ])('%s is found by its key', async (_name, filters) => {
    const { plan, found, rowsRead } = await look(filters, '-price');
    expect([found, plan.length]).toEqual([1, 1]);
    expect(plan[0]?.Extra).not.toMatch(/filesort|temporary/);
    expect(rowsRead).toBeLessThan(10);
  });
});
