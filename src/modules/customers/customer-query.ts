import type { z } from 'zod';
import { invalidRequest } from '../../shared/errors.js';
import { decodeCursor } from '../../shared/pagination.js';
import { toE164 } from '../../shared/phone.js';
import { normalizeEmail } from './contact-points.js';
import type { customerListQuerySchema } from './customer-schema.js';
import type { CustomerFilters } from './customer-types.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type Query = z.output<typeof customerListQuerySchema>;

/** The filters, contact points in their one form. Throws 400 for a number that is none. */
export function readFilters({ email, phone }: Query): CustomerFilters {
  return {
    email: email === undefined ? undefined : normalizeEmail(email),
    phone: phone === undefined ? undefined : readPhone(phone),
  };
}

/** Where a cursor stands. Throws 400 for one of another list. */
export function readPosition(
  cursor: string | undefined,
  filters: CustomerFilters,
): { readonly after?: string } {
  if (cursor === undefined) return {};
  const [after] = decodeCursor(cursor, filters);
  if (typeof after === 'string' && UUID.test(after)) return { after };
  throw refused('cursor', 'invalid_cursor', 'The cursor is not one of this list.');
}

function readPhone(phone: string): string {
  const number = toE164(phone);
  if (number !== undefined) return number;
  throw refused('phone', 'invalid_phone', 'This is not a phone number.');
}

function refused(parameter: string, code: string, detail: string): Error {
  return invalidRequest([{ pointer: `/${parameter}`, parameter, code, detail }]);
}
