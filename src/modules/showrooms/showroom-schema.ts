import {
  idSchema,
  linksSchema,
  listSchema,
  pageQueryShape,
  versionSchema,
} from '../../http/common-schema.js';
import { z } from 'zod';
import { WEEKDAYS } from './showroom-types.js';

const nameSchema = z.string().min(1).max(128).describe('Name, as customers know it.');

const timeZoneSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/)
  .describe('IANA name of the time zone.');

const currencySchema = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .max(3)
  .describe('ISO 4217 code of what prices are in.');

const addressPart = z.string().min(1).max(128);

const addressSchema = z
  .strictObject({
    street: addressPart.optional().describe('Street and number.'),
    city: addressPart.optional().describe('City.'),
    region: addressPart.optional().describe('State or province.'),
    postalCode: z.string().min(1).max(16).optional().describe('Postal code.'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .max(2)
      .optional()
      .describe('ISO 3166-1 alpha-2.'),
  })
  .openapi('Address', {
    example: {
      street: '200 Lake Shore Drive',
      city: 'Chicago',
      region: 'IL',
      postalCode: '60611',
      country: 'US',
    },
  });

const geoPointSchema = z
  .strictObject({
    lat: z.number().min(-90).max(90).describe('Latitude in degrees, WGS 84.'),
    lng: z.number().min(-180).max(180).describe('Longitude in degrees, WGS 84.'),
  })
  .openapi('GeoPoint', { example: { lat: 41.8925, lng: -87.6143 } });

const intervalSchema = z
  .strictObject({
    opens: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .max(5)
      .describe('Local time, `HH:MM`.'),
    closes: z
      .string()
      .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
      .max(5)
      .describe('Local time, `HH:MM`; `24:00` is midnight.'),
  })
  .openapi('OpeningInterval', { example: { opens: '09:00', closes: '18:00' } });

const dayShape = Object.fromEntries(
  WEEKDAYS.map((day) => [
    day,
    z.array(intervalSchema).max(6).optional().describe(`Intervals of a ${day}, in order.`),
  ]),
) as Record<(typeof WEEKDAYS)[number], z.ZodOptional<z.ZodArray<typeof intervalSchema>>>;

const openingHoursSchema = z
  .strictObject(dayShape)
  .describe('By day of the week; a day that is absent is closed.')
  .openapi('OpeningHours', {
    example: {
      monday: [{ opens: '09:00', closes: '18:00' }],
      saturday: [
        { opens: '09:00', closes: '12:00' },
        { opens: '13:00', closes: '17:00' },
      ],
    },
  });

const floorSchema = z
  .strictObject({
    floor: z.int().min(-10).max(200).describe('Floor number.'),
    widthM: z.number().gt(0).max(10_000).describe('Metres from the west wall to the east wall.'),
    depthM: z.number().gt(0).max(10_000).describe('Metres from the south wall to the north wall.'),
  })
  .openapi('Floor', { example: { floor: 1, widthM: 20, depthM: 15 } });

const floorsSchema = z.array(floorSchema).max(50);

const showroomExample = {
  id: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a',
  name: 'Lakeside Downtown',
  timeZone: 'America/Chicago',
  currency: 'USD',
  address: { street: '200 Lake Shore Drive', city: 'Chicago', region: 'IL', country: 'US' },
  location: { lat: 41.8925, lng: -87.6143 },
  openingHours: { monday: [{ opens: '09:00', closes: '18:00' }] },
  floors: [{ floor: 1, widthM: 20, depthM: 15 }],
  version: 1,
  _links: { self: { href: '/api/v1/showrooms/0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a' } },
};

/** A showroom, as REST answers it. */
export const showroomSchema = z
  .strictObject({
    id: idSchema.describe('The showroom.'),
    name: nameSchema,
    timeZone: timeZoneSchema,
    currency: currencySchema,
    address: addressSchema.optional().describe('Where it is, for people.'),
    location: geoPointSchema.optional().describe('Where it is, for distances.'),
    openingHours: openingHoursSchema,
    floors: floorsSchema.describe('The plan that positions refer to.'),
    version: versionSchema,
    _links: linksSchema,
  })
  .openapi('Showroom', { example: showroomExample });

/** Body of `POST /showrooms`. */
export const newShowroomSchema = z
  .strictObject({
    name: nameSchema,
    timeZone: timeZoneSchema,
    currency: currencySchema,
    address: addressSchema.optional().describe('Where it is, for people.'),
    location: geoPointSchema.optional().describe('Where it is, for distances.'),
    openingHours: openingHoursSchema
      .optional()
      .describe('Monday to Saturday, 09:00 to 18:00, if absent.'),
    floors: floorsSchema.optional().describe('None if absent: positions are then refused.'),
  })
  .openapi('NewShowroom', {
    example: {
      name: 'Lakeside Downtown',
      timeZone: 'America/Chicago',
      currency: 'USD',
      floors: [{ floor: 1, widthM: 20, depthM: 15 }],
    },
  });

/** Body of `PATCH /showrooms/{showroomId}`. */
export const showroomPatchSchema = z
  .strictObject({
    name: nameSchema.optional(),
    timeZone: timeZoneSchema.optional(),
    currency: currencySchema.optional(),
    address: addressSchema.nullable().optional().describe('Replaced as a whole; null removes it.'),
    location: geoPointSchema.nullable().optional().describe('null removes it.'),
    openingHours: openingHoursSchema.optional().describe('Replaced as a whole.'),
    floors: floorsSchema.optional().describe('Replaced as a whole.'),
  })
  .openapi('ShowroomPatch', { example: { name: 'Lakeside Loop' } });

/** Query of `GET /showrooms`. */
export const showroomListQuerySchema = z.strictObject({ ...pageQueryShape });

/** Answer of `GET /showrooms`. */
export const showroomListSchema = listSchema('ShowroomList', showroomSchema);

/** Path of one showroom. */
export const showroomParamsSchema = z.strictObject({
  showroomId: idSchema.describe('The showroom.'),
});
