import '../../http/common-schema.js';
import { z } from 'zod';
import { VIN_FIELDS } from './vin-types.js';

const EXAMPLE_VIN = '1HGCM82633A004352';

const word = z.string().min(1).max(128);
const source = z.enum(['vin', 'vpic']).optional().describe('The source of this field.');
const sourcesSchema = z
  .strictObject(Object.fromEntries(VIN_FIELDS.map((field) => [field, source])))
  .openapi('VinSources', { example: { make: 'vin', model: 'vpic' } });

/** Path of a VIN; what is not one is refused by the service, on its meaning. */
export const vinParams = z.strictObject({
  vin: z.string().min(1).max(64).describe('The VIN, in either letter case.'),
});

/** What a VIN tells. */
export const decodedVinSchema = z
  .strictObject({
    vin: z.string().length(17).describe('In upper case.'),
    valid: z
      .boolean()
      .describe('False when the check digit is wrong where it is law: a WMI from 1 to 5.'),
    checkDigitValid: z.boolean().describe('Whether position 9 is the check digit.'),
    region: word.optional().describe('Continent of the maker (ISO 3780).'),
    country: z.string().length(2).optional().describe('Country of the maker (ISO 3166).'),
    manufacturer: word.optional().describe('Who builds it.'),
    make: word.optional().describe('Make.'),
    model: word.optional().describe('Model.'),
    modelYear: z.int().min(1980).max(2100).optional().describe('Model year.'),
    trim: word.optional().describe('Trim.'),
    bodyStyle: word.optional().describe('Type of body.'),
    drivetrain: word.optional().describe('Driven wheels.'),
    fuelType: word.optional().describe('Primary fuel.'),
    transmission: word.optional().describe('Transmission.'),
    doors: z.int().min(1).max(20).optional().describe('Number of doors.'),
    engineCylinders: z.int().min(1).max(32).optional().describe('Number of cylinders.'),
    plantCountry: word.optional().describe('Where it was built.'),
    sources: sourcesSchema.describe(
      'Which source gave which field: the characters, or the service of the NHTSA.',
    ),
    _links: z
      .strictObject({
        self: z
          .strictObject({ href: z.string().max(128).describe('Path.') })
          .describe('This answer.'),
      })
      .describe('Links.'),
  })
  .openapi('DecodedVin', {
    example: {
      vin: EXAMPLE_VIN,
      valid: true,
      checkDigitValid: true,
      region: 'North America',
      country: 'US',
      manufacturer: 'Honda',
      make: 'Honda',
      modelYear: 2003,
      sources: {
        region: 'vin',
        country: 'vin',
        manufacturer: 'vin',
        make: 'vin',
        modelYear: 'vin',
      },
      _links: { self: { href: `/api/v1/vins/${EXAMPLE_VIN}` } },
    },
  });
