import { defineRoute } from '../../http/define-route.js';
import { ALL_ROLES, INTEGRATIONS } from '../../shared/principal.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { decodeCursor } from '../../shared/pagination.js';
import { presentTestDrive } from './test-drive-presenter.js';
import {
  testDriveListQuery,
  testDriveListSchema,
  testDriveParams,
  testDriveSchema,
} from './test-drive-schema.js';
import type { TestDriveService } from './test-drive-service.js';

const AUDITED = {
  action: 'test-drives.read',
  subjectType: 'test_drive',
  idFields: ['id', 'customerId'],
} as const;

const read = {
  roles: ALL_ROLES,
  clients: INTEGRATIONS,
  scope: 'test-drives:read',
  object: 'showroom',
} as const;

/** Test drives, and when they are. */
export function testDriveRoutes(service: TestDriveService): readonly AnyRoute[] {
  return [listRoute(service), getRoute(service)];
}

function listRoute(service: TestDriveService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/test-drives',
    operationId: 'listTestDrives',
    summary: 'Test drives',
    description: 'Test drives of the showrooms that the caller has access to, latest booked first.',
    tag: 'Test drives',
    audit: AUDITED,
    access: read,
    query: testDriveListQuery,
    responses: { 200: { description: 'A page of test drives.', schema: testDriveListSchema } },
    errors: [
      { status: 403, codes: ['showroom_forbidden'] },
      { status: 404, codes: ['showroom_not_found'] },
    ],
    handle: async ({ query, principal, url, countExact }) => {
      const { limit, cursor, showroomId, vehicleId, status } = query;
      const filters = { showroomId, vehicleId, status };
      const before = cursor === undefined ? undefined : String(decodeCursor(cursor, filters)[0]);
      const page = await service.list(principal, filters, { limit, before });
      const total = countExact ? await service.count(principal, filters) : undefined;
      const rows = page.rows.map(presentTestDrive);
      const list = listResponse({ url, limit, page: { ...page, rows }, filters, total });
      return { status: 200, ...list };
    },
  });
}

function getRoute(service: TestDriveService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/test-drives/{testDriveId}',
    operationId: 'getTestDrive',
    summary: 'One test drive',
    description: 'The vehicle, the rep who comes along, and the time, if there is one yet.',
    tag: 'Test drives',
    audit: AUDITED,
    access: read,
    params: testDriveParams,
    responses: { 200: { description: 'The test drive.', schema: testDriveSchema } },
    errors: [
      { status: 403, codes: ['showroom_forbidden'] },
      { status: 404, codes: ['test_drive_not_found'] },
    ],
    handle: async ({ params, principal }) => {
      const drive = await service.get(principal, params.testDriveId);
      return { status: 200, body: presentTestDrive(drive), version: drive.version };
    },
  });
}
