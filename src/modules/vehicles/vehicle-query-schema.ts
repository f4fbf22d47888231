import { idSchema, pageQueryShape } from '../../http/common-schema.js';
import { fieldsSchema } from '../../http/select-fields.js';
import { z } from 'zod';
import { decodeCursor } from '../../shared/pagination.js';
import { VIN_PATTERN } from '../../shared/vin.js';
import { VEHICLE_SORTS } from './vehicle-list-query.js';
import type { VehicleListQuery } from './vehicle-list-query.js';
import {
  VEHICLE_FIELDS,
  textSchema,
  vehicleConditionSchema,
  vehicleStatusSchema,
} from './vehicle-schema.js';

const STATUSES = vehicleStatusSchema.options.join('|');
const year = z.coerce.number().int().min(1900).max(2100).optional();
const amount = z.coerce.number().int().min(0).max(1_000_000_000_000).optional();
const mileage = z.coerce.number().int().min(0).max(10_000_000).optional();

/** Query of `GET /vehicles`. */
export const vehicleListQuerySchema = z.strictObject({
  ...pageQueryShape,
  make: textSchema(64).optional().describe('This make; letter case does not matter.'),
  model: textSchema(64).optional().describe('This model; letter case does not matter.'),
  vin: z.string().regex(VIN_PATTERN).max(17).toUpperCase().optional().describe('This VIN.'),
  stockNumber: textSchema(32).optional().describe('This stock number.'),
  status: vehicleStatusSchema.optional().describe('This status.'),
  'status[in]': z
    .string()
    .regex(new RegExp(`^(${STATUSES})(,(${STATUSES}))*$`))
    .max(128)
    .optional()
    .describe('One of these, separated by commas.')
    .openapi({ example: 'available,held' }),
  condition: vehicleConditionSchema.optional().describe('This condition.'),
  showroomId: idSchema.optional().describe('Of this showroom; of the whole group if absent.'),
  bodyStyle: textSchema(32).optional().describe('This type; letter case does not matter.'),
  displayed: z.enum(['true', 'false']).optional().describe('On the floor, or not.'),
  'modelYear[gte]': year.describe('From this model year.'),
  'modelYear[lte]': year.describe('To this model year.'),
  'price[gte]': amount.describe('From this price, in minor units.'),
  'price[lte]': amount.describe('To this price, in minor units.'),
  'mileage[gte]': mileage.describe('From this mileage.'),
  'mileage[lte]': mileage.describe('To this mileage.'),
  sort: z.enum(VEHICLE_SORTS).default('-createdAt').describe('Order; `-` is descending.'),
  fields: fieldsSchema(VEHICLE_FIELDS).optional().openapi({ example: 'id,vin,price' }),
});

type Query = z.output<typeof vehicleListQuerySchema>;

/** The query in the words of the read model; `bound` is what its cursors are bound to. */
export interface ReadableQuery {
  readonly list: VehicleListQuery;
  readonly bound: unknown;
}

/** Reads the checked query. Throws 400 for a cursor of another list. */
export function toListQuery(query: Query): ReadableQuery {
  const filters = {
    make: query.make,
    model: query.model,
    vin: query.vin,
    stockNumber: query.stockNumber,
    status: query.status,
    statusIn: query['status[in]']?.split(',').map((status) => vehicleStatusSchema.parse(status)),
    condition: query.condition,
    showroomId: query.showroomId,
    bodyStyle: query.bodyStyle,
    displayed: query.displayed === undefined ? undefined : query.displayed === 'true',
    modelYearFrom: query['modelYear[gte]'],
    modelYearTo: query['modelYear[lte]'],
    priceFrom: query['price[gte]'],
    priceTo: query['price[lte]'],
    mileageFrom: query['mileage[gte]'],
    mileageTo: query['mileage[lte]'],
  };
  const { sort, limit, cursor } = query;
  const bound = { ...filters, sort };
  const list = { filters, sort, limit };
  if (cursor === undefined) return { list, bound };
  return { list: { ...list, after: decodeCursor(cursor, bound) }, bound };
}
