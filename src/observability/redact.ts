import { serializeError } from './serialize-error.js';

const CENSOR = '[redacted]';

/** Deeper than anything that is logged on purpose. */
const DEEPEST = 8;

/** Keys whose values are secrets or personal data, wherever they stand. */
const REDACTED_KEYS: ReadonlySet<string> = new Set([
  'accessToken',
  'address',
  'addresses',
  'apiKey',
  'authToken',
  'authorization',
  'bind',
  'body',
  'clientSecret',
  'comments',
  'cookie',
  'customer',
  'customerName',
  'dataEncryptionKeys',
  'databaseUrl',
  'email',
  'emails',
  'firstName',
  'from',
  'lastName',
  'name',
  'newPassword',
  'note',
  'otpauthUrl',
  'parameters',
  'password',
  'passwordHash',
  'phone',
  'phones',
  'privateKey',
  'publishableKey',
  'recoveryCodes',
  'redisUrl',
  'refreshToken',
  'secret',
  'set-cookie',
  'signingKeyPem',
  'sql',
  'text',
  'ticket',
  'to',
  'token',
  'totp',
  'values',
]);

/** A copy of what is to be logged, without secrets and personal data at any depth. */
export function redact(fields: object): Record<string, unknown> {
  return redactObject(fields, 0);
}

function redactObject(value: object, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    copy[key] = REDACTED_KEYS.has(key) ? CENSOR : redactValue(inner, depth + 1);
  }
  return copy;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Error) return serializeError(value);
  if (value instanceof Date) return value;
  if (depth >= DEEPEST) return '[too deep]';
  if (Array.isArray(value)) return value.map((item: unknown) => redactValue(item, depth + 1));
  if (value instanceof Map) return redactObject(Object.fromEntries<unknown>(value), depth);
  if (value instanceof Set) return [...value].map((item) => redactValue(item, depth + 1));
  if (ArrayBuffer.isView(value)) return '[bytes]';
  return redactObject(value, depth);
}
