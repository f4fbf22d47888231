import type { Money } from '../../shared/money.js';
import { leadsShowrooms, mayEnterShowroom } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { Surroundings } from './vehicle-availability.js';
import { seesPublicInventoryOnly } from './vehicle-policy.js';
import { vehicleWarnings } from './vehicle-rules.js';
import type { SeenVehicle, VehicleRow } from './vehicle-types.js';

/** Fields of a vehicle as sent; what is absent is `undefined`, which JSON leaves out. */
export type VehicleBody = Readonly<Record<string, unknown>>;

/** One vehicle by itself: with warnings and links. */
export function presentVehicle(row: SeenVehicle, principal: Principal): VehicleBody {
  const warnings = vehicleWarnings(row.vin);
  return Object.assign(presentFields(row), {
    warnings: warnings.length === 0 ? undefined : warnings,
    _links: linksOf(row, principal),
  });
}

/** One vehicle in a list, seen from a showroom if that was asked for. */
export function presentListed(row: VehicleRow, from?: Surroundings): VehicleBody {
  const links = { _links: { self: { href: hrefOf(row.id) } } };
  return Object.assign(presentFields(row), from?.of(row), links);
}

/** Where a vehicle is found. */
export function hrefOf(vehicleId: string): string {
  return `/api/v1/vehicles/${vehicleId}`;
}

/** A new object, made in one piece: spreading parts into one another takes several times as long. */
function presentFields(row: VehicleRow): VehicleBody {
  return {
    id: row.id,
    vin: given(row.vin),
    externalId: given(row.externalId),
    stockNumber: given(row.stockNumber),
    showroomId: row.showroomId,
    status: row.status,
    condition: row.condition,
    modelYear: row.modelYear,
    make: row.make,
    model: row.model,
    trim: given(row.trim),
    bodyStyle: given(row.bodyStyle),
    fuelType: given(row.fuelType),
    transmission: given(row.transmission),
    drivetrain: given(row.drivetrain),
    exteriorColor: given(row.exteriorColor),
    interiorColor: given(row.interiorColor),
    mileage: row.mileage,
    price: money(row.price, row.currency),
    msrp: money(row.msrp, row.currency),
    cost: money(row.cost, row.currency),
    pack: money(row.pack, row.currency),
    features: row.features,
    photos: row.photos,
    position: positionOf(row),
    displayed: row.displayed,
    inStockSince: row.inStockSince,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    version: row.version,
  };
}

/** JSON leaves out what is undefined. */
function given<Value>(value: Value | null): Value | undefined {
  return value ?? undefined;
}

function money(amount: number | null, currency: string): Money | undefined {
  return amount === null ? undefined : { amount, currency };
}

function positionOf(row: VehicleRow): VehicleBody | undefined {
  const { positionFloor: floor, positionXMm, positionYMm } = row;
  if (floor === null || positionXMm === null || positionYMm === null) return undefined;
  return { floor, x: positionXMm / 1_000, y: positionYMm / 1_000 };
}

function linksOf(row: SeenVehicle, principal: Principal): VehicleBody {
  const href = hrefOf(row.id);
  const showroom = { href: `/api/v1/showrooms/${row.showroomId}` };
  if (seesPublicInventoryOnly(principal)) return { self: { href }, showroom };
  return {
    ...{ self: { href }, showroom, priceHistory: { href: `${href}/price-history` } },
    ...holdLinks(row, principal),
    ...(mayEnterShowroom(principal, row.showroomId) && changeLinks(row, principal)),
  };
}

/** Vehicles of the whole group can be held; a hold is for its two showrooms to see. */
function holdLinks(row: SeenVehicle, principal: Principal): VehicleBody {
  const { status, holdId, showroomId, heldForShowroomId } = row;
  const holds = `${hrefOf(row.id)}/holds`;
  const seesHold = [showroomId, heldForShowroomId].some(
    (id) => id !== undefined && mayEnterShowroom(principal, id),
  );
  const mayHold = status === 'available' && principal.showroomIds.length > 0;
  return {
    ...(holdId !== null && seesHold && { hold: { href: `${holds}/${holdId}` } }),
    ...(mayHold && { createHold: { href: holds, method: 'POST' } }),
  };
}

function changeLinks({ id, status }: SeenVehicle, principal: Principal): VehicleBody {
  const href = hrefOf(id);
  if (!leadsShowrooms(principal)) return {};
  const mayWithdraw = status !== 'sold' && status !== 'withdrawn';
  return {
    update: { href, method: 'PATCH' },
    ...(mayWithdraw && { withdraw: { href, method: 'DELETE' } }),
  };
}
