import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { invalidRequest } from '../../shared/errors.js';
import { idOfCursor } from '../../shared/pagination.js';
import { INTEGRATIONS, MANAGERS } from '../../shared/principal.js';
import { presentImport } from './import-presenter.js';
import {
  importListQuery,
  importListSchema,
  importMappingSchema,
  importQuery,
  readMapping,
} from './import-schema.js';
import type { ImportService } from './import-service.js';
import type { ImportMapping } from './import-types.js';

const LARGEST_FILE = 1_073_741_824;
const FILTERS = { list: 'imports' };
const callers = { roles: MANAGERS, clients: INTEGRATIONS } as const;
const READ = { ...callers, scope: 'vehicles:read', object: 'organization' } as const;
const WRITE = { ...callers, scope: 'vehicles:write', object: 'showroom' } as const;
const WRITE_ALL = { ...callers, scope: 'vehicles:write', object: 'organization' } as const;

/** Files of vehicles, the list of them, and the dealer's own names of columns. */
export function importRoutes(
  service: ImportService,
  presentOperation: (operation: Awaited<ReturnType<ImportService['accept']>>) => object,
  operationSchema: NonNullable<AnyRoute['responses'][number]['schema']>,
): readonly AnyRoute[] {
  return [
    importVehicles(service, presentOperation, operationSchema),
    listImports(service),
    getMapping(service),
    putMapping(service),
  ];
}

function importVehicles(
  service: ImportService,
  present: Parameters<typeof importRoutes>[1],
  schema: Parameters<typeof importRoutes>[2],
): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/vehicles/imports',
    operationId: 'importVehicles',
    summary: 'Take in a file of vehicles',
    description:
      'CSV or TSV with a row of column names, of up to 1 GiB, in UTF-8, UTF-16 with its mark, or ' +
      'windows-1252. Prices are major units. The operation tells how far it is, and what became ' +
      'of each row. The same file again changes nothing.',
    tag: 'Vehicles',
    access: WRITE,
    query: importQuery,
    bodyStream: {
      contentTypes: ['text/csv', 'text/tab-separated-values'],
      maxBytes: LARGEST_FILE,
      description: 'The file.',
      example: 'vin,make,model,year,price\nJM3KFBCM1N0512345,Mazda,CX-5,2022,27499.00\n',
    },
    responses: { 202: { description: 'The file is stored.', schema } },
    errors: [
      { status: 400, codes: ['validation_failed', 'malformed_request'] },
      { status: 403, codes: ['showroom_forbidden'] },
      { status: 404, codes: ['showroom_not_found'] },
    ],
    handle: async ({ query, bodyStream, principal }) => {
      const { showroomId, dryRun, full, mapping } = query;
      const request = { showroomId, dryRun: dryRun === 'true', full: full === 'true' };
      const own = mapping === undefined ? {} : { mapping: mappingOf(mapping) };
      const operation = await service.accept(principal, { ...request, ...own }, bodyStream.bytes);
      const headers = { Location: `/api/v1/operations/${operation.id}` };
      return { status: 202, body: present(operation), headers };
    },
  });
}

function mappingOf(text: string): ImportMapping {
  const mapping = readMapping(text);
  if (mapping !== undefined) return mapping;
  const detail = 'Not a JSON object from column names to fields of a vehicle.';
  throw invalidRequest([
    { pointer: '/mapping', parameter: 'mapping', code: 'mapping_unreadable', detail },
  ]);
}

function listImports(service: ImportService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/vehicles/imports',
    operationId: 'listImports',
    summary: 'Past imports',
    description: 'Files that were taken in, or are, or failed to be; latest first.',
    tag: 'Vehicles',
    access: READ,
    query: importListQuery,
    responses: { 200: { description: 'A page of imports.', schema: importListSchema } },
    handle: async ({ query: { limit, cursor }, url }) => {
      const page = await service.list(limit, idOfCursor(cursor, FILTERS));
      const rows = page.rows.map(presentImport);
      return {
        status: 200,
        ...listResponse({ url, limit, page: { ...page, rows }, filters: FILTERS }),
      };
    },
  });
}

function getMapping(service: ImportService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/import-mappings',
    operationId: 'getImportMapping',
    summary: 'The dealer’s names of columns',
    description: 'What imports without a mapping of their own go by, besides the known names.',
    tag: 'Vehicles',
    access: READ,
    responses: { 200: { description: 'The mapping.', schema: importMappingSchema } },
    handle: async () => ({ status: 200, body: { columns: await service.mapping() } }),
  });
}

function putMapping(service: ImportService): AnyRoute {
  return defineRoute({
    method: 'put',
    path: '/import-mappings',
    operationId: 'putImportMapping',
    summary: 'Store the dealer’s names of columns',
    description: 'Replaces the whole mapping; the later of two wins.',
    tag: 'Vehicles',
    access: WRITE_ALL,
    body: importMappingSchema,
    bodyExample: { columns: { 'Stock No.': 'stockNumber' } },
    responses: { 200: { description: 'The mapping.', schema: importMappingSchema } },
    handle: async ({ body: { columns } }) => {
      await service.saveMapping(columns);
      return { status: 200, body: { columns } };
    },
  });
}
