import {
  idSchema,
  instantSchema,
  linksSchema,
  listSchema,
  pageQueryShape,
  someOfSchema,
  versionSchema,
} from '../../http/common-schema.js';
import { z } from 'zod';
import { CANCEL_REASONS, TRANSFER_SORTS, TRANSFER_STATUSES } from './transfer-types.js';
import type { TransferStatus } from './transfer-types.js';

const SOME_ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

const status = z.enum(TRANSFER_STATUSES);
const nextStatus = status.exclude(['requested']);
const note = z.string().trim().min(1).max(500).describe('For colleagues; nobody else is told.');

/** Path of one transfer. */
export const transferParams = z.strictObject({ transferId: idSchema.describe('The transfer.') });

/** Query of `GET /transfers`. */
export const transferListQuery = z.strictObject({
  ...pageQueryShape,
  status: status.optional().describe('With this status.'),
  'status[in]': someOfSchema(TRANSFER_STATUSES.join('|'), {
    ...{ most: 6, maxLength: 80, example: 'requested,approved' },
    description: 'With one of these, separated by commas.',
  }),
  fromShowroomId: idSchema.optional().describe('From this showroom.'),
  toShowroomId: idSchema.optional().describe('To this showroom.'),
  vehicleId: idSchema.optional().describe('Of this vehicle.'),
  sort: z.enum(TRANSFER_SORTS).default('-createdAt').describe('Order; `-` is descending.'),
});

/** The statuses that both filters leave; undefined: all. */
export function statusesOf(
  query: z.output<typeof transferListQuery>,
): TransferStatus[] | undefined {
  const listed = query['status[in]']?.split(',');
  if (query.status === undefined && listed === undefined) return undefined;
  return TRANSFER_STATUSES.filter(
    (one) => one === (query.status ?? one) && (listed?.includes(one) ?? true),
  );
}

/** Body of `PATCH /transfers/{transferId}`. */
export const updateTransferSchema = z
  .strictObject({
    status: nextStatus.describe('What becomes of it, if that may follow.'),
    note: note.optional(),
  })
  .openapi('UpdateTransfer');

/** A vehicle on its way between showrooms. */
export const transferSchema = z
  .strictObject({
    id: idSchema,
    vehicleId: idSchema.describe('The vehicle that is wanted.'),
    holdId: idSchema.describe('The hold with which it was asked for.'),
    fromShowroomId: idSchema.describe('The showroom that gives it.'),
    toShowroomId: idSchema.describe('The showroom that has asked for it.'),
    requestedBy: idSchema.describe('Who made the hold.'),
    status: status.describe('Where it stands.'),
    cancelReason: z.enum(CANCEL_REASONS).optional().describe('Why it was cancelled.'),
    note: note.optional(),
    updatedBy: idSchema.optional().describe('Who changed it last; absent: it did by itself.'),
    createdAt: instantSchema.describe('When it was asked for.'),
    updatedAt: instantSchema.describe('When it was last changed.'),
    version: versionSchema,
    _links: linksSchema,
  })
  .openapi('Transfer', {
    example: {
      ...{ id: SOME_ID, vehicleId: SOME_ID, holdId: SOME_ID },
      ...{ fromShowroomId: SOME_ID, toShowroomId: SOME_ID, requestedBy: SOME_ID },
      status: 'requested',
      createdAt: '2026-11-20T15:04:05.000Z',
      updatedAt: '2026-11-20T15:04:05.000Z',
      version: 1,
      _links: { self: { href: `/api/v1/transfers/${SOME_ID}` } },
    },
  });

/** Answer of `GET /transfers`. */
export const transferListSchema = listSchema('TransferList', transferSchema);
