import type { IncomingMessage } from 'node:http';
import type { ClientAddressOf } from '../shared/client-address.js';
import type { OpsPrincipal, Principal } from '../shared/principal.js';
import { isForCallers } from './access-rule.js';
import type { AnyRoute } from './define-route.js';
import { isLoopback } from './loopback.js';
import { authenticate, recognize } from './middlewares/authenticate.js';
import type { Authenticator } from './middlewares/authenticate.js';
import { authorize, isAuthorized } from './middlewares/authorize.js';
import type { RateLimiter } from './middlewares/rate-limit.js';
import type { Caller, RequestState } from './request-state.js';

interface AdmissionDeps {
  readonly authenticator: Authenticator;
  readonly limitRate: RateLimiter;
  readonly clientAddressOf: ClientAddressOf;
}

/** Finds out who calls an operation, counts the request, and says whether the caller may use it. */
export interface Admission {
  /**
   * Lets the request pass, or rejects with 401, 429 or 403. Asked again for the same request and
   * operation it says the same, and counts nothing: a request may come by before Express and
   * within.
   */
  admit(route: AnyRoute, request: IncomingMessage, state: RequestState): Caller | Promise<Caller>;
  /**
   * The same at once, for a caller who is remembered and may pass. Undefined for all others: they
   * are not counted yet.
   */
  admitAtOnce(
    route: AnyRoute,
    request: IncomingMessage,
    state: RequestState,
  ): Principal | undefined;
}

/** Builds the admission. */
export function createAdmission(deps: AdmissionDeps): Admission {
  const { authenticator, limitRate } = deps;
  return {
    admit(route, request, state) {
      if (state.admitted?.operation === route) return state.admitted.caller;
      const remembered = this.admitAtOnce(route, request, state);
      if (remembered !== undefined) return remembered;
      const caller = admit(route, deps, { request, state });
      state.admitted = { operation: route, caller };
      return caller;
    },
    admitAtOnce(route, request, state) {
      // Where it does not matter who calls, nobody is known, and addresses are counted.
      if (!isForCallers(route.access)) return undefined;
      const principal = recognize(request, state, authenticator);
      if (principal === undefined || !isAuthorized(principal, route.access)) return undefined;
      if (!limitRate.countAtOnce(request, state)) return undefined;
      state.admitted = { operation: route, caller: principal };
      return principal;
    },
  };
}

interface Arrival {
  readonly request: IncomingMessage;
  readonly state: RequestState;
}

/** Counts those who are nobody by their address, so that tokens cannot be guessed at will. */
async function admit(
  route: AnyRoute,
  { authenticator, limitRate, clientAddressOf }: AdmissionDeps,
  { request, state }: Arrival,
): Promise<Caller> {
  if (isOpen(route, request, clientAddressOf)) {
    if (route.base !== 'root') await limitRate.count(request, state);
    return undefined;
  }
  let principal: Principal | OpsPrincipal;
  try {
    principal = await authenticate(request, state, authenticator);
  } catch (error) {
    forgetCaller(state);
    await limitRate.count(request, state);
    throw error;
  }
  await limitRate.count(request, state);
  authorize(principal, route.access);
  return principal;
}

/** He may have been remembered a moment ago, and not be let in any more. */
function forgetCaller({ context }: RequestState): void {
  delete context.principal;
  delete context.organizationId;
}

/** Open to everybody, or to this caller because he is on the same machine. */
function isOpen(
  { access }: AnyRoute,
  request: IncomingMessage,
  clientAddressOf: ClientAddressOf,
): boolean {
  if (access.object === 'public') return true;
  if (access.object !== 'ops' || access.openOnLoopback !== true) return false;
  const { socket, headers } = request;
  if (headers.authorization !== undefined) return false;
  return isLoopback({ socket, headers, ip: clientAddressOf(request) });
}
