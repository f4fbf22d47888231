import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import type { PublicJwk } from './auth-types.js';

/** The key that signs, and every public key that is still believed. */
export class SigningKeys {
  readonly activeKid: string;
  readonly privateKey: KeyObject;
  private readonly publicKeys = new Map<string, KeyObject>();
  private readonly jwks: PublicJwk[] = [];

  /** `pem` is PKCS#8 of an EC P-256 key; anything else throws. */
  constructor(pem: string) {
    this.privateKey = createPrivateKey(pem);
    const publicKey = createPublicKey(this.privateKey);
    const jwk = toJwk(publicKey);
    this.activeKid = jwk.kid;
    this.publicKeys.set(jwk.kid, publicKey);
    this.jwks.push(jwk);
  }

  /** The public key of that id, if tokens of it are believed. */
  publicKey(kid: string): KeyObject | undefined {
    return this.publicKeys.get(kid);
  }

  /** What is published. */
  publicJwks(): readonly PublicJwk[] {
    return this.jwks;
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
