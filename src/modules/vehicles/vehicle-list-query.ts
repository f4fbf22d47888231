import type { CursorValues } from '../../shared/pagination.js';
import type { VehicleCondition, VehicleStatus } from './vehicle-types.js';

/** Orders by what a vehicle is; a leading `-` is descending. The id breaks ties. */
export const VEHICLE_SORTS = [
  'price',
  '-price',
  'modelYear',
  '-modelYear',
  'mileage',
  '-mileage',
  'createdAt',
  '-createdAt',
  'inStockSince',
  '-inStockSince',
  'daysInStock',
  '-daysInStock',
] as const;

export type ColumnSort = (typeof VEHICLE_SORTS)[number];

/** All orders; the last two have one direction: best first, nearest first. */
export type VehicleSort = ColumnSort | 'relevance' | 'distance';

/** What can be counted by value. */
export const VEHICLE_FACETS = [
  'make',
  'model',
  'trim',
  'bodyStyle',
  'fuelType',
  'drivetrain',
  'exteriorColor',
  'condition',
  'status',
  'showroomId',
  'modelYear',
] as const;

export type VehicleFacet = (typeof VEHICLE_FACETS)[number];

type Texts = 'make' | 'model' | 'trim' | 'bodyStyle' | 'fuelType' | 'drivetrain' | 'exteriorColor';

type OneOf<Name extends string, Value> = Readonly<Partial<Record<Name, Value | undefined>>> &
  Readonly<Partial<Record<`${Name}In`, readonly Value[] | undefined>>>;

type Exactly<Name extends string> = Readonly<Partial<Record<Name, number | undefined>>>;

type Between<Name extends string> = Readonly<
  Partial<Record<`${Name}From` | `${Name}To`, number | undefined>>
>;

/** Conditions of the list, all of which must hold; amounts in minor units. */
export type VehicleFilters = OneOf<Texts | 'showroomId', string> &
  OneOf<'status', VehicleStatus> &
  OneOf<'condition', VehicleCondition> &
  OneOf<'modelYear', number> &
  Exactly<'price' | 'mileage' | 'daysInStock'> &
  Between<'modelYear' | 'price' | 'mileage' | 'daysInStock'> & {
    /** Words that all must be found (docs/inventory.md, Searching). */
    readonly q?: string | undefined;
    readonly vin?: string | undefined;
    readonly stockNumber?: string | undefined;
    readonly externalId?: string | undefined;
    readonly displayed?: boolean | undefined;
    /** All of them; letter case does not matter. */
    readonly features?: readonly string[] | undefined;
  };

/** One page that somebody asks for. */
export interface VehicleListQuery {
  readonly filters: VehicleFilters;
  readonly sort: VehicleSort;
  /** The showrooms in the order of `distance`. */
  readonly nearestFirst?: readonly string[] | undefined;
  readonly limit: number;
  readonly after?: CursorValues;
}
