import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { decrypt, encrypt } from '../../shared/sealed-box.js';

const TOKEN_BYTES = 32;

/** A new refresh token: 256 random bits in base64url, which mean nothing in themselves. */
export function newRefreshToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** True for a text that could be a refresh token; anything else is not worth a look-up. */
export function isRefreshTokenShaped(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}

/** What is stored of a token. 256 random bits cannot be guessed: a plain SHA-256 is enough. */
export function hashRefreshToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/**
 * Encrypts the successor of a token so that nothing but that token opens it: AES-256-GCM under a
 * key derived from the token by HKDF (docs/adr/0007-sessions.md).
 */
export function sealSuccessor(token: string, successor: string): Buffer {
  return encrypt(sealingKey(token), successor);
}

/** The successor that was sealed under this token; throws when it was another, or tampered with. */
export function openSuccessor(token: string, sealed: Buffer): string {
  return decrypt(sealingKey(token), sealed);
}

/** Not the hash that is stored, nor to be had from it. */
function sealingKey(token: string): Buffer {
  return Buffer.from(hkdfSync('sha256', token, '', 'successor of a refresh token', 32));
}
