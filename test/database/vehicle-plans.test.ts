import fc from 'fast-check';
import { VEHICLE_FACETS, VEHICLE_SORTS } from '../../src/modules/vehicles/vehicle-list-query.js';
import type { VehicleFilters, VehicleSort } from '../../src/modules/vehicles/vehicle-list-query.js';
import { VehicleReadModel } from '../../src/modules/vehicles/vehicle-read-model.js';
import type { Database } from '../../src/database/create-database.js';
import type { Bind } from '../../src/database/tenant-db.js';
import { asOrganization } from '../../src/observability/request-context.js';
import type { CursorValues } from '../../src/shared/pagination.js';
import { systemClock } from '../../src/shared/clock.js';
import { LIMIT, NEAREST, ORGANIZATION, SeededInventory, VEHICLES } from './seeded-inventory.js';
import type { PlanRow } from './seeded-inventory.js';

const SHOWROOM = '0192f0c4-0000-7000-8000-000000000003';

let inventory: SeededInventory;
let database: Database;
const look: SeededInventory['look'] = (...asked) => inventory.look(...asked);

beforeAll(async () => {
  inventory = await SeededInventory.create();
  ({ database } = inventory);
}, 60_000);

afterAll(() => inventory.drop());

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

/** The same filters with several values, and with words: what a page by each order is read from. */
const MORE_FILTERS: readonly VehicleFilters[] = [
  { trimIn: ['LX', 'EX'] },
  { bodyStyleIn: ['SUV', 'Van'] },
  { fuelTypeIn: ['Hybrid', 'Electric'] },
  { drivetrainIn: ['AWD', 'RWD'] },
  { exteriorColorIn: ['Colour 4', 'Colour 5'] },
  { conditionIn: ['new', 'cpo'] },
  { showroomIdIn: NEAREST.slice(0, 2) },
  { modelYear: 2015 },
  { modelYearIn: [2015, 2016] },
  { displayed: false },
  { features: ['heated seats', 'sunroof'], status: 'available', modelYearFrom: 2018 },
  { q: 'make 3', bodyStyle: 'SUV' },
  { q: 'heated', make: 'Make 3' },
];

describe.each(['price', '-mileage'] as const)('more pages of 50,000 by %s', (sort) => {
  it.each(MORE_FILTERS.map((filters) => [JSON.stringify(filters), filters] as const))(
    'with %s come in order from an index',
    async (_name, filters) => {
      const { plan, found, rowsRead } = await look(filters, sort);
      expect(found).toBe(LIMIT);
      expect(plan.map(({ Extra }) => Extra).join()).not.toMatch(/filesort|temporary/);
      expect(tablesRead(plan)).toBe(true);
      expect(rowsRead).toBeLessThan(await mostEntries(filters));
    },
  );
});

describe('a page of 50,000 by distance', () => {
  it.each(
    [...FILTERS, ...MORE_FILTERS].map((filters) => [JSON.stringify(filters), filters] as const),
  )('with %s comes showroom by showroom, in order', async (_name, filters) => {
    const { plan, found, rowsRead } = await look(filters, 'distance');
    expect(found).toBe(LIMIT);
    const pages = plan.filter(({ key }) => key === 'ix_vehicles_showroom');
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.length).toBeLessThanOrEqual(NEAREST.length);
    expect(plan.map(({ Extra }) => Extra).join()).not.toMatch(/filesort|temporary/);
    expect(tablesRead(plan)).toBe(true);
    expect(rowsRead).toBeLessThan(VEHICLES);
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

  it('together are the whole list, in its order', async () => {
    const { tenantDb } = database;
    const readModel = new VehicleReadModel({ tenantDb, clock: systemClock });
    await fc.assert(
      fc.asyncProperty(filters, sorts, fc.integer({ min: 1, max: 60 }), (given, sort, limit) =>
        asOrganization(ORGANIZATION, async () => {
          const query = { filters: given, sort, nearestFirst: NEAREST };
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
