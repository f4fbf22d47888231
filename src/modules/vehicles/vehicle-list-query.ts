import type { CursorValues } from '../../shared/pagination.js';
import type { VehicleCondition, VehicleStatus } from './vehicle-types.js';

/** Orders of the list; a leading `-` is descending. The id breaks ties. */
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
] as const;

export type VehicleSort = (typeof VEHICLE_SORTS)[number];

/** Conditions of the list, all of which must hold; amounts in minor units. */
export interface VehicleFilters {
  readonly make?: string | undefined;
  readonly model?: string | undefined;
  readonly vin?: string | undefined;
  readonly stockNumber?: string | undefined;
  readonly status?: VehicleStatus | undefined;
  readonly statusIn?: readonly VehicleStatus[] | undefined;
  readonly condition?: VehicleCondition | undefined;
  readonly showroomId?: string | undefined;
  readonly bodyStyle?: string | undefined;
  readonly displayed?: boolean | undefined;
  readonly modelYearFrom?: number | undefined;
  readonly modelYearTo?: number | undefined;
  readonly priceFrom?: number | undefined;
  readonly priceTo?: number | undefined;
  readonly mileageFrom?: number | undefined;
  readonly mileageTo?: number | undefined;
}

/** One page that somebody asks for. */
export interface VehicleListQuery {
  readonly filters: VehicleFilters;
  readonly sort: VehicleSort;
  readonly limit: number;
  readonly after?: CursorValues;
}
