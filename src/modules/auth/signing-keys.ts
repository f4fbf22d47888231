import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { PublicJwk } from './auth-types.js';

/** The key that signs, and every public key that is published and believed. */
export class SigningKeys {
  readonly activeKid: string;
  readonly privateKey: KeyObject;
  private readonly publicKeys = new Map<string, KeyObject>();
  private readonly jwks: PublicJwk[] = [];

  /**
   * Each is PKCS#8 of an EC P-256 key; anything else throws. `others` sign nothing: the key that
   * will sign next, so that whoever keeps the set has it in time, and the one that signed before,
   * whose tokens live on.
   */
  constructor(pem: string, others: readonly string[] = []) {
    this.privateKey = createPrivateKey(pem);
    this.activeKid = this.publish(this.privateKey);
    for (const other of others) this.publish(createPrivateKey(other));
  }

  /** The public key of that id, if tokens of it are believed. */
  publicKey(kid: string): KeyObject | undefined {
    return this.publicKeys.get(kid);
  }

  /** What is published. */
  publicJwks(): readonly PublicJwk[] {
    return this.jwks;
  }

  private publish(privateKey: KeyObject): string {
    const publicKey = createPublicKey(privateKey);
    const jwk = toJwk(publicKey);
    if (!this.publicKeys.has(jwk.kid)) this.jwks.push(jwk);
    this.publicKeys.set(jwk.kid, publicKey);
    return jwk.kid;
  }
}

function toJwk(publicKey: KeyObject): PublicJwk {
  const { kty, crv, x, y } = publicKey.export({ format: 'jwk' });
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') {
    throw new Error('The signing key must be an EC key on the curve P-256.');
  }
  return { kty, crv, x, y, kid: thumbprint(x, y), alg: 'ES256', use: 'sig' };
}

/** RFC 7638: the members of an EC key in this very order, hashed. */
function thumbprint(x: string, y: string): string {
  const members = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
  return createHash('sha256').update(members).digest('base64url');
}
