import { SignJWT, errors, jwtVerify } from 'jose';
import type { JWTHeaderParameters, JWTPayload, KeyObject } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../shared/clock.js';
import { unauthenticated } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Role } from '../../shared/principal.js';
import { ACCESS_TOKEN_SECONDS } from './auth-types.js';
import type { UserAccess } from './auth-types.js';
import type { SigningKeys } from './signing-keys.js';

/** Who made the token, and whom it is for; ops tokens will have another audience. */
export const TOKEN_ISSUER = 'urn:showroom-sales';
export const TOKEN_AUDIENCE = 'urn:showroom-sales:api';
const ALGORITHM = 'ES256';
const TOKEN_TYPE = 'at+jwt';
/** How far ahead the clock of the instance that issued a token may be. */
const CLOCK_SKEW_SECONDS = 5;

/** What a believed token says. */
export interface AccessClaims {
  readonly userId: string;
  readonly organizationId: string;
  readonly sessionId: string;
  readonly scopes: ReadonlySet<string>;
  /** Milliseconds of the epoch. */
  readonly expiresAt: number;
}

interface AccessTokensDeps {
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly scopesOf: (role: Role) => ReadonlySet<string>;
}

const claimsSchema = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  org: z.uuid(),
  scope: z.string(),
  jti: z.uuid(),
  iat: z.int(),
  exp: z.int(),
});

/** Issues and verifies access tokens: JWT profile of RFC 9068, ES256 alone. */
export class AccessTokens {
  constructor(private readonly deps: AccessTokensDeps) {}

  /** A token of 15 minutes. */
  async issue(access: UserAccess, sessionId: string): Promise<string> {
    const { keys, clock, scopesOf } = this.deps;
    const issuedAt = toSeconds(clock.now());
    const claims = { sid: sessionId, org: access.organizationId, role: access.role };
    return new SignJWT({ ...claims, scope: [...scopesOf(access.role)].join(' ') })
      .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPE, kid: keys.activeKid })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(TOKEN_AUDIENCE)
      .setSubject(access.userId)
      .setJti(newId())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
      .sign(keys.privateKey);
  }

  /** What the token says; throws 401 for every token that is not a valid one of ours. */
  async verify(token: string): Promise<AccessClaims> {
    const now = this.deps.clock.now();
    const claims = claimsSchema.safeParse(await this.verifiedPayload(token, now));
    if (!claims.success || claims.data.iat > toSeconds(now) + CLOCK_SKEW_SECONDS) {
      throw unauthenticated();
    }
    const { sub, org, sid, exp, scope } = claims.data;
    const scopes = new Set(scope.split(' '));
    return { userId: sub, organizationId: org, sessionId: sid, scopes, expiresAt: exp * 1_000 };
  }

  private async verifiedPayload(token: string, now: Date): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, (header) => this.keyOf(header), {
        algorithms: [ALGORITHM],
        typ: TOKEN_TYPE,
        issuer: TOKEN_ISSUER,
        audience: TOKEN_AUDIENCE,
        currentDate: now,
        requiredClaims: ['exp', 'iat', 'sub', 'jti'],
      });
      return payload;
    } catch (error) {
      throw error instanceof errors.JOSEError ? unauthenticated() : error;
    }
  }

  private keyOf({ kid }: Pick<JWTHeaderParameters, 'kid'>): KeyObject {
    const key = kid === undefined ? undefined : this.deps.keys.publicKey(kid);
    if (key === undefined) throw unauthenticated();
    return key;
  }
}

function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1_000);
}
