import { idSchema, instantSchema, linksSchema, moneySchema } from '../../http/common-schema.js';
import { listSchema, versionSchema } from '../../http/common-schema.js';
import { z } from 'zod';
import { VIN_PATTERN } from '../../shared/vin.js';
import { hasWidth } from './vehicle-photo-rules.js';

const SOME_ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';
const EARLIEST_MODEL_YEAR = 1900;
const LATEST_MODEL_YEAR = 2100;
const MOST_MILEAGE = 10_000_000;

export const vehicleStatusSchema = z.enum(['in_transit', 'available', 'held', 'sold', 'withdrawn']);
export const vehicleConditionSchema = z.enum(['new', 'used', 'cpo']);

export const modelYearSchema = z.int().min(EARLIEST_MODEL_YEAR).max(LATEST_MODEL_YEAR);
export const mileageSchema = z.int().min(0).max(MOST_MILEAGE);

/** A trimmed text of one line that is not empty. */
export function textSchema(max: number): z.ZodString {
  return z.string().trim().min(1).max(max).refine(isOneLine, ONE_LINE);
}

const ONE_LINE = 'Must be one line of text, without control characters.';

function isOneLine(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

const vin = z
  .string()
  .trim()
  .regex(VIN_PATTERN)
  .max(17)
  .toUpperCase()
  .describe('17 characters without I, O and Q; unique in the group.');

const price = moneySchema
  .refine(({ amount }) => amount >= 0, { path: ['amount'], message: 'Must not be negative.' })
  .describe('In the currency of the showroom.');

const position = z
  .strictObject({
    floor: z.int().min(-10).max(200).describe('Floor number.'),
    x: z.number().min(0).max(10_000).describe('Metres from the west wall.'),
    y: z.number().min(0).max(10_000).describe('Metres from the south wall.'),
  })
  .openapi('VehiclePosition', { example: { floor: 1, x: 4.2, y: 7.5 } });

const photo = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(1_024)
      .refine(isOneLine, ONE_LINE)
      .describe(
        'Where the picture is. With `{width}` in it a template: put in one of `sizes`, in pixels.',
      )
      .openapi({ format: 'uri-template' }),
    alt: textSchema(256).describe('What it shows, for those who cannot see it.'),
    sizes: z
      .array(z.int().min(16).max(8_192).describe('Width in pixels.'))
      .min(1)
      .max(12)
      .optional()
      .describe('Widths that the template has, for `srcset`; only with `{width}` in `url`.'),
  })
  .refine(({ url, sizes }) => (sizes !== undefined) === hasWidth(url), {
    path: ['sizes'],
    message: 'A template needs `sizes`, and only a template has them.',
  })
  .openapi('VehiclePhoto', {
    example: { url: 'https://photos.example/cx-5.jpg', alt: 'Red Mazda CX-5 from the front left' },
  });

const optionalTexts = {
  externalId: textSchema(64).describe('Id in a system of the dealer’s own; unique in the group.'),
  stockNumber: textSchema(32).describe('The dealer’s own number; unique in the group.'),
  trim: textSchema(64).describe('Trim level.'),
  bodyStyle: textSchema(32).describe('Type: SUV, sedan, …'),
  fuelType: textSchema(32).describe('Gasoline, hybrid, electric, …'),
  transmission: textSchema(64).describe('Automatic, manual, …'),
  drivetrain: textSchema(32).describe('FWD, AWD, …'),
  exteriorColor: textSchema(64).describe('Colour outside.'),
  interiorColor: textSchema(64).describe('Colour inside.'),
};

const amounts = {
  price: price.describe('Asking price, in the currency of the showroom.'),
  msrp: price.describe('Manufacturer’s suggested retail price.'),
  cost: price.describe('What the dealer paid; managers only.'),
  pack: price.describe('Fixed overhead added to the cost; managers only.'),
};

const features = z.array(textSchema(64)).max(100).describe('Equipment, in words.');
const photos = z.array(photo).max(50).describe('Pictures, the first one first.');
const displayed = z.boolean().describe('On the floor; follows `position` unless given.');

const requiredFields = {
  showroomId: idSchema.describe('Showroom that has the vehicle.'),
  condition: vehicleConditionSchema.describe('New, used, or certified pre-owned.'),
  modelYear: modelYearSchema.describe('Model year.'),
  make: textSchema(64).describe('Make.'),
  model: textSchema(64).describe('Model.'),
};

const STOCK_DATE = 'Since when in stock: from 1900 on, and no more than a day ahead.';
const createStatus = z.enum(['in_transit', 'available']).default('available');

/** Body of `POST /vehicles`. */
export const createVehicleSchema = z
  .strictObject({
    ...requiredFields,
    vin: vin.optional(),
    ...optionalOf(optionalTexts),
    ...optionalOf(amounts),
    status: createStatus.describe('Where it stands at first.'),
    mileage: mileageSchema.default(0).describe('In the showroom’s unit of distance.'),
    features: features.default([]),
    photos: photos.default([]),
    position: position.optional().describe('Place on a floor of the showroom.'),
    displayed: displayed.optional(),
    inStockSince: instantSchema.optional().describe(`${STOCK_DATE} Now, if absent.`),
  })
  .openapi('CreateVehicle');

const changes = {
  ...optionalOf(requiredFields),
  vin: vin.nullable().optional(),
  ...clearableOf(optionalTexts),
  ...clearableOf(amounts),
  status: vehicleStatusSchema.optional().describe('The next status, if it may follow.'),
  mileage: mileageSchema.optional().describe('May be corrected downwards.'),
  features: features.optional(),
  photos: photos.optional(),
  position: position.nullable().optional().describe('`null` takes it off the floor.'),
  displayed: displayed.optional(),
  inStockSince: instantSchema.optional().describe(STOCK_DATE),
};

/** Body of `PATCH /vehicles/{vehicleId}`: absent stays, `null` clears. */
export const updateVehicleSchema = z.strictObject(changes).openapi('UpdateVehicle');

/** One of `POST /vehicles/batch`: absent stays, or takes the default of a new vehicle. */
export const vehicleEntrySchema = z
  .strictObject(changes)
  .describe(
    '`showroomId`, `condition`, `modelYear`, `make` and `model` are needed of a vehicle whose ' +
      '`externalId` is not known.',
  )
  .openapi('VehicleEntry', {
    example: {
      ...{ externalId: 'dms-81723', showroomId: '0192f0c4-0000-7000-8000-000000000001' },
      ...{ condition: 'used', modelYear: 2022, make: 'Mazda', model: 'CX-5', mileage: 18_250 },
      price: { amount: 2_749_900, currency: 'USD' },
    },
  });

const warning = z.strictObject({
  pointer: z.string().max(128).describe('The field, RFC 6901.'),
  code: z.string().max(64).describe('Stable, snake_case.'),
  detail: z.string().max(256).describe('What looks wrong.'),
});

const shownFields = {
  vin: vin.optional(),
  ...optionalOf(optionalTexts),
  showroomId: requiredFields.showroomId,
  status: vehicleStatusSchema.describe('Where it stands in its life.'),
  condition: requiredFields.condition,
  modelYear: requiredFields.modelYear,
  make: requiredFields.make,
  model: requiredFields.model,
  mileage: mileageSchema.describe('In the showroom’s unit of distance.'),
  ...optionalOf(amounts),
  features,
  photos,
  position: position.optional().describe('Place on a floor of the showroom.'),
  displayed: displayed.describe('On the floor, for everybody to see.'),
  inStockSince: instantSchema.describe('Since when in stock.'),
  createdAt: instantSchema.describe('When it was entered.'),
  updatedAt: instantSchema.describe('When it was last changed.'),
  version: versionSchema,
};

/** Names that `fields=` may ask for. */
export const VEHICLE_FIELDS: readonly string[] = [
  ...['id', ...Object.keys(shownFields)],
  ...['availability', 'distanceKm', 'transferDays'],
];

const example = {
  id: SOME_ID,
  vin: 'JM3KFBCM1N0512345',
  stockNumber: 'L2041',
  showroomId: '0192f0c4-0000-7000-8000-000000000001',
  status: 'available',
  condition: 'used',
  modelYear: 2022,
  make: 'Mazda',
  model: 'CX-5',
  bodyStyle: 'SUV',
  mileage: 18_250,
  price: { amount: 2_749_900, currency: 'USD' },
  features: ['Heated seats'],
  photos: [],
  position: { floor: 1, x: 4.2, y: 7.5 },
  displayed: true,
  inStockSince: '2026-11-02T14:00:00.000Z',
  createdAt: '2026-11-02T14:00:00.000Z',
  updatedAt: '2026-11-02T14:00:00.000Z',
  version: 1,
  _links: { self: { href: `/api/v1/vehicles/${SOME_ID}` } },
};

/** A vehicle as it is answered by itself. */
export const vehicleSchema = z
  .strictObject({
    id: idSchema,
    ...shownFields,
    warnings: z.array(warning).max(20).optional().describe('What is allowed but looks wrong.'),
    _links: linksSchema,
  })
  .openapi('Vehicle', { example });

const seenFrom = {
  availability: z
    .enum(['here', 'in_transit', 'other_showroom'])
    .describe('Where it is, seen from the showroom of `near`.'),
  distanceKm: z
    .number()
    .min(0)
    .max(20_100)
    .describe('As the crow flies; absent where a location is not known.'),
  transferDays: z
    .int()
    .min(0)
    .max(60)
    .describe('Days to bring it over: 1 up to 80 km, and 1 for each further 400 km begun.'),
};

/** A vehicle in a list; with `fields=`, only these. */
export const listedVehicleSchema = z
  .strictObject({ ...shownFields, ...seenFrom, _links: linksSchema })
  .partial()
  .extend({ id: idSchema })
  .openapi('ListedVehicle', { example });

const facetCount = z
  .strictObject({
    value: z.string().max(64).describe('As the filter takes it.'),
    count: z.int().min(0).max(1_000_000_000).describe('Vehicles that have it.'),
  })
  .openapi('FacetCount', { example: { value: 'SUV', count: 42 } });

const facet = z.array(facetCount).max(100).optional().describe('The most frequent values.');

const facets = z
  .strictObject({
    ...{ make: facet, model: facet, trim: facet, bodyStyle: facet, fuelType: facet },
    ...{ drivetrain: facet, exteriorColor: facet, condition: facet, status: facet },
    ...{ showroomId: facet, modelYear: facet },
  })
  .describe('On `facets=`: values of these fields, each under the other filters.')
  .openapi('VehicleFacets', { example: { bodyStyle: [{ value: 'SUV', count: 42 }] } });

/** Answer of `GET /vehicles`. */
export const vehicleListSchema = listSchema('VehicleList', listedVehicleSchema, {
  facets: facets.optional(),
});

type Shape = Readonly<Record<string, z.ZodType>>;

function optionalOf<S extends Shape>(shape: S): { [Key in keyof S]: z.ZodOptional<S[Key]> } {
  return mapShape(shape, (schema) => schema.optional()) as never;
}

function clearableOf<S extends Shape>(
  shape: S,
): { [Key in keyof S]: z.ZodOptional<z.ZodNullable<S[Key]>> } {
  return mapShape(shape, (schema) => schema.nullable().optional()) as never;
}

function mapShape(shape: Shape, map: (schema: z.ZodType) => z.ZodType): Shape {
  return Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, map(schema)]));
}
