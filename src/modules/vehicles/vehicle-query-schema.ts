import {
  idSchema,
  pageQueryShape,
  queryIntSchema,
  someOfSchema,
} from '../../http/common-schema.js';
import { fieldsSchema } from '../../http/select-fields.js';
import { z } from 'zod';
import { invalidRequest } from '../../shared/errors.js';
import { decodeCursor } from '../../shared/pagination.js';
import { VIN_PATTERN } from '../../shared/vin.js';
import { VEHICLE_FACETS, VEHICLE_SORTS } from './vehicle-list-query.js';
import type { VehicleFacet, VehicleFilters, VehicleListQuery } from './vehicle-list-query.js';
import {
  VEHICLE_FIELDS,
  textSchema,
  vehicleConditionSchema,
  vehicleStatusSchema,
} from './vehicle-schema.js';

const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const yearSchema = queryIntSchema(1900, 2100);
const year = yearSchema.optional();
const amount = queryIntSchema(0, 1_000_000_000_000).optional();
const mileage = queryIntSchema(0, 10_000_000).optional();
const days = queryIntSchema(0, 36_500).optional();

/** Some values of this pattern, separated by commas. */
function someOf(value: string, example: string) {
  const description = 'One of these, separated by commas.';
  return someOfSchema(value, { most: 50, maxLength: 3_500, description, example });
}

function text(what: string) {
  return textSchema(64).optional().describe(`${what}; letter case does not matter.`);
}

function texts(example: string) {
  return someOf('[^,]{1,64}', example);
}

/** Query of `GET /vehicles`. */
export const vehicleListQuerySchema = z.strictObject({
  ...pageQueryShape,
  q: z
    .string()
    .trim()
    .min(1)
    .max(128)
    .optional()
    .describe(
      'Words that must all be found in make, model, trim, features, model year, or at the ' +
        'beginning of stock number or VIN. One letter of a make or model may be wrong.',
    )
    .openapi({ example: 'mazda cx5 sunroof' }),
  near: idSchema
    .optional()
    .describe('Seen from this showroom: hits say `availability`, distance and transfer days.'),
  facets: fieldsSchema(VEHICLE_FACETS)
    .optional()
    .describe('Count by these fields, each under the other filters; separated by commas.')
    .openapi({ example: 'make,bodyStyle' }),
  make: text('This make'),
  'make[in]': texts('Mazda,Kia'),
  model: text('This model'),
  'model[in]': texts('CX-5,Niro'),
  trim: text('This trim level'),
  'trim[in]': texts('Signature,Touring'),
  bodyStyle: text('This type'),
  'bodyStyle[in]': texts('SUV,Wagon'),
  fuelType: text('This fuel'),
  'fuelType[in]': texts('Hybrid,Electric'),
  drivetrain: text('This drivetrain'),
  'drivetrain[in]': texts('AWD,4WD'),
  exteriorColor: text('This colour outside'),
  'exteriorColor[in]': texts('Red,Blue'),
  vin: z.string().regex(VIN_PATTERN).max(17).toUpperCase().optional().describe('This VIN.'),
  stockNumber: textSchema(32).optional().describe('This stock number.'),
  externalId: textSchema(64).optional().describe('This id of the dealer’s own.'),
  status: vehicleStatusSchema.optional().describe('This status.'),
  'status[in]': someOf(vehicleStatusSchema.options.join('|'), 'available,held'),
  condition: vehicleConditionSchema.optional().describe('This condition.'),
  'condition[in]': someOf(vehicleConditionSchema.options.join('|'), 'used,cpo'),
  showroomId: idSchema.optional().describe('Of this showroom; of the whole group if absent.'),
  'showroomId[in]': someOf(ID, '0192f0c4-0000-7000-8000-000000000001'),
  displayed: z.enum(['true', 'false']).optional().describe('On the floor, or not.'),
  features: text('With this feature'),
  'features[in]': texts('Heated seats,Sunroof').describe(
    'All of these features, separated by commas; letter case does not matter.',
  ),
  modelYear: year.describe('Of this model year.'),
  'modelYear[in]': someOf('19\\d\\d|20\\d\\d|2100', '2021,2022'),
  'modelYear[gte]': year.describe('From this model year.'),
  'modelYear[lte]': year.describe('To this model year.'),
  price: amount.describe('At this price, in minor units.'),
  'price[gte]': amount.describe('From this price, in minor units.'),
  'price[lte]': amount.describe('To this price, in minor units.'),
  mileage: mileage.describe('With this mileage.'),
  'mileage[gte]': mileage.describe('From this mileage.'),
  'mileage[lte]': mileage.describe('To this mileage.'),
  daysInStock: days.describe('In stock for so many days of 24 hours.'),
  'daysInStock[gte]': days.describe('In stock for at least so many days of 24 hours.'),
  'daysInStock[lte]': days.describe('In stock for at most so many days of 24 hours.'),
  sort: z
    .enum([...VEHICLE_SORTS, 'relevance', 'distance'])
    .optional()
    .describe(
      'One order; `-` is descending, equals are by id. `relevance` (the default with `q`) is best ' +
        'first, `distance` (with `near`) nearest first; without `q`, the newest come first.',
    ),
  fields: fieldsSchema(VEHICLE_FIELDS).optional().openapi({ example: 'id,vin,price' }),
});

type Query = z.output<typeof vehicleListQuerySchema>;

/** The query in the words of the read model; `bound` is what its cursors are bound to. */
export interface ReadableQuery {
  readonly list: VehicleListQuery;
  readonly near: string | undefined;
  readonly facets: readonly VehicleFacet[];
  readonly bound: unknown;
}

/**
 * Reads the checked query. Throws 400 for a cursor of another list, and for an order that lacks
 * what it goes by.
 */
export function toListQuery(query: Query): ReadableQuery {
  const filters = { q: query.q, ...valuesOf(query), ...listsOf(query), ...rangesOf(query) };
  const { limit, cursor, near } = query;
  const sort = query.sort ?? (query.q === undefined ? '-createdAt' : 'relevance');
  if (sort === 'relevance' && query.q === undefined) throw lacks('`relevance` needs `q`.');
  if (sort === 'distance' && near === undefined) throw lacks('`distance` needs `near`.');
  const facets = VEHICLE_FACETS.filter((facet) => split(query.facets)?.includes(facet) === true);
  const bound = { ...filters, sort, near: sort === 'distance' ? near : undefined };
  const list = { filters, sort, limit };
  if (cursor === undefined) return { list, near, facets, bound };
  return { list: { ...list, after: decodeCursor(cursor, bound) }, near, facets, bound };
}

function lacks(detail: string): Error {
  return invalidRequest([{ pointer: '/sort', parameter: 'sort', code: 'invalid_sort', detail }]);
}

function valuesOf(query: Query): VehicleFilters {
  const { make, model, trim, bodyStyle, fuelType, drivetrain, exteriorColor } = query;
  const { vin, stockNumber, externalId, status, condition, showroomId, displayed } = query;
  const { modelYear, price, mileage, daysInStock } = query;
  return {
    ...{ make, model, trim, bodyStyle, fuelType, drivetrain, exteriorColor },
    ...{ vin, stockNumber, externalId, status, condition, showroomId },
    ...{ modelYear, price, mileage, daysInStock },
    displayed: displayed === undefined ? undefined : displayed === 'true',
  };
}

function listsOf(query: Query): VehicleFilters {
  return {
    makeIn: split(query['make[in]']),
    modelIn: split(query['model[in]']),
    trimIn: split(query['trim[in]']),
    bodyStyleIn: split(query['bodyStyle[in]']),
    fuelTypeIn: split(query['fuelType[in]']),
    drivetrainIn: split(query['drivetrain[in]']),
    exteriorColorIn: split(query['exteriorColor[in]']),
    statusIn: split(query['status[in]'])?.map((status) => vehicleStatusSchema.parse(status)),
    conditionIn: split(query['condition[in]'])?.map((one) => vehicleConditionSchema.parse(one)),
    showroomIdIn: split(query['showroomId[in]']),
    modelYearIn: split(query['modelYear[in]'])?.map((one) => yearSchema.parse(one)),
    features: featuresOf(query),
  };
}

/** The one, and all of the others. */
function featuresOf(query: Query): readonly string[] | undefined {
  const others = split(query['features[in]']);
  return query.features === undefined ? others : [query.features, ...(others ?? [])];
}

function split(values: string | undefined): readonly string[] | undefined {
  return values?.split(',').map((value) => value.trim());
}

function rangesOf(query: Query): VehicleFilters {
  return {
    modelYearFrom: query['modelYear[gte]'],
    modelYearTo: query['modelYear[lte]'],
    priceFrom: query['price[gte]'],
    priceTo: query['price[lte]'],
    mileageFrom: query['mileage[gte]'],
    mileageTo: query['mileage[lte]'],
    daysInStockFrom: query['daysInStock[gte]'],
    daysInStockTo: query['daysInStock[lte]'],
  };
}
