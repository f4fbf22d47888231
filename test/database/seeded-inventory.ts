import { apiPoolLimits } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import type { Bind } from '../../src/database/tenant-db.js';
import type { VehicleFilters, VehicleSort } from '../../src/modules/vehicles/vehicle-list-query.js';
import { VehicleReadModel } from '../../src/modules/vehicles/vehicle-read-model.js';
import { asOrganization } from '../../src/observability/request-context.js';
import { systemClock } from '../../src/shared/clock.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

/** As many vehicles as the promises are made for. */
export const VEHICLES = 50_000;
export const LIMIT = 20;
export const ORGANIZATION = '0192f0c4-0000-7000-8000-0000000000aa';

/** All nine showrooms, in an order of their own. */
export const NEAREST = [3, 1, 9, 2, 4, 8, 7, 5, 6].map(
  (last) => `0192f0c4-0000-7000-8000-00000000000${last}`,
);

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

/** A line of `EXPLAIN`. */
export interface PlanRow {
  readonly table: string;
  readonly key: string | null;
  readonly type: string;
  readonly Extra: string;
}

/** What became of one page. */
export interface Looked {
  readonly plan: readonly PlanRow[];
  readonly rowsRead: number;
  readonly found: number;
}

const READS = `SELECT CAST(SUM(VARIABLE_VALUE) AS INT) AS total
  FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME IN ('HANDLER_READ_NEXT',
    'HANDLER_READ_PREV', 'HANDLER_READ_KEY', 'HANDLER_READ_RND', 'HANDLER_READ_RND_NEXT')`;

/** One group's 50,000 vehicles in a schema of their own. */
export class SeededInventory {
  readonly database: Database;

  private constructor(private readonly schema: TestDatabase) {
    this.database = schema.open({ ...apiPoolLimits, connections: 2 });
  }

  static async create(): Promise<SeededInventory> {
    const schema = await createTestDatabase();
    await schema.run(`INSERT INTO organizations (id, name, created_at)
      VALUES ('${ORGANIZATION}', 'Plans', NOW(3))`);
    await schema.run(`INSERT INTO showrooms (id, organization_id, name, time_zone, currency,
        opening_hours, floors, version, created_at)
      SELECT CONCAT('0192f0c4-0000-7000-8000-00000000000', seq), '${ORGANIZATION}', seq, 'UTC',
        'USD', '{}', '[]', 1, NOW(3) FROM seq_1_to_9`);
    await schema.run(FILL);
    await schema.run('ANALYZE TABLE vehicles');
    return new SeededInventory(schema);
  }

  drop(): Promise<void> {
    return this.schema.drop();
  }

  /** What the server plans and does for the statements of one page. */
  async look(filters: VehicleFilters, sort: VehicleSort): Promise<Looked> {
    const { tenantDb, rawDb, unitOfWork } = this.database;
    const plan: PlanRow[] = [];
    const reads = async (): Promise<number> =>
      (await rawDb.selectOne<{ total: number }>(READS))?.total ?? 0;
    let rowsRead = 0;
    let wasOfPlace = false;
    const watching = {
      selectOne: tenantDb.selectOne.bind(tenantDb),
      select: async <Row extends object>(sql: string, bind?: Bind): Promise<Row[]> => {
        const planned = await tenantDb.select<PlanRow>(`EXPLAIN ${sql}`, bind);
        const before = await reads();
        const rows = await tenantDb.select<Row>(sql, bind);
        const read = (await reads()) - before;
        // A page is what is asked last; by distance, of one place after the other.
        const isOfPlace = sql.includes('showroom_id = $place');
        if (!isOfPlace || !wasOfPlace) [plan.length, rowsRead] = [0, 0];
        wasOfPlace = isOfPlace;
        plan.push(...planned);
        rowsRead += read;
        return rows;
      },
    };
    return asOrganization(ORGANIZATION, () =>
      unitOfWork.run(async () => {
        const readModel = new VehicleReadModel({ tenantDb: watching, clock: systemClock });
        const page = await readModel.list({ filters, sort, limit: LIMIT, nearestFirst: NEAREST });
        return { plan, rowsRead, found: page.rows.length };
      }),
    );
  }
}
