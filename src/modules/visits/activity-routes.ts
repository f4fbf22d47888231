import { defineRoute } from '../../http/define-route.js';
import { ALL_CLIENTS, ALL_ROLES, INTEGRATIONS, TRUSTED_CALLERS } from '../../shared/principal.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { idOfCursor } from '../../shared/pagination.js';
import { toActivities } from './activity-input.js';
import { presentRecorded } from './activity-presenter.js';
import {
  activityBatchResultSchema,
  activityListQuery,
  activityListSchema,
  activityOutcomeSchema,
  activityRequestSchema,
  floorSchema,
  heatmapQuery,
  heatmapSchema,
  showroomParams,
} from './activity-schema.js';
import type { ActivityService } from './activity-service.js';
import type { FloorService } from './floor-service.js';
import {
  presentActivity,
  presentFloorVehicle,
  presentHeatmap,
  presentVisitor,
} from './visit-presenter.js';

/** Visits, and the customers whose they are. */
const AUDITED = { subjectType: 'floor', idFields: ['visitId', 'customerId'] } as const;

const read = {
  roles: ALL_ROLES,
  clients: INTEGRATIONS,
  scope: 'activities:read',
  object: 'showroom',
} as const;
const SHOWROOM_ERRORS = [
  { status: 403, codes: ['showroom_forbidden'] },
  { status: 404, codes: ['showroom_not_found'] },
];

const RECORD_ERRORS = [
  ...SHOWROOM_ERRORS,
  {
    status: 404,
    codes: ['visit_not_found', 'customer_not_found', 'vehicle_not_found', 'sales_rep_not_found'],
  },
  {
    status: 409,
    codes: [
      'visit_closed',
      'visit_not_open',
      'visit_of_another_customer',
      'customer_already_visiting',
    ],
  },
  {
    status: 422,
    codes: ['position_outside_floor', 'occurred_in_future', 'occurred_too_long_ago'],
  },
];

/** What happens on the floor, and how it looks. */
export function activityRoutes(
  activities: ActivityService,
  floor: FloorService,
): readonly AnyRoute[] {
  return [recordRoute(activities), listRoute(floor), floorRoute(floor), heatmapRoute(floor)];
}

function recordRoute(activities: ActivityService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/showrooms/{showroomId}/activities',
    operationId: 'recordActivity',
    summary: 'Tell what happens on the floor',
    description:
      'One activity, or up to 100 in order under `activities`; then 207, each with a status of ' +
      'its own. `visitId` or `customerId` names the open visit. Of positions, the newest by ' +
      '`occurredAt` counts, of two of one instant the later arrival. ' +
      'Websites and kiosks give no `leadScore`, and are told no `alerts`.',
    tag: 'Floor',
    access: {
      ...read,
      clients: ALL_CLIENTS,
      scope: 'activities:write',
      visibleTo: { alerts: TRUSTED_CALLERS },
      writableBy: { leadScore: TRUSTED_CALLERS },
    },
    params: showroomParams,
    body: activityRequestSchema,
    idempotency: 'required',
    responses: {
      201: { description: 'Recorded.', schema: activityOutcomeSchema },
      207: { description: 'A result each, in order.', schema: activityBatchResultSchema },
    },
    errors: RECORD_ERRORS,
    isRepeatable: ({ body }) => activities.isRepeatable(toActivities(body)),
    prepare: ({ params, principal, body }) =>
      activities.admit(principal, params.showroomId, toActivities(body)),
    handle: async ({ body }, showroom) =>
      presentRecorded(await activities.take(showroom, toActivities(body))),
  });
}

function listRoute(floor: FloorService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/showrooms/{showroomId}/activities',
    operationId: 'listActivities',
    summary: 'What happened',
    description: 'Activities of the showroom, latest first. Who walks where is not kept.',
    tag: 'Floor',
    audit: { ...AUDITED, action: 'activities.read' },
    access: read,
    params: showroomParams,
    query: activityListQuery,
    responses: { 200: { description: 'A page of activities.', schema: activityListSchema } },
    errors: SHOWROOM_ERRORS,
    handle: async ({ params, query, principal, url, countExact }) => {
      const { limit, cursor } = query;
      const filters = { showroomId: params.showroomId };
      const before = idOfCursor(cursor, filters);
      const options = { limit, before, countExact };
      const { page, total } = await floor.activities(principal, params.showroomId, options);
      const rows = page.rows.map(presentActivity);
      const list = { url, limit, page: { ...page, rows }, filters, total };
      return { status: 200, ...listResponse(list) };
    },
  });
}

function floorRoute(floor: FloorService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/showrooms/{showroomId}/floor',
    operationId: 'getFloor',
    summary: 'The floor now',
    description: 'Who is here, and which vehicles stand where.',
    tag: 'Floor',
    audit: { ...AUDITED, action: 'floor.read', listField: 'customers' },
    access: read,
    params: showroomParams,
    responses: { 200: { description: 'The floor.', schema: floorSchema } },
    errors: SHOWROOM_ERRORS,
    handle: async ({ params, principal, url }) => {
      const { visitors, vehicles } = await floor.floor(principal, params.showroomId);
      const body = {
        customers: visitors.map(presentVisitor),
        vehicles: vehicles.map(presentFloorVehicle),
        _links: { self: { href: url.pathname } },
      };
      return { status: 200, body };
    },
  });
}

function heatmapRoute(floor: FloorService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/showrooms/{showroomId}/heatmap',
    operationId: 'getHeatmap',
    summary: 'Where visitors stood',
    description:
      'Seconds in each square metre over the last 24 hours, rebuilt every minute; or with `from` ' +
      'or `to` over the whole hours in which that window lies, worked out at once: at most 31 ' +
      'days, of the last 93. Without `to` until now, without `from` the 24 hours before. A cell ' +
      'shows only when at least five distinct visitors were in it.',
    tag: 'Floor',
    access: read,
    params: showroomParams,
    query: heatmapQuery,
    responses: { 200: { description: 'The heatmap.', schema: heatmapSchema } },
    errors: [...SHOWROOM_ERRORS, { status: 422, codes: ['invalid_window'] }],
    handle: async ({ params, query, principal, url }) => {
      const asked = { from: instantOf(query.from), to: instantOf(query.to) };
      const heatmap = await floor.heatmap(principal, params.showroomId, asked);
      const href = url.pathname + url.search;
      const body = { ...presentHeatmap(heatmap), _links: { self: { href } } };
      return { status: 200, body };
    },
  });
}

function instantOf(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text);
}
