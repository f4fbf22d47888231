import { createHash, randomBytes } from 'node:crypto';
import type { ClientKind } from '../../shared/principal.js';

const SECRET_BYTES = 32;
const PUBLISHABLE_KEY = /^pk_[A-Za-z0-9_-]{43}$/;

/** A new secret of an integration, or the key of a page that anybody may read: 256 bits. */
export function newClientSecret(kind: ClientKind): string {
  const prefix = kind === 'integration' ? 'cs' : 'pk';
  return `${prefix}_${randomBytes(SECRET_BYTES).toString('base64url')}`;
}

/** True for a text that could be a publishable key. */
export function isPublishableKey(text: string): boolean {
  return PUBLISHABLE_KEY.test(text);
}

/**
 * By what a secret is kept and found. SHA-256 is enough: unlike a password it is random, and 256
 * bits cannot be guessed, however fast the hash.
 */
export function hashClientSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
