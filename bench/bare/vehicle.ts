import type { Pool } from 'mariadb';
import type { BareAnswer } from './main.js';

/** The columns of the table that are answered, under the names of `BareVehicleRow`. */
export const COLUMNS = `id, vin, stock_number AS stockNumber, showroom_id AS showroomId, status,
  vehicle_condition AS \`condition\`, model_year AS modelYear, make, model, trim,
  body_style AS bodyStyle, fuel_type AS fuelType, transmission, drivetrain,
  exterior_color AS exteriorColor, interior_color AS interiorColor, mileage, currency, price, msrp,
  cost, pack, features, photos, displayed, position_floor AS floor, position_x_mm AS xMm,
  position_y_mm AS yMm, in_stock_since AS inStockSince, created_at AS createdAt,
  updated_at AS updatedAt, version`;

/** A row as the driver gives it: JSON parsed, instants as MariaDB's text. */
export interface BareVehicleRow {
  readonly id: string;
  readonly vin: string | null;
  readonly stockNumber: string | null;
  readonly showroomId: string;
  readonly status: string;
  readonly condition: string;
  readonly modelYear: number;
  readonly make: string;
  readonly model: string;
  readonly trim: string | null;
  readonly bodyStyle: string | null;
  readonly fuelType: string | null;
  readonly transmission: string | null;
  readonly drivetrain: string | null;
  readonly exteriorColor: string | null;
  readonly interiorColor: string | null;
  readonly mileage: number;
  readonly currency: string;
  readonly price: number | null;
  readonly msrp: number | null;
  readonly cost: number | null;
  readonly pack: number | null;
  readonly features: readonly string[];
  readonly photos: readonly object[];
  readonly displayed: number;
  readonly floor: number | null;
  readonly xMm: number | null;
  readonly yMm: number | null;
  readonly inStockSince: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

const SELECT = `SELECT ${COLUMNS} FROM vehicles WHERE organization_id = ? AND id = ?`;

/** One vehicle by id. */
export async function readVehicle(pool: Pool, vehicleId: string): Promise<BareAnswer> {
  const organizationId = process.env['BENCH_ORGANIZATION_ID'];
  const rows = await pool.execute<BareVehicleRow[]>(SELECT, [organizationId, vehicleId]);
  const row = rows[0];
  if (row === undefined) return { status: 404, body: {} };
  const href = `/api/v1/vehicles/${row.id}`;
  const links = {
    self: { href },
    showroom: { href: `/api/v1/showrooms/${row.showroomId}` },
    priceHistory: { href: `${href}/price-history` },
    createHold: { href: `${href}/holds`, method: 'POST' },
    update: { href, method: 'PATCH' },
    withdraw: { href, method: 'DELETE' },
  };
  return { status: 200, body: fieldsOf(row, links) };
}

/** The fields of the product's answer, in its order. */
export function fieldsOf(row: BareVehicleRow, links: object): object {
  const { floor, xMm, yMm } = row;
  return {
    id: row.id,
    vin: row.vin ?? undefined,
    stockNumber: row.stockNumber ?? undefined,
    showroomId: row.showroomId,
    status: row.status,
    condition: row.condition,
    modelYear: row.modelYear,
    make: row.make,
    model: row.model,
    ...describe(row),
    mileage: row.mileage,
    price: money(row.price, row.currency),
    msrp: money(row.msrp, row.currency),
    cost: money(row.cost, row.currency),
    pack: money(row.pack, row.currency),
    features: row.features,
    photos: row.photos,
    position:
      floor === null || xMm === null || yMm === null
        ? undefined
        : { floor, x: xMm / 1_000, y: yMm / 1_000 },
    displayed: row.displayed === 1,
    inStockSince: instant(row.inStockSince),
    createdAt: instant(row.createdAt),
    updatedAt: instant(row.updatedAt),
    version: row.version,
    _links: links,
  };
}

function describe(row: BareVehicleRow): object {
  return {
    trim: row.trim ?? undefined,
    bodyStyle: row.bodyStyle ?? undefined,
    fuelType: row.fuelType ?? undefined,
    transmission: row.transmission ?? undefined,
    drivetrain: row.drivetrain ?? undefined,
    exteriorColor: row.exteriorColor ?? undefined,
    interiorColor: row.interiorColor ?? undefined,
  };
}

function money(amount: number | null, currency: string): object | undefined {
  return amount === null ? undefined : { amount, currency };
}

function instant(text: string): string {
  return `${text.replace(' ', 'T')}Z`;
}
