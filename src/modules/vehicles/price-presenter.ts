import type { Principal } from '../../shared/principal.js';
import type { PriceChange } from './price-types.js';

/** JSON form of one price; managers see who asked for it. */
export function presentPriceChange(change: PriceChange, principal: Principal): object {
  const { price, currency, changedAt, changedBy } = change;
  const seesWho = principal.role !== 'sales_rep' && changedBy !== undefined;
  return {
    ...(price !== undefined && { price: { amount: price, currency } }),
    changedAt: changedAt.toISOString(),
    ...(seesWho && { changedBy }),
  };
}
