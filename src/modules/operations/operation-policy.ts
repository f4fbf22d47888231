import { MANAGERS, actorIdOf, callerTypeOf, mayEnterShowroom } from '../../shared/principal.js';
import type { CallerType, Principal } from '../../shared/principal.js';
import type { Operation } from './operation-types.js';

/** Those who may see what others have started, in the showrooms that they have access to. */
export const OVERSEERS: readonly CallerType[] = MANAGERS;

/** Whoever started it, and those who answer for the showroom that it is about. */
export function maySeeOperation(
  principal: Principal,
  { startedBy, showroomId }: Pick<Operation, 'startedBy' | 'showroomId'>,
): boolean {
  if (actorIdOf(principal) === startedBy) return true;
  if (!OVERSEERS.includes(callerTypeOf(principal))) return false;
  return showroomId === undefined || mayEnterShowroom(principal, showroomId);
}
