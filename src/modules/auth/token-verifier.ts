import { decodeJwt, decodeProtectedHeader, errors } from 'jose';
import type { JWTPayload } from 'jose';
import type { OutsideIssuer } from './outside-issuer.js';
import type { AccessClaims } from './token-claims.js';

interface TokenVerifierDeps {
  /** For every token that is of no outside issuer. */
  readonly ours: { verify(token: string): Promise<AccessClaims> };
  readonly outside: readonly OutsideIssuer[];
}

/** Verifies tokens, whoever of those whom we believe has issued them. */
export class TokenVerifier {
  constructor(private readonly deps: TokenVerifierDeps) {}

  /** What the token says; throws 401, and 503 when an outside issuer does not give its keys. */
  async verify(token: string): Promise<AccessClaims> {
    const { ours, outside } = this.deps;
    const issuer = outside.length === 0 ? undefined : this.issuerOf(token);
    return (issuer ?? ours).verify(token);
  }

  /**
   * Whom an unverified token claims to be from: chooses who verifies it, and nothing else. One
   * that is for two of our audiences has no single organization, and gets nobody.
   */
  private issuerOf(token: string): OutsideIssuer | undefined {
    const payload = unverified(token);
    if (payload === undefined) return undefined;
    const issued = this.deps.outside.filter(({ settings }) => settings.issuer === payload.iss);
    const audiences: readonly unknown[] = [payload.aud].flat();
    const meant = issued.filter(({ settings }) => audiences.includes(settings.audience));
    return meant.length > 1 ? undefined : (meant[0] ?? issued[0]);
  }
}

/** Undefined for what is no token at all; our own verifier refuses that. */
function unverified(token: string): JWTPayload | undefined {
  try {
    decodeProtectedHeader(token);
    return decodeJwt(token);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
    throw error;
  }
}
