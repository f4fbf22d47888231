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
  readonly clients: Pick<ClientAccessCache, 'byId' | 'byKey'>;
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
    if (isPublishableKey(token)) return this.clientOfKey(token);
    const claims = await this.claimsOf(token);
    switch (claims.kind) {
      case 'user':
        return this.userOf(claims);
      case 'client':
        return this.clientOf(claims);
      case 'outside':
        return this.outsiderOf(claims);
      case 'ops':
        return { kind: 'ops', clientId: claims.clientId };
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

  private async userOf(claims: UserClaims): Promise<UserPrincipal> {
    const access = await this.deps.access.get(claims.userId, claims.sessionId);
    if (access?.organizationId !== claims.organizationId) throw unauthenticated();
    return toUser(access, claims.sessionId, claims.scopes);
  }

  /** All that his role may do, whatever scopes the issuer has written. */
  private async outsiderOf(claims: OutsideClaims): Promise<UserPrincipal> {
    const access = await this.deps.access.get(claims.userId, undefined);
    if (access?.organizationId !== claims.organizationId) throw unauthenticated();
    const user = toUser(access, undefined, this.deps.scopesOf(access.role));
    return { ...user, expiresAt: claims.expiresAt };
  }

  private async clientOf(claims: ClientClaims): Promise<ClientPrincipal> {
    const access = await this.deps.clients.byId(claims.clientId);
    if (access?.organizationId !== claims.organizationId) throw unauthenticated();
    return toClient(access, claims.scopes);
  }

  private async clientOfKey(key: string): Promise<ClientPrincipal> {
    const access = await this.deps.clients.byKey(key);
    if (access === undefined) throw unauthenticated();
    return toClient(access, access.scopes);
  }

  private async claimsOf(token: string): Promise<AccessClaims> {
    if (token.length > MAX_TOKEN_LENGTH) throw unauthenticated();
    const digest = hash('sha256', token, 'base64url');
    const known = this.believed.get(digest);
    if (known !== undefined && this.deps.clock.now().getTime() < known.expiresAt) return known;
    this.believed.delete(digest);
    const claims = await this.deps.tokens.verify(token);
    this.believed.set(digest, claims);
    return claims;
  }
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
