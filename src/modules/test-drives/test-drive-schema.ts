import {
  idSchema,
  instantSchema,
  linksSchema,
  listSchema,
  pageQueryShape,
  versionSchema,
} from '../../http/common-schema.js';
import { z } from 'zod';
import { TEST_DRIVE_STATUSES } from './test-drive-types.js';

const ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

const statusSchema = z.enum(TEST_DRIVE_STATUSES);

/** Path of a test drive. */
export const testDriveParams = z.strictObject({
  testDriveId: idSchema.describe('The test drive.'),
});

/** Query of the list of test drives. */
export const testDriveListQuery = z.strictObject({
  ...pageQueryShape,
  showroomId: idSchema.optional().describe('Test drives of this showroom.'),
  vehicleId: idSchema.optional().describe('Test drives of this vehicle.'),
  status: statusSchema.optional().describe('Test drives with this status.'),
});

/** A drive in one vehicle. */
export const testDriveSchema = z
  .strictObject({
    id: idSchema.describe('The test drive.'),
    showroomId: idSchema.describe('The showroom.'),
    vehicleId: idSchema.describe('The vehicle.'),
    customerId: idSchema.optional().describe('The customer; absent for a nameless guest.'),
    visitId: idSchema.optional().describe('The visit in which it was asked for.'),
    leadId: idSchema.optional().describe('The lead it belongs to.'),
    salesRepId: idSchema.optional().describe('The rep who comes along.'),
    status: statusSchema.describe('Where it stands; `requested` has no time yet.'),
    startsAt: instantSchema.optional().describe('When it begins.'),
    endsAt: instantSchema.optional().describe('When it ends.'),
    source: z.enum(['visit']).describe('How it came about.'),
    version: versionSchema,
    _links: linksSchema,
  })
  .openapi('TestDrive', {
    example: {
      id: ID,
      showroomId: ID,
      vehicleId: ID,
      salesRepId: ID,
      status: 'scheduled',
      startsAt: '2026-11-20T15:15:00.000Z',
      endsAt: '2026-11-20T15:45:00.000Z',
      source: 'visit',
      version: 1,
      _links: { self: { href: `/api/v1/test-drives/${ID}` } },
    },
  });

/** A page of test drives. */
export const testDriveListSchema = listSchema('TestDriveList', testDriveSchema);
