import type { Money } from '../../shared/money.js';

/** Where a vehicle stands in its life (docs/domain.md, Vehicles). */
export type VehicleStatus = 'in_transit' | 'available' | 'held' | 'sold' | 'withdrawn';

export type VehicleCondition = 'new' | 'used' | 'cpo';

/** A point on a floor plan, in metres from the south-west corner. */
export interface VehiclePosition {
  readonly floor: number;
  readonly x: number;
  readonly y: number;
}

/** A picture; the text tells what it shows to those who cannot see it. */
export interface VehiclePhoto {
  /** Where it is, or with `{width}` in it, where it is in any of `sizes`. */
  readonly url: string;
  readonly alt: string;
  /** Widths in pixels that the template has. */
  readonly sizes?: readonly number[] | undefined;
}

/**
 * A vehicle as stored: money in minor units of `currency`, position in integer millimetres,
 * instants as RFC 3339 text in UTC, which is how they leave again.
 */
export interface VehicleRow {
  readonly id: string;
  readonly showroomId: string;
  readonly vin: string | null;
  /** The id in a system of the dealer's own. */
  readonly externalId: string | null;
  readonly stockNumber: string | null;
  readonly status: VehicleStatus;
  readonly condition: VehicleCondition;
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
  readonly photos: readonly VehiclePhoto[];
  readonly displayed: boolean;
  readonly positionFloor: number | null;
  readonly positionXMm: number | null;
  readonly positionYMm: number | null;
  readonly inStockSince: string;
  /** The live hold, and when it ends by itself; both or none. */
  readonly holdId: string | null;
  readonly heldUntil: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** A vehicle as somebody reads it. */
export type SeenVehicle = VehicleRow & {
  /** For which showroom it is held; only where that tells whether the reader may see the hold. */
  readonly heldForShowroomId?: string;
};

type OptionalText =
  | 'vin'
  | 'externalId'
  | 'stockNumber'
  | 'trim'
  | 'bodyStyle'
  | 'fuelType'
  | 'transmission'
  | 'drivetrain'
  | 'exteriorColor'
  | 'interiorColor';

type OptionalMoney = 'price' | 'msrp' | 'cost' | 'pack';

/** What somebody wants changed: absent stays, `null` clears. */
export type VehicleChanges = Readonly<Partial<Record<OptionalText, string | null | undefined>>> &
  Readonly<Partial<Record<OptionalMoney, Money | null | undefined>>> & {
    readonly showroomId?: string | undefined;
    readonly status?: VehicleStatus | undefined;
    readonly condition?: VehicleCondition | undefined;
    readonly modelYear?: number | undefined;
    readonly make?: string | undefined;
    readonly model?: string | undefined;
    readonly mileage?: number | undefined;
    readonly features?: readonly string[] | undefined;
    readonly photos?: readonly VehiclePhoto[] | undefined;
    readonly displayed?: boolean | undefined;
    readonly position?: VehiclePosition | null | undefined;
    readonly inStockSince?: string | undefined;
  };

/** What a new vehicle must have, and what it may have. */
export type NewVehicle = VehicleChanges & {
  readonly showroomId: string;
  readonly condition: VehicleCondition;
  readonly modelYear: number;
  readonly make: string;
  readonly model: string;
};

/** A vehicle that stands on the floor, with what the floor's rules look at. */
export interface DisplayedVehicle {
  readonly id: string;
  readonly make: string;
  readonly model: string;
  readonly bodyStyle?: string;
  readonly modelYear: number;
  readonly status: VehicleStatus;
  readonly floor: number;
  /** Millimetres from the west wall. */
  readonly xMm: number;
  /** Millimetres from the south wall. */
  readonly yMm: number;
}
