import {
  idSchema,
  instantSchema,
  linksSchema,
  listSchema,
  pageQueryShape,
} from '../../http/common-schema.js';
import { z } from 'zod';
import { operationSchema } from '../operations/index.js';
import { IMPORT_FIELDS } from './import-types.js';

const LONGEST_MAPPING = 16_384;
const flag = z.enum(['true', 'false']).default('false');

/** From the name of a column to a field. */
const columnsSchema = z
  .record(z.string().min(1).max(128), z.enum(IMPORT_FIELDS))
  .refine((columns) => Object.keys(columns).length <= 200, 'Must not have more than 200 columns.')
  .describe('From the name of a column to the field that it holds; `ignore` leaves it out.')
  .openapi({ example: { 'Stock No.': 'stockNumber', Preis: 'price' } });

/** Query of an import. */
export const importQuery = z.strictObject({
  showroomId: idSchema
    .optional()
    .describe('Showroom of the vehicles; needed where no column names one.'),
  mapping: z
    .string()
    .min(2)
    .max(LONGEST_MAPPING)
    .optional()
    .describe('JSON `{sourceColumn: field}`; the stored mapping if absent.')
    .openapi({ example: '{"ext_col":"exteriorColor"}' }),
  dryRun: flag.describe('Look at everything, write nothing.'),
  full: flag.describe('The file is complete: withdraw what it does not name.'),
});

/** The mapping in a query; undefined when it is none. */
export function readMapping(text: string): Readonly<Record<string, string>> | undefined {
  try {
    return columnsSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The dealer's own names of columns. */
export const importMappingSchema = z
  .strictObject({ columns: columnsSchema })
  .openapi('ImportMapping', { example: { columns: { 'Stock No.': 'stockNumber' } } });

const importSchema = z
  .strictObject({
    id: idSchema.describe('The import, and its operation.'),
    showroomId: idSchema.optional().describe('Showroom of the vehicles, where one was given.'),
    dryRun: z.boolean().describe('Whether nothing was written.'),
    full: z.boolean().describe('Whether what it does not name was to be withdrawn.'),
    status: z.enum(['pending', 'running', 'succeeded', 'failed']).describe('Of its operation.'),
    progress: z.number().min(0).max(1).describe('How much is done, from 0 to 1.'),
    result: z.record(z.string().max(64), z.unknown()).optional().describe('Of its operation.'),
    error: operationSchema.shape.error.openapi({
      example: { code: 'columns_missing', detail: 'No columns for make and model were found.' },
    }),
    createdAt: instantSchema.describe('When it was handed in.'),
    _links: linksSchema,
  })
  .openapi('Import', {
    example: {
      id: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a',
      ...{ dryRun: false, full: true, status: 'succeeded', progress: 1 },
      result: { total: 812, created: 12, updated: 40, unchanged: 757, withdrawn: 2, failed: 3 },
      createdAt: '2026-11-20T15:04:05.000Z',
      _links: { self: { href: '/api/v1/operations/0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a' } },
    },
  });

/** A page of imports. */
export const importListSchema = listSchema('ImportList', importSchema);

/** Query of their list. */
export const importListQuery = z.strictObject(pageQueryShape);
