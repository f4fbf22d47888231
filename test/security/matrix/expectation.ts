import { callersOf } from './specification.js';
import type { Authz, Operation } from './specification.js';
import { namesAnObject } from './targets.js';
import type { Caller } from './callers.js';

/** Where the object of a request is, seen from its caller. */
export type Situation =
  'own' | 'same showroom' | 'other showroom' | 'other organization' | 'not existing' | 'malformed';

/** What has to come of a request. */
export type Expected = 'allowed' | Refusal;

/** A status, and the codes that may stand beside it; any, if none is named. */
export interface Refusal {
  readonly status: readonly number[];
  readonly codes?: readonly string[];
}

/** Refusals of people who have access, but not to this person or hold, have words of their own. */
const SHOWROOM_CODES: Readonly<Record<string, readonly string[]>> = {
  getUser: ['user_forbidden'],
  updateUser: ['user_forbidden'],
  inviteUser: ['user_forbidden'],
  updateHold: ['not_your_hold'],
  deleteHold: ['not_your_hold'],
};

/** What somebody has started is not known to those whom it does not concern. */
const HIDDEN_FROM_OTHERS = ['getOperation', 'listOperationRows'];

const MISSING: Refusal = { status: [404] };

/**
 * Scope and role, the first checks: undefined for who passes them. Nobody needs to be told more,
 * whatever the object.
 */
export function refusedAtTheDoor({ authz }: Operation, caller: Caller): Refusal | undefined {
  if (authz.object === 'public') return undefined;
  if (caller.type === 'anonymous') {
    return authz.openOnLoopback === true
      ? undefined
      : { status: [401], codes: ['unauthenticated'] };
  }
  if (authz.object === 'ops') return caller.type === 'ops' ? undefined : FORBIDDEN;
  if (caller.type === 'ops') return FORBIDDEN;
  if (!hasScope(authz, caller)) return PEOPLE.includes(caller.type) ? FORBIDDEN : WITHOUT_SCOPE;
  return callersOf(authz).includes(caller.type) ? undefined : FORBIDDEN;
}

const FORBIDDEN: Refusal = { status: [403], codes: ['forbidden'] };
const WITHOUT_SCOPE: Refusal = { status: [403], codes: ['insufficient_scope'] };
const PEOPLE = ['admin', 'sales_manager', 'sales_rep'];

function hasScope({ scope }: Authz, { scopes }: Caller): boolean {
  return scope !== undefined && scopes?.has(scope) === true;
}

/** What the declaration says of a request whose path names the object. */
export function expectedOf(operation: Operation, caller: Caller, situation: Situation): Expected {
  const refusal = refusedAtTheDoor(operation, caller);
  if (refusal !== undefined) return refusal;
  const { object } = operation.authz;
  if (object === 'public' || object === 'ops' || !namesAnObject(operation)) return 'allowed';
  if (situation === 'malformed') return { status: [400] };
  return caller.isForeign === true ? MISSING : EXPECTED[situation](operation, caller);
}

const EXPECTED: Readonly<
  Record<Exclude<Situation, 'malformed'>, (operation: Operation, caller: Caller) => Expected>
> = {
  own: ofOneself,
  'same showroom': ofAColleague,
  'other showroom': inAnotherShowroom,
  'other organization': () => MISSING,
  'not existing': () => MISSING,
};

function inAnotherShowroom(operation: Operation, caller: Caller): Expected {
  const { authz, operationId } = operation;
  if (authz.object === 'organization') return 'allowed';
  const isTheirs = authz.object === 'own' && authz.onBehalf?.includes(caller.type) !== true;
  if (caller.showrooms === 'all' || isTheirs) return ofAColleague(operation, caller);
  if (HIDDEN_FROM_OTHERS.includes(operationId)) return MISSING;
  return { status: [403], codes: SHOWROOM_CODES[operationId] ?? ['showroom_forbidden'] };
}

/** Only the rep has things of his own in the world. */
function ofOneself(operation: Operation, caller: Caller): Expected {
  return caller.type === 'sales_rep' ? 'allowed' : ofAColleague(operation, caller);
}

function ofAColleague({ authz }: Operation, caller: Caller): Expected {
  if (authz.object !== 'own' || authz.onBehalf?.includes(caller.type) === true) return 'allowed';
  return SOMEBODY_ELSES;
}

/** Sessions of others are not even known; the rest is known to all of a showroom, by others not. */
const SOMEBODY_ELSES: Refusal = {
  status: [403, 404],
  codes: [
    ...['not_your_hold', 'not_your_transfer', 'not_your_assignment', 'not_your_availability'],
    ...['showroom_forbidden', 'session_not_found', 'operation_not_found'],
  ],
};
