import { SignJWT, errors, jwtVerify } from 'jose';
import type { JWTHeaderParameters, JWTPayload, KeyObject } from 'jose';
import type { Clock } from '../../shared/clock.js';
import { unauthenticated } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Role } from '../../shared/principal.js';
import type { ClientAccess } from './api-client-types.js';
import { ACCESS_TOKEN_SECONDS } from './auth-types.js';
import type { UserAccess } from './auth-types.js';
import type { SigningKeys } from './signing-keys.js';
import {
  OPS_AUDIENCE,
  OPS_CLIENT_ID,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  readClaims,
} from './token-claims.js';
import type { AccessClaims } from './token-claims.js';

const ALGORITHM = 'ES256';
const TOKEN_TYPE = 'at+jwt';
/** How far ahead the clock of the instance that issued a token may be. */
const CLOCK_SKEW_SECONDS = 5;

interface AccessTokensDeps {
  readonly keys: SigningKeys;
  readonly clock: Clock;
  readonly scopesOf: (role: Role) => ReadonlySet<string>;
}

interface Subject {
  readonly subject: string;
  readonly audience: string;
  readonly claims: JWTPayload;
}

/** Issues and verifies access tokens of 15 minutes: JWT profile of RFC 9068, ES256 alone. */
export class AccessTokens {
  constructor(private readonly deps: AccessTokensDeps) {}

  /** A token for the session of a person; with all scopes of the role, unless told otherwise. */
  async issue(
    access: UserAccess,
    sessionId: string,
    scopes: ReadonlySet<string> = this.deps.scopesOf(access.role),
  ): Promise<string> {
    const { organizationId: org, role, userId: subject } = access;
    const scope = [...scopes].join(' ');
    const claims = { sid: sessionId, org, role, scope };
    return this.sign({ subject, audience: TOKEN_AUDIENCE, claims });
  }

  /** A token for a program, with these scopes of those that it has. */
  async issueToClient(access: ClientAccess, scopes: readonly string[]): Promise<string> {
    const { organizationId: org, clientId: subject } = access;
    const claims = { client_id: subject, org, scope: scopes.join(' ') };
    return this.sign({ subject, audience: TOKEN_AUDIENCE, claims });
  }

  /** A token for those who run the product: of another audience, and of no organization. */
  async issueToOps(): Promise<string> {
    const claims = { client_id: OPS_CLIENT_ID };
    return this.sign({ subject: OPS_CLIENT_ID, audience: OPS_AUDIENCE, claims });
  }

  /** What the token says; throws 401 for every token that is not a valid one of ours. */
  async verify(token: string): Promise<AccessClaims> {
    const now = this.deps.clock.now();
    const payload = await this.verifiedPayload(token, now);
    const claims = readClaims(payload);
    const latest = toSeconds(now) + CLOCK_SKEW_SECONDS;
    if (claims === undefined || (payload.iat ?? 0) > latest) throw unauthenticated();
    return claims;
  }

  private async sign({ subject, audience, claims }: Subject): Promise<string> {
    const { keys, clock } = this.deps;
    const issuedAt = toSeconds(clock.now());
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYPE, kid: keys.activeKid })
      .setIssuer(TOKEN_ISSUER)
      .setAudience(audience)
      .setSubject(subject)
      .setJti(newId())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
      .sign(keys.privateKey);
  }

  private async verifiedPayload(token: string, now: Date): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, (header) => this.keyOf(header), {
        algorithms: [ALGORITHM],
        typ: TOKEN_TYPE,
        issuer: TOKEN_ISSUER,
        audience: [TOKEN_AUDIENCE, OPS_AUDIENCE],
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
