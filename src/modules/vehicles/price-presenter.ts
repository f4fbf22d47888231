import type { PriceChange } from './price-types.js';

/** JSON form of one price. */
export function presentPriceChange({ price, currency, changedAt, changedBy }: PriceChange): object {
  return {
    ...(price !== undefined && { price: { amount: price, currency } }),
    changedAt: changedAt.toISOString(),
    ...(changedBy !== undefined && { changedBy }),
  };
}
