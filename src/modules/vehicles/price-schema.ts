import { idSchema, instantSchema, listSchema, moneySchema } from '../../http/common-schema.js';
import { pageQueryShape } from '../../http/common-schema.js';
import { z } from 'zod';

/** Path of the history of prices. */
export const priceHistoryParams = z.strictObject({
  vehicleId: idSchema.describe('The vehicle.'),
});

/** Query of the history of prices. */
export const priceHistoryQuery = z.strictObject(pageQueryShape);

const priceChangeSchema = z
  .strictObject({
    price: moneySchema.optional().describe('Asking price from then on; absent: none.'),
    changedAt: instantSchema.describe('Since when.'),
    changedBy: idSchema.optional().describe('The user who changed it; managers only.'),
  })
  .openapi('PriceChange', {
    example: {
      price: { amount: 2_699_900, currency: 'USD' },
      changedAt: '2026-11-20T15:04:05.000Z',
      changedBy: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a',
    },
  });

/** Answer of `GET /vehicles/{vehicleId}/price-history`. */
export const priceHistorySchema = listSchema('PriceHistory', priceChangeSchema);
