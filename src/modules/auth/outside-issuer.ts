import { decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { CryptoKey, JSONWebKeySet, JWTPayload, ProtectedHeaderParameters } from 'jose';
import type { Logger } from '../../observability/logger.js';
import type { Clock } from '../../shared/clock.js';
import { unauthenticated } from '../../shared/errors.js';
import type { AuthAudit } from './auth-audit.js';
import { OutsideKeys } from './outside-keys.js';
import type { OutsideClaims } from './token-claims.js';
import { normalizeEmail } from './user-creation.js';

/** What the operator has said of an issuer. */
export interface OutsideIssuerSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly organizationId: string;
  readonly emailClaim: string;
  readonly emailVerifiedClaim: string;
  readonly requireEmailVerified: boolean;
  /** A method of RFC 8176 by which the user has to have proved himself there, such as `mfa`. */
  readonly requiredAmr?: string | undefined;
}

/** An issuer, and how to ask it for its keys. */
export interface OutsideIssuerSource {
  readonly settings: OutsideIssuerSettings;
  readKeys(): Promise<JSONWebKeySet>;
}

export interface OutsideIssuerDeps {
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  readonly audit: Pick<AuthAudit, 'record'>;
  /** The id of a user of that organization who is not disabled. */
  readonly findUser: (organizationId: string, email: string) => Promise<string | undefined>;
}

/** Signatures by a private key of the issuer; never by a secret that we would have to know. */
const ALGORITHMS: readonly string[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** Of an ID token, or an access token by RFC 9068; other kinds are for other purposes. */
const TYPES: ReadonlySet<string | undefined> = new Set([undefined, 'jwt', 'at+jwt']);
const CLOCK_SKEW_SECONDS = 5;
const OLDEST_SECONDS = 24 * 60 * 60;
/** Visible ASCII: in lower case, letters of other scripts may become those of somebody else. */
const EMAIL = /^[ -~]{1,254}$/;

/** Tells whose tokens of one outside issuer are (docs/authentication.md, Outside issuers). */
export class OutsideIssuer {
  readonly settings: OutsideIssuerSettings;
  private readonly keys: OutsideKeys;
  private readonly underWay = new Map<string, Promise<OutsideClaims>>();

  constructor(
    source: OutsideIssuerSource,
    private readonly deps: OutsideIssuerDeps,
  ) {
    this.settings = source.settings;
    const { issuer } = source.settings;
    this.keys = new OutsideKeys({ ...deps, issuer, readKeys: () => source.readKeys() });
  }

  /**
   * What the token says, recorded as a log-in; those who come with it at the same time are one.
   * Throws 401 for every token that is not a valid one of this issuer for a user, and 503 when the
   * issuer's keys are needed and cannot be had.
   */
  async verify(token: string): Promise<OutsideClaims> {
    const known = this.underWay.get(token);
    if (known !== undefined) return known;
    const verification = this.admit(token);
    this.underWay.set(token, verification);
    try {
      return await verification;
    } finally {
      this.underWay.delete(token);
    }
  }

  private async admit(token: string): Promise<OutsideClaims> {
    const { issuer, organizationId } = this.settings;
    const payload = await this.payloadOf(token);
    this.requireStrength(payload);
    const email = this.emailOf(payload);
    const userId = await this.deps.findUser(organizationId, email);
    if (userId === undefined) throw this.refusal('user_unknown');
    await this.deps.audit.record('auth.login', { userId, organizationId });
    this.deps.logger.info({ userId, issuer }, 'logged in by an outside issuer');
    return { kind: 'outside', userId, organizationId, expiresAt: endOf(payload) };
  }

  private async payloadOf(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.settings;
    const key = await this.keyOf(decodeProtectedHeader(token));
    try {
      const { payload } = await jwtVerify(token, key, {
        ...{ issuer, audience, algorithms: [...ALGORITHMS] },
        currentDate: this.deps.clock.now(),
        clockTolerance: CLOCK_SKEW_SECONDS,
        maxTokenAge: OLDEST_SECONDS,
        requiredClaims: ['exp', 'iat', 'aud', 'iss'],
      });
      return payload;
    } catch (error) {
      // A key that does not fit the algorithm is a `TypeError`: the issuer's fault, or a forger's.
      throw this.refusal(error instanceof errors.JOSEError ? error.code : String(error));
    }
  }

  /** Asks for keys only where the token could be good. */
  private async keyOf({ alg, typ, kid }: ProtectedHeaderParameters): Promise<CryptoKey> {
    const type = typ?.toLowerCase().replace(/^application\//, '');
    if (alg === undefined || !ALGORITHMS.includes(alg)) throw this.refusal('algorithm');
    if (!TYPES.has(type)) throw this.refusal('type');
    return this.keys.keyFor(kid === undefined ? { alg } : { alg, kid });
  }

  private requireStrength({ amr }: JWTPayload): void {
    const { requiredAmr } = this.settings;
    const methods: readonly unknown[] = Array.isArray(amr) ? amr : [];
    if (requiredAmr !== undefined && !methods.includes(requiredAmr)) throw this.refusal('amr');
  }

  private emailOf(payload: JWTPayload): string {
    const { emailClaim, emailVerifiedClaim, requireEmailVerified } = this.settings;
    const email = payload[emailClaim];
    if (typeof email !== 'string' || !EMAIL.test(email)) throw this.refusal('email_missing');
    const verified = payload[emailVerifiedClaim];
    // Some issuers write the word instead of the value.
    const isVerified = verified === true || verified === 'true';
    if (requireEmailVerified && !isVerified) throw this.refusal('email_not_verified');
    return normalizeEmail(email);
  }

  private refusal(reason: string): Error {
    const { issuer } = this.settings;
    this.deps.logger.warn({ issuer, reason }, 'a token of an outside issuer was refused');
    return unauthenticated();
  }
}

/** Milliseconds of the epoch from which on the token is refused. */
function endOf({ exp = 0, iat = 0 }: JWTPayload): number {
  return (Math.min(exp, iat + OLDEST_SECONDS) + CLOCK_SKEW_SECONDS) * 1_000;
}
