import type { IncomingMessage } from 'node:http';
import { isProblem, problem, unauthenticated } from '../../shared/errors.js';
import type { OpsPrincipal, Principal } from '../../shared/principal.js';
import type { RequestState } from '../request-state.js';

/** Tells who a token belongs to; throws a 401 for one that is not, or no longer, good. */
export interface Authenticator {
  authenticate(token: string): Promise<Principal | OpsPrincipal>;
  /** The same at once; undefined where something has to be verified, read or refused first. */
  remembered(token: string): Principal | undefined;
}

const BEARER_PREFIX = 'Bearer ';
const BEARER = /^bearer +([A-Za-z0-9._~+/-]+=*) *$/i;
const STARTS_BEARER = /^bearer\b/i;
const INVALID_TOKEN = 'Bearer error="invalid_token"';

/**
 * Finds out who calls and puts them into the request's context, which from then on belongs to
 * their organization if they have one. Throws 401 with `WWW-Authenticate` (RFC 6750, section 3).
 */
export async function authenticate(
  request: IncomingMessage,
  state: RequestState,
  authenticator: Authenticator,
): Promise<Principal | OpsPrincipal> {
  return noted(state, await verify(request.headers.authorization, authenticator));
}

/** The same at once, for those who are remembered; undefined for all others. */
export function recognize(
  request: IncomingMessage,
  state: RequestState,
  authenticator: Authenticator,
): Principal | undefined {
  const { authorization } = request.headers;
  if (authorization?.startsWith(BEARER_PREFIX) !== true) return undefined;
  const principal = authenticator.remembered(authorization.slice(BEARER_PREFIX.length));
  return principal && noted(state, principal);
}

function noted<Known extends Principal | OpsPrincipal>(
  state: RequestState,
  principal: Known,
): Known {
  state.context.principal = principal;
  if (principal.kind !== 'ops') state.context.organizationId = principal.organizationId;
  return principal;
}

async function verify(
  header: string | undefined,
  authenticator: Authenticator,
): Promise<Principal | OpsPrincipal> {
  if (header === undefined || !STARTS_BEARER.test(header)) throw unauthenticated();
  const token = BEARER.exec(header)?.[1];
  if (token === undefined) throw withChallenge('unauthenticated', 'The access token is malformed.');
  try {
    return await authenticator.authenticate(token);
  } catch (error) {
    if (!isProblem(error) || error.output.statusCode !== 401) throw error;
    throw withChallenge(error.data?.code ?? 'unauthenticated', error.message);
  }
}

function withChallenge(code: string, detail: string): Error {
  return problem(401, code, detail, { headers: { 'WWW-Authenticate': INVALID_TOKEN } });
}
