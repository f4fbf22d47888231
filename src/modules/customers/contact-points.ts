import { unprocessable } from '../../shared/errors.js';
import { toE164 } from '../../shared/phone.js';
import type { CustomerEmail, CustomerPhone, GivenEmail, GivenPhone } from './customer-types.js';

/** The one form of an e-mail address: trimmed and lower-cased (docs/domain.md, identifiers). */
export function normalizeEmail(address: string): string {
  return address.trim().toLowerCase();
}

/** The one form of a phone number, E.164. Throws 422 `invalid_phone` pointing at `pointer`. */
export function normalizePhone(number: string, pointer: string): string {
  const e164 = toE164(number);
  if (e164 !== undefined) return e164;
  throw unprocessable('invalid_phone', 'This is not a phone number.', pointer);
}

/** Addresses in their one form, each of them once. */
export function normalizeEmails(emails: readonly GivenEmail[] = []): CustomerEmail[] {
  const points = emails.map(({ address, type, verified = false }) => ({
    address: normalizeEmail(address),
    ...(type === undefined ? {} : { type }),
    verified,
  }));
  return firstOfEach(points, ({ address }) => address);
}

/** Numbers in their one form, each of them once. Throws 422 at the first that is none. */
export function normalizePhones(phones: readonly GivenPhone[] = []): CustomerPhone[] {
  const points = phones.map(({ number, type, verified = false }, index) => ({
    number: normalizePhone(number, `/phones/${index}/number`),
    ...(type === undefined ? {} : { type }),
    verified,
  }));
  return firstOfEach(points, ({ number }) => number);
}

function firstOfEach<T>(points: readonly T[], valueOf: (point: T) => string): T[] {
  const seen = new Set<string>();
  return points.filter((point) => {
    const value = valueOf(point);
    if (seen.has(value)) return false;
    seen.add(value);
    return true;
  });
}
