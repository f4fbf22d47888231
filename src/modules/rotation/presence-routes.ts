import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute } from '../../http/define-route.js';
import { ALL_ROLES, INTEGRATIONS, LEADERS } from '../../shared/principal.js';
import { presentStaff } from './rotation-presenter.js';
import { staffMemberSchema, staffParams, staffUpdateSchema } from './rotation-schema.js';
import type { RotationService } from './rotation-service.js';

const AUDITED = { action: 'staff.update', subjectType: 'user', idFields: ['userId'] } as const;
const access = {
  roles: ALL_ROLES,
  clients: INTEGRATIONS,
  scope: 'showrooms:write',
  object: 'own',
  onBehalf: LEADERS,
} as const;
const ERRORS = [
  { status: 403, codes: ['showroom_forbidden', 'not_your_availability'] },
  { status: 404, codes: ['showroom_not_found', 'staff_member_not_found'] },
];

/** A rep comes, pauses, and goes. */
export function presenceRoutes(rotation: RotationService): readonly AnyRoute[] {
  return [setAvailabilityRoute(rotation), checkInRoute(rotation), checkOutRoute(rotation)];
}

function setAvailabilityRoute(rotation: RotationService): AnyRoute {
  return defineRoute({
    method: 'put',
    path: '/showrooms/{showroomId}/staff/{userId}',
    operationId: 'setStaffAvailability',
    summary: 'Pause a rep, or end the pause',
    description:
      'Sets the pause. A rep who is not checked in is checked in by becoming available. A ' +
      'waiting customer is given to him at once. Reps set their own, managers anybody’s.',
    tag: 'Rotation',
    audit: AUDITED,
    access,
    params: staffParams,
    body: staffUpdateSchema,
    responses: { 200: { description: 'The rep as he now is.', schema: staffMemberSchema } },
    errors: ERRORS,
    handle: async ({ params, body, principal }) => {
      const { showroomId, userId } = params;
      const member = await rotation.setAvailability(
        principal,
        showroomId,
        userId,
        body.isAvailable,
      );
      return { status: 200, body: presentStaff(member) };
    },
  });
}

function checkInRoute(rotation: RotationService): AnyRoute {
  return defineRoute({
    method: 'put',
    path: '/showrooms/{showroomId}/staff/{userId}/check-in',
    operationId: 'checkInStaff',
    summary: 'Come to work',
    description:
      'Puts a rep on the up list; one who is at work already keeps his place, and a pause stays. ' +
      'A waiting customer is given to him at once. Reps check themselves in, managers anybody.',
    tag: 'Rotation',
    audit: AUDITED,
    access,
    params: staffParams,
    responses: { 200: { description: 'The rep as he now is.', schema: staffMemberSchema } },
    errors: ERRORS,
    handle: async ({ params, principal }) => {
      const { showroomId, userId } = params;
      const member = await rotation.checkIn(principal, showroomId, userId);
      return { status: 200, body: presentStaff(member) };
    },
  });
}

function checkOutRoute(rotation: RotationService): AnyRoute {
  return defineRoute({
    method: 'delete',
    path: '/showrooms/{showroomId}/staff/{userId}/check-in',
    operationId: 'checkOutStaff',
    summary: 'Go home',
    description:
      'Takes a rep off the up list, and ends his pause. A customer whom he still has is passed on ' +
      'as if he had declined. Without effect for one who is not at work.',
    tag: 'Rotation',
    audit: AUDITED,
    access,
    params: staffParams,
    responses: { 204: { description: 'He is not at work.' } },
    errors: ERRORS,
    handle: async ({ params, principal }) => {
      await rotation.checkOut(principal, params.showroomId, params.userId);
      return { status: 204 };
    },
  });
}
