import {
  idSchema,
  instantSchema,
  linksSchema,
  listSchema,
  pageQueryShape,
} from '../../http/common-schema.js';
import { z } from 'zod';

const ID = '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a';

const rowStatus = z
  .enum(['created', 'updated', 'unchanged', 'withdrawn', 'failed'])
  .openapi({ example: 'created' });

const code = z
  .string()
  .max(64)
  .regex(/^[a-z_]+$/)
  .describe('Stable, snake_case.')
  .openapi({ example: 'vin_check_digit_wrong' });

/** What is answered of an operation. */
export const operationSchema = z
  .strictObject({
    id: idSchema.describe('The operation.'),
    type: z
      .string()
      .max(64)
      .regex(/^[a-z-]+\.[a-z-]+$/)
      .describe('Plural resource and verb.')
      .openapi({ example: 'vehicles.import' }),
    status: z
      .enum(['pending', 'running', 'succeeded', 'failed'])
      .describe('`pending` waits for its turn.'),
    progress: z.number().min(0).max(1).describe('How much is done, from 0 to 1.'),
    processed: z.int().min(0).max(1_000_000_000).describe('Rows that are done.'),
    result: z
      .record(z.string().max(64), z.unknown())
      .optional()
      .describe('What came of it, by the kind of work; once it has succeeded.'),
    error: z
      .strictObject({ code, detail: z.string().max(500).describe('In words.') })
      .optional()
      .describe('Why it has failed as a whole.'),
    createdAt: instantSchema.describe('When it was asked for.'),
    finishedAt: instantSchema.optional().describe('When it has ended.'),
    _links: linksSchema,
  })
  .openapi('Operation', {
    example: {
      ...{ id: ID, type: 'vehicles.import', status: 'succeeded', progress: 1, processed: 812 },
      result: { total: 812, created: 12, updated: 40, unchanged: 757, withdrawn: 2, failed: 3 },
      createdAt: '2026-11-20T15:04:05.000Z',
      finishedAt: '2026-11-20T15:04:06.500Z',
      _links: { self: { href: `/api/v1/operations/${ID}` } },
    },
  });

const rowError = z
  .strictObject({
    pointer: z.string().max(128).optional().describe('The field, RFC 6901.'),
    code,
    detail: z.string().max(500).describe('In words.'),
  })
  .openapi('OperationRowError', {
    example: {
      pointer: '/vin',
      code: 'vin_check_digit_wrong',
      detail: 'The check digit is wrong.',
    },
  });

const rowSchema = z
  .strictObject({
    row: z
      .int()
      .min(1)
      .max(1_000_000_000)
      .optional()
      .describe('Number of the row, from 1; absent for what was not handed in.'),
    status: rowStatus.describe('What became of it.'),
    resourceId: idSchema.optional().describe('What it was made into, or concerns.'),
    errors: z.array(rowError).max(50).describe('Why it failed, or was left as it is.'),
  })
  .openapi('OperationRow', {
    example: { row: 17, status: 'created', resourceId: ID, errors: [] },
  });

/** A page of results. */
export const operationRowListSchema = listSchema('OperationRowList', rowSchema);

/** Query of the results. */
export const operationRowsQuery = z.strictObject({
  ...pageQueryShape,
  status: rowStatus.optional().describe('Rows with this status.').openapi({ example: 'failed' }),
});
