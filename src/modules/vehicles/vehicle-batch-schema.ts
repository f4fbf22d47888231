import { idSchema, versionSchema } from '../../http/common-schema.js';
import { toErrorDetails } from '../../http/validation-errors.js';
import { z } from 'zod';
import type { BatchEntry, UnfitEntry } from './vehicle-batch-types.js';
import { textSchema, vehicleEntrySchema } from './vehicle-schema.js';

const externalIdSchema = textSchema(64);
const named = z.object({ externalId: externalIdSchema });

/** One that does not fit is kept with its faults: it is refused, and the others are not. */
const entry = vehicleEntrySchema
  .transform(({ inStockSince: since, ...fields }): BatchEntry => ({
    ...fields,
    inStockSince: since === undefined ? undefined : new Date(since).toISOString(),
  }))
  .catch(({ value }): UnfitEntry => ({
    given: value,
    externalId: named.safeParse(value).data?.externalId,
    faults: toErrorDetails(vehicleEntrySchema.safeParse(value).error?.issues ?? [], value, 'body'),
  }))
  .openapi('VehicleEntry');

/** Body of `POST /vehicles/batch`. */
export const vehicleBatchSchema = z
  .strictObject({
    vehicles: z
      .array(entry)
      .min(1)
      .max(100)
      .describe('Taken in this order; a second one of the same `externalId` changes the first.'),
  })
  .openapi('VehicleBatch');

const fault = z
  .strictObject({
    pointer: z.string().max(512).optional().describe('The field of the vehicle, RFC 6901.'),
    code: z.string().max(64).describe('Stable, snake_case.'),
    detail: z.string().max(1_024).describe('What is wrong.'),
  })
  .openapi('VehicleEntryFault', {
    example: { pointer: '/vin', code: 'vin_already_exists', detail: 'The VIN is taken.' },
  });

const result = z
  .strictObject({
    status: z.int().min(200).max(499).describe('201 added, 200 changed, else why not.'),
    externalId: externalIdSchema.optional().describe('As sent.'),
    vehicleId: idSchema.optional().describe('The vehicle.'),
    version: versionSchema.optional(),
    code: z.string().max(64).optional().describe('Why it was refused; stable, snake_case.'),
    detail: z.string().max(512).optional().describe('The same in words.'),
    errors: z.array(fault).max(100).optional().describe('Where.'),
  })
  .openapi('VehicleEntryResult', {
    example: {
      ...{ status: 201, externalId: 'dms-81723', version: 1 },
      vehicleId: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a',
    },
  });

/** Answer of `POST /vehicles/batch`. */
export const vehicleBatchResultSchema = z
  .strictObject({ results: z.array(result).max(100).describe('In the order sent.') })
  .openapi('VehicleBatchResult');
