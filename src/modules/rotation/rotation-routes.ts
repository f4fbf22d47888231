import { defineRoute } from '../../http/define-route.js';
import { ALL_ROLES, INTEGRATIONS, MANAGERS } from '../../shared/principal.js';
import type { AnyRoute } from '../../http/define-route.js';
import { listResponse } from '../../http/list-response.js';
import { idOfCursor } from '../../shared/pagination.js';
import { presentDecision, presentReplay, presentStaff } from './rotation-presenter.js';
import {
  decisionListQuery,
  decisionListSchema,
  decisionParams,
  decisionSchema,
  replaySchema,
  rotationListSchema,
  showroomParams,
  staffListSchema,
} from './rotation-schema.js';
import type { RotationService } from './rotation-service.js';

const read = {
  roles: ALL_ROLES,
  clients: INTEGRATIONS,
  scope: 'showrooms:read',
  object: 'showroom',
} as const;
const SHOWROOM_ERRORS = [
  { status: 403, codes: ['showroom_forbidden'] },
  { status: 404, codes: ['showroom_not_found'] },
];

const managers = { ...read, roles: MANAGERS } as const;
const DECISION_ERRORS = [...SHOWROOM_ERRORS, { status: 404, codes: ['decision_not_found'] }];

/** Staff, up list and decisions of a showroom. */
export function rotationRoutes(rotation: RotationService): readonly AnyRoute[] {
  return [
    listStaffRoute(rotation),
    upListRoute(rotation),
    listDecisionsRoute(rotation),
    getDecisionRoute(rotation),
    replayRoute(rotation),
  ];
}

function listStaffRoute(rotation: RotationService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/showrooms/{showroomId}/staff',
    operationId: 'listStaff',
    summary: 'The reps of a showroom',
    description: 'All sales reps with access to the showroom, in the order of the up list.',
    tag: 'Rotation',
    audit: { action: 'staff.read', subjectType: 'user', idFields: ['userId'] },
    access: read,
    params: showroomParams,
    responses: { 200: { description: 'The reps.', schema: staffListSchema } },
    errors: SHOWROOM_ERRORS,
    handle: async ({ params, principal }) => {
      const staff = await rotation.staff(principal, params.showroomId);
      const href = `/api/v1/showrooms/${params.showroomId}/staff`;
      const body = { data: staff.map(presentStaff), _links: { self: { href } } };
      return { status: 200, body };
    },
  });
}

function upListRoute(rotation: RotationService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/showrooms/{showroomId}/rotation',
    operationId: 'getRotation',
    summary: 'The up list',
    description: 'Reps in the order in which they take the next up, each with his reason.',
    tag: 'Rotation',
    access: read,
    params: showroomParams,
    responses: { 200: { description: 'The up list.', schema: rotationListSchema } },
    errors: SHOWROOM_ERRORS,
    handle: async ({ params, principal }) => {
      const data = await rotation.rotation(principal, params.showroomId);
      const href = `/api/v1/showrooms/${params.showroomId}/rotation`;
      return { status: 200, body: { data, _links: { self: { href } } } };
    },
  });
}

function listDecisionsRoute(rotation: RotationService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/showrooms/{showroomId}/rotation/decisions',
    operationId: 'listRotationDecisions',
    summary: 'Why customers went to whom',
    description: 'Decisions of the rotation, latest first.',
    tag: 'Rotation',
    access: managers,
    params: showroomParams,
    query: decisionListQuery,
    responses: { 200: { description: 'A page of decisions.', schema: decisionListSchema } },
    errors: SHOWROOM_ERRORS,
    handle: async ({ params, query, principal, url }) => {
      const { limit, cursor, visitId } = query;
      const filters = { showroomId: params.showroomId, visitId };
      const before = idOfCursor(cursor, filters);
      const page = await rotation.decisions(principal, params.showroomId, {
        limit,
        ...(before !== undefined && { before }),
        ...(visitId !== undefined && { visitId }),
      });
      const rows = page.rows.map(presentDecision);
      return { status: 200, ...listResponse({ url, limit, page: { ...page, rows }, filters }) };
    },
  });
}

function getDecisionRoute(rotation: RotationService): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/showrooms/{showroomId}/rotation/decisions/{decisionId}',
    operationId: 'getRotationDecision',
    summary: 'One decision',
    description: 'The candidates in order, and why each was passed over.',
    tag: 'Rotation',
    access: managers,
    params: decisionParams,
    responses: { 200: { description: 'The decision.', schema: decisionSchema } },
    errors: DECISION_ERRORS,
    handle: async ({ params, principal }) => {
      const { showroomId, decisionId } = params;
      const decision = await rotation.decision(principal, showroomId, decisionId);
      return { status: 200, body: presentDecision(decision) };
    },
  });
}

function replayRoute(rotation: RotationService): AnyRoute {
  return defineRoute({
    method: 'post',
    path: '/showrooms/{showroomId}/rotation/decisions/{decisionId}/replay',
    operationId: 'replayRotationDecision',
    summary: 'Decide again over the same facts',
    description: 'Changes nothing; tells whether today’s rule gives the same answer.',
    tag: 'Rotation',
    access: managers,
    params: decisionParams,
    responses: { 200: { description: 'The decision made again.', schema: replaySchema } },
    errors: DECISION_ERRORS,
    handle: async ({ params, principal }) => {
      const { showroomId, decisionId } = params;
      const replay = await rotation.replay(principal, showroomId, decisionId);
      return { status: 200, body: presentReplay(replay) };
    },
  });
}
