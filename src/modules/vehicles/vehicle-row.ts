import { parsed } from '../../shared/json-column.js';
import { isHoldOver, vehicleAt } from './hold-rules.js';
import type { DisplayedVehicle, VehicleRow } from './vehicle-types.js';

const instant = (column: string): string => `CONCAT(REPLACE(${column}, ' ', 'T'), 'Z')`;

/** The columns of a vehicle under the names of `VehicleRow`; instants as text, read as sent. */
export const VEHICLE_COLUMNS = `id, showroom_id AS showroomId, vin, external_id AS externalId, stock_number AS stockNumber,
  status, vehicle_condition AS \`condition\`, model_year AS modelYear, make, model, trim,
  body_style AS bodyStyle, fuel_type AS fuelType, transmission, drivetrain,
  exterior_color AS exteriorColor, interior_color AS interiorColor, mileage, currency,
  price, msrp, cost, pack, features, photos, displayed,
  position_floor AS positionFloor, position_x_mm AS positionXMm, position_y_mm AS positionYMm,
  ${instant('in_stock_since')} AS inStockSince, hold_id AS holdId,
  ${instant('held_until')} AS heldUntil, ${instant('created_at')} AS createdAt,
  ${instant('updated_at')} AS updatedAt, version`;

/** The columns of `DisplayedVehicle`. */
export const DISPLAYED_COLUMNS = `id, make, model, body_style AS bodyStyle,
  model_year AS modelYear, status, position_floor AS floor, position_x_mm AS xMm,
  position_y_mm AS yMm, ${instant('held_until')} AS heldUntil`;

/** What the driver gives for `VEHICLE_COLUMNS`: a flag may be a number, JSON may be text. */
export type RawVehicleRow = Omit<VehicleRow, 'displayed' | 'features' | 'photos'> & {
  readonly displayed: number | boolean;
  readonly features: VehicleRow['features'] | string;
  readonly photos: VehicleRow['photos'] | string;
};

/** What the driver gives for `DISPLAYED_COLUMNS`. */
export type RawDisplayedRow = Omit<DisplayedVehicle, 'bodyStyle'> & {
  readonly bodyStyle: string | null;
  readonly heldUntil: string | null;
};

/** The row in the types of the domain, as it is at that time. */
export function toVehicleAt<Row extends RawVehicleRow>(row: Row, now: Date): Row & VehicleRow {
  return vehicleAt(toVehicleRow(row), now);
}

/**
 * The row in the types of the domain, as stored: a hold may be past its time. It is the very object
 * that the driver gave: to copy its columns would take longer than to read them.
 */
export function toVehicleRow<Row extends RawVehicleRow>(row: Row): Row & VehicleRow {
  return Object.assign(row, {
    displayed: Boolean(row.displayed),
    features: parsed(row.features),
    photos: parsed(row.photos),
  });
}

/** The row in the types of the domain, as it is at that time; an unknown body style is absent. */
export function toDisplayedVehicle(row: RawDisplayedRow, now: Date): DisplayedVehicle {
  const { bodyStyle, heldUntil, ...rest } = row;
  return {
    ...rest,
    ...(isHoldOver({ heldUntil }, now) && { status: 'available' }),
    ...(bodyStyle !== null && { bodyStyle }),
  };
}
