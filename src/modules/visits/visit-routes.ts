import { defineRoute } from '../../http/define-route.js';
import { ALL_ROLES, MANAGERS, INTEGRATIONS } from '../../shared/principal.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { idOfCursor } from '../../shared/pagination.js';
import type { Principal } from '../../shared/principal.js';
import { presentVisit, presentVisitView } from './visit-presenter.js';
import {
  visitAssignmentSchema,
  visitListQuery,
  visitListSchema,
  visitParams,
  visitPatchSchema,
  visitSchema,
} from './visit-schema.js';
import type { VisitService, VisitView } from './visit-service.js';

/** A visit, and the customer whose it is. */
const AUDITED = { subjectType: 'visit', idFields: ['id', 'customerId'] } as const;

const read = {
  roles: ALL_ROLES,
  clients: INTEGRATIONS,
  scope: 'visits:read',
  object: 'showroom',
} as const;
const write = { ...read, scope: 'visits:write' } as const;
const own = { roles: ALL_ROLES, scope: 'visits:write', object: 'own' } as const;

const VISIT_ERRORS = [
  { status: 403, codes: ['showroom_forbidden'] },
  { status: 404, codes: ['visit_not_found'] },
];
const OPEN_ERRORS = [...VISIT_ERRORS, { status: 409, codes: ['visit_closed'] }];

/** Visits, and who takes them. */
export function visitRoutes(visits: VisitService): readonly AnyRoute[] {
  return [
    listRoute(visits),
    getRoute(visits),
    patchRoute(visits),
    assignRoute(visits),
    acceptRoute(visits),
    declineRoute(visits),
  ];
}

function answer(
  view: VisitView,
  principal: Principal,
): { status: number; body: object; version: number } {
  return { status: 200, body: presentVisitView(view, principal), version: view.visit.version };
}

function listRoute(visits: VisitService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/visits',
    operationId: 'listVisits',
    summary: 'Visits',
    description: 'Visits of the showrooms that the caller has access to, latest first.',
    tag: 'Visits',
    audit: { ...AUDITED, action: 'visits.read' },
    access: read,
    query: visitListQuery,
    responses: { 200: { description: 'A page of visits.', schema: visitListSchema } },
    errors: [
      { status: 403, codes: ['showroom_forbidden'] },
      { status: 404, codes: ['showroom_not_found'] },
    ],
    handle: async ({ query, principal, url, countExact }) => {
      const { limit, cursor, status, showroomId, customerId } = query;
      const filters = { status, showroomId, customerId };
      const before = idOfCursor(cursor, filters);
      const open = status === undefined ? undefined : status === 'open';
      const { page, total } = await visits.list(
        principal,
        { showroomId, customerId, open },
        { limit, before, countExact },
      );
      const rows = page.rows.map(presentVisit);
      const list = { url, limit, page: { ...page, rows }, filters, total };
      return { status: 200, ...listResponse(list) };
    },
  });
}

function getRoute(visits: VisitService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/visits/{visitId}',
    operationId: 'getVisit',
    summary: 'One visit',
    description: 'The visit, its claim on a rep, and what can be done with it now.',
    tag: 'Visits',
    audit: { ...AUDITED, action: 'visits.read' },
    access: read,
    params: visitParams,
    responses: { 200: { description: 'The visit.', schema: visitSchema } },
    errors: VISIT_ERRORS,
    handle: async ({ params, principal }) =>
      answer(await visits.get(principal, params.visitId), principal),
  });
}

function patchRoute(visits: VisitService): AnyRoute {
  return defineRoute({
    method: 'patch',
    path: '/visits/{visitId}',
    operationId: 'updateVisit',
    summary: 'Give a nameless guest his name',
    description: 'Once known; the high-value rule is then looked at again.',
    tag: 'Visits',
    audit: { ...AUDITED, action: 'visits.update' },
    access: write,
    params: visitParams,
    body: visitPatchSchema,
    ifMatch: true,
    responses: { 200: { description: 'The visit.', schema: visitSchema } },
    errors: [
      ...OPEN_ERRORS,
      { status: 404, codes: ['customer_not_found'] },
      { status: 409, codes: ['visit_already_identified', 'customer_already_visiting'] },
    ],
    handle: async ({ params, body, principal, ifMatch }) => {
      const change = { customerId: body.customerId, version: ifMatch };
      return answer(await visits.identify(principal, params.visitId, change), principal);
    },
  });
}

function assignRoute(visits: VisitService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/visits/{visitId}/assignment',
    operationId: 'assignVisit',
    summary: 'Assign by hand',
    description:
      'A manager gives the visit to a rep who is at work and has no customer; a pause is ' +
      'overruled. The reason is kept as a decision.',
    tag: 'Visits',
    access: { ...write, roles: MANAGERS },
    params: visitParams,
    body: visitAssignmentSchema,
    idempotency: 'optional',
    responses: { 200: { description: 'The visit.', schema: visitSchema } },
    errors: [...OPEN_ERRORS, { status: 409, codes: ['rep_not_checked_in', 'rep_not_available'] }],
    prepare: ({ params, principal }) => visits.place(principal, params.visitId),
    handle: async ({ body, principal }, placed) =>
      answer(await visits.assign(principal, placed, body), principal),
  });
}

function acceptRoute(visits: VisitService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/visits/{visitId}/assignment/accept',
    operationId: 'acceptVisit',
    summary: 'Take the customer',
    description: 'The assigned rep accepts; accepting twice is no fault.',
    tag: 'Visits',
    access: own,
    params: visitParams,
    idempotency: 'optional',
    responses: { 200: { description: 'The visit.', schema: visitSchema } },
    errors: [
      ...OPEN_ERRORS,
      { status: 403, codes: ['not_your_assignment'] },
      { status: 409, codes: ['visit_not_assigned'] },
    ],
    prepare: ({ params, principal }) => visits.place(principal, params.visitId),
    handle: async ({ principal }, placed) =>
      answer(await visits.accept(principal, placed), principal),
  });
}

function declineRoute(visits: VisitService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/visits/{visitId}/assignment/decline',
    operationId: 'declineVisit',
    summary: 'Pass the customer on',
    description: 'The assigned rep is freed, and the next candidate is asked.',
    tag: 'Visits',
    access: own,
    params: visitParams,
    idempotency: 'optional',
    responses: { 200: { description: 'The visit.', schema: visitSchema } },
    errors: [
      ...OPEN_ERRORS,
      { status: 403, codes: ['not_your_assignment'] },
      { status: 409, codes: ['visit_not_assigned'] },
    ],
    prepare: ({ params, principal }) => visits.place(principal, params.visitId),
    handle: async ({ principal }, placed) =>
      answer(await visits.decline(principal, placed), principal),
  });
}
