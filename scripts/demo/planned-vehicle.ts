import type { NewVehicle } from '../../src/modules/vehicles/index.js';

/** Which of the two showrooms has it: the first is the oldest. */
export type ShowroomIndex = 0 | 1;

/**
 * A vehicle of the demo before the group is there: the showroom by its place in the list, the
 * time in stock in days, so that the same plan gives the same vehicles at any time.
 */
export interface PlannedVehicle {
  readonly showroom: ShowroomIndex;
  readonly vin: string;
  readonly stockNumber: string;
  readonly daysInStock: number;
  /** Has left the group already. */
  readonly isSold?: boolean;
  readonly details: Omit<NewVehicle, 'showroomId' | 'vin' | 'stockNumber' | 'inStockSince'>;
}

/** An amount in dollars, as the product keeps it. */
export function usd(dollars: number): { readonly amount: number; readonly currency: 'USD' } {
  return { amount: Math.round(dollars * 100), currency: 'USD' };
}
