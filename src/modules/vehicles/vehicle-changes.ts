import { newId } from '../../shared/ids.js';
import type { Money } from '../../shared/money.js';
import type { VehicleChanges, VehicleRow } from './vehicle-types.js';

const MILLIMETRES_PER_METRE = 1_000;

/** What a new vehicle of which nothing is known yet looks like, before the first changes. */
export function blankVehicle(showroomId: string, currency: string, now: Date): VehicleRow {
  const at = now.toISOString();
  return {
    id: newId(),
    showroomId,
    vin: null,
    externalId: null,
    stockNumber: null,
    status: 'available',
    condition: 'new',
    modelYear: now.getUTCFullYear(),
    make: '',
    model: '',
    trim: null,
    bodyStyle: null,
    fuelType: null,
    transmission: null,
    drivetrain: null,
    exteriorColor: null,
    interiorColor: null,
    mileage: 0,
    currency,
    price: null,
    msrp: null,
    cost: null,
    pack: null,
    features: [],
    photos: [],
    displayed: false,
    positionFloor: null,
    positionXMm: null,
    positionYMm: null,
    inStockSince: at,
    holdId: null,
    heldUntil: null,
    createdAt: at,
    updatedAt: at,
    version: 1,
  };
}

/**
 * The vehicle as it would be after the changes; nothing is checked here. A vehicle that moves to
 * another showroom or is withdrawn leaves its place on the floor, one that arrives is in stock
 * from `now` on. Its hold and its version are those of before.
 */
export function applyChanges(
  before: VehicleRow,
  changes: VehicleChanges,
  currency: string,
  now: Date,
): VehicleRow {
  const place = changedPlace(before, changes);
  // Field by field: of a file, a million are made.
  return {
    id: before.id,
    showroomId: given(changes.showroomId, before.showroomId),
    vin: given(changes.vin, before.vin),
    externalId: given(changes.externalId, before.externalId),
    stockNumber: given(changes.stockNumber, before.stockNumber),
    status: given(changes.status, before.status),
    condition: given(changes.condition, before.condition),
    modelYear: given(changes.modelYear, before.modelYear),
    make: given(changes.make, before.make),
    model: given(changes.model, before.model),
    trim: given(changes.trim, before.trim),
    bodyStyle: given(changes.bodyStyle, before.bodyStyle),
    fuelType: given(changes.fuelType, before.fuelType),
    transmission: given(changes.transmission, before.transmission),
    drivetrain: given(changes.drivetrain, before.drivetrain),
    exteriorColor: given(changes.exteriorColor, before.exteriorColor),
    interiorColor: given(changes.interiorColor, before.interiorColor),
    mileage: given(changes.mileage, before.mileage),
    currency,
    price: amountOf(changes.price, before.price),
    msrp: amountOf(changes.msrp, before.msrp),
    cost: amountOf(changes.cost, before.cost),
    pack: amountOf(changes.pack, before.pack),
    features: given(changes.features, before.features),
    photos: given(changes.photos, before.photos),
    displayed: place.displayed,
    positionFloor: place.positionFloor,
    positionXMm: place.positionXMm,
    positionYMm: place.positionYMm,
    inStockSince: given(changes.inStockSince, stockDate(before, changes, now)),
    holdId: before.holdId,
    heldUntil: before.heldUntil,
    createdAt: before.createdAt,
    updatedAt: before.updatedAt,
    version: before.version,
  };
}

/** What was changed, as its next version. */
export function changedRow(after: VehicleRow, now: Date): VehicleRow {
  return Object.assign(after, { updatedAt: now.toISOString(), version: after.version + 1 });
}

type Place = 'positionFloor' | 'positionXMm' | 'positionYMm' | 'displayed';

/** `displayed` follows the position unless it is given itself. */
function changedPlace(before: VehicleRow, changes: VehicleChanges): Pick<VehicleRow, Place> {
  const { positionFloor, positionXMm, positionYMm } = before;
  const leaves = leavesItsPlace(before, changes);
  const position = changes.position === undefined && leaves ? null : changes.position;
  if (position === undefined) {
    const displayed = given(changes.displayed, before.displayed);
    return { positionFloor, positionXMm, positionYMm, displayed };
  }
  return {
    positionFloor: position === null ? null : position.floor,
    positionXMm: position === null ? null : millimetres(position.x),
    positionYMm: position === null ? null : millimetres(position.y),
    displayed: given(changes.displayed, position !== null),
  };
}

function leavesItsPlace(before: VehicleRow, changes: VehicleChanges): boolean {
  const moves = changes.showroomId !== undefined && changes.showroomId !== before.showroomId;
  return moves || (changes.status === 'withdrawn' && before.status !== 'withdrawn');
}

function stockDate(before: VehicleRow, changes: VehicleChanges, now: Date): string {
  const arrives = before.status === 'in_transit' && changes.status === 'available';
  return arrives ? now.toISOString() : before.inStockSince;
}

function given<T>(change: T | undefined, current: T): T {
  return change === undefined ? current : change;
}

function amountOf(change: Money | null | undefined, current: number | null): number | null {
  if (change === undefined) return current;
  return change === null ? null : change.amount;
}

function millimetres(metres: number): number {
  return Math.round(metres * MILLIMETRES_PER_METRE);
}

/** Whether the two cost the same; without a price there is no currency to differ in. */
export function hasSamePrice(before: VehicleRow, after: VehicleRow): boolean {
  if (before.price === null && after.price === null) return true;
  return before.price === after.price && before.currency === after.currency;
}

/** Wire names of the fields in which the two differ, in the order of the contract. */
export function changedFields(before: VehicleRow, after: VehicleRow): string[] {
  const names: string[] = [];
  for (const key of Object.keys(after) as Array<keyof VehicleRow>) {
    if (sameValue(before[key], after[key])) continue;
    const name = wireName(key);
    if (!names.includes(name)) names.push(name);
  }
  return names;
}

function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  return JSON.stringify(left) === JSON.stringify(right);
}

function wireName(key: keyof VehicleRow): string {
  return key.startsWith('position') ? 'position' : key;
}
