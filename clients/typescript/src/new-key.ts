/** A key that nobody has used before, for `Idempotency-Key`: 128 random bits in hexadecimal. */
export function newKey(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
