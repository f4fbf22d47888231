import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../shared/clock.js';
import { unauthenticated } from '../../shared/errors.js';
import type {
  ClientPrincipal,
  OpsPrincipal,
  Principal,
  Role,
  UserPrincipal,
} from '../../shared/principal.js';
import { isPublishableKey } from './api-client-secret.js';
import type { ClientAccess } from './api-client-types.js';
import type { UserAccess } from './auth-types.js';
import type { ClientAccessCache } from './client-access-cache.js';
import type { AccessClaims, ClientClaims, OutsideClaims, UserClaims } from './token-claims.js';
import type { UserAccessCache } from './user-access-cache.js';

const MAX_TOKENS = 20_000;
/** Ours have about 1,500 characters; nothing longer is worth a hash. */
const MAX_TOKEN_LENGTH = 8_192;

interface AuthenticatorDeps {
  readonly tokens: { verify(token: string): Promise<AccessClaims> };
  readonly access: UserAccessCache;
  readonly clients: Pick<
    ClientAccessCache,
    'byId' | 'byKey' | 'rememberedById' | 'rememberedByKey'
  >;
  readonly clock: Clock;
  readonly scopesOf: (role: Role) => ReadonlySet<string>;
}

/** Tells who is calling. */
export class Authenticator {
  private readonly believed = new LRUCache<string, AccessClaims>({ max: MAX_TOKENS });

  constructor(private readonly deps: AuthenticatorDeps) {}

  /**
   * The caller behind an access token or a publishable key; throws 401. A signature is verified
   * once and remembered until the token expires (docs/performance.md); that the user or program is
   * not disabled and the session not ended is looked up again after ten seconds.
   */
  async authenticate(token: string): Promise<Principal | OpsPrincipal> {
    const { access, clients } = this.deps;
    if (isPublishableKey(token)) return orRefuse(ofKey(await clients.byKey(token)));
    const claims = await this.claimsOf(token);
    switch (claims.kind) {
      case 'user':
        return orRefuse(this.ofUser(claims, await access.get(claims.userId, claims.sessionId)));
      case 'outside':
        return orRefuse(this.ofOutsider(claims, await access.get(claims.userId, undefined)));
      case 'client':
        return orRefuse(ofClient(claims, await clients.byId(claims.clientId)));
      case 'ops':
        return { kind: 'ops', clientId: claims.clientId };
    }
  }

  /** The same at once; undefined where something has to be verified, read or refused first. */
  remembered(token: string): Principal | undefined {
    const { access, clients } = this.deps;
    if (token.length > MAX_TOKEN_LENGTH) return undefined;
    if (isPublishableKey(token)) return ofKey(clients.rememberedByKey(token));
    const claims = this.believedClaims(digestOf(token));
    switch (claims?.kind) {
      case 'user':
        return this.ofUser(claims, access.remembered(claims.userId, claims.sessionId));
      case 'outside':
        return this.ofOutsider(claims, access.remembered(claims.userId, undefined));
      case 'client':
        return ofClient(claims, clients.rememberedById(claims.clientId));
      case 'ops':
      case undefined:
        return undefined;
    }
  }

  /**
   * The principal of a session known by id, read afresh, for sockets: they ask every 30 seconds.
   * Undefined when the user is disabled or the session has ended. Without a session, for somebody
   * whom an outside issuer has named, the user alone is looked at.
   */
  async load(userId: string, sessionId: string | undefined): Promise<UserPrincipal | undefined> {
    const access = await this.deps.access.read(userId, sessionId);
    if (access === undefined) return undefined;
    return toUser(access, sessionId, this.deps.scopesOf(access.role));
  }

  private ofUser(claims: UserClaims, access: UserAccess | undefined): UserPrincipal | undefined {
    if (access?.organizationId !== claims.organizationId) return undefined;
    return toUser(access, claims.sessionId, claims.scopes);
  }

  /** All that his role may do, whatever scopes the issuer has written. */
  private ofOutsider(
    claims: OutsideClaims,
    access: UserAccess | undefined,
  ): UserPrincipal | undefined {
    if (access?.organizationId !== claims.organizationId) return undefined;
    const user = toUser(access, undefined, this.deps.scopesOf(access.role));
    return { ...user, expiresAt: claims.expiresAt };
  }

  private async claimsOf(token: string): Promise<AccessClaims> {
    if (token.length > MAX_TOKEN_LENGTH) throw unauthenticated();
    const digest = digestOf(token);
    const known = this.believedClaims(digest);
    if (known !== undefined) return known;
    const claims = await this.deps.tokens.verify(token);
    this.believed.set(digest, claims);
    return claims;
  }

  private believedClaims(digest: string): AccessClaims | undefined {
    const known = this.believed.get(digest);
    if (known === undefined || this.deps.clock.now().getTime() < known.expiresAt) return known;
    this.believed.delete(digest);
    return undefined;
  }
}

function digestOf(token: string): string {
  return hash('sha256', token, 'base64url');
}

function orRefuse<Caller>(caller: Caller | undefined): Caller {
  if (caller === undefined) throw unauthenticated();
  return caller;
}

function ofClient(
  claims: ClientClaims,
  access: ClientAccess | undefined,
): ClientPrincipal | undefined {
  if (access?.organizationId !== claims.organizationId) return undefined;
  return toClient(access, claims.scopes);
}

function ofKey(access: ClientAccess | undefined): ClientPrincipal | undefined {
  return access && toClient(access, access.scopes);
}

function toUser(
  access: UserAccess,
  sessionId: string | undefined,
  scopes: ReadonlySet<string>,
): UserPrincipal {
  return {
    kind: 'user',
    userId: access.userId,
    organizationId: access.organizationId,
    role: access.role,
    showroomIds: access.showroomIds,
    scopes,
    ...(sessionId === undefined ? {} : { sessionId }),
  };
}

function toClient(
  { kind, clientId, organizationId, showroomIds }: ClientAccess,
  scopes: ReadonlySet<string>,
): ClientPrincipal {
  return { kind, clientId, organizationId, showroomIds, scopes };
}
