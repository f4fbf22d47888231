import type { DealerGroup } from '../../support/dealer-group.js';

let lastNumber = 0;

/** The least that a new vehicle needs, with a stock number of its own. */
export function vehicleBody(
  group: DealerGroup,
  fields: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  lastNumber += 1;
  return {
    showroomId: group.showroom.id,
    stockNumber: `S${lastNumber}`,
    condition: 'used',
    modelYear: 2022,
    make: 'Mazda',
    model: 'CX-5',
    ...fields,
  };
}

/** An amount in the currency of the group's showrooms. */
export function usd(amount: number): { amount: number; currency: string } {
  return { amount, currency: 'USD' };
}
