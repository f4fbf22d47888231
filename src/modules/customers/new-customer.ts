import { newId } from '../../shared/ids.js';
import { normalizeEmails, normalizePhones } from './contact-points.js';
import { NO_INTERESTS } from './customer-types.js';
import type { CustomerRow, NewCustomer } from './customer-types.js';
import type { ContactPoint } from './identity-repository.js';

/** A customer as first stored, contact points in their one form. Throws 422 `invalid_phone`. */
export function newCustomer(input: NewCustomer, now: Date): CustomerRow {
  return {
    id: newId(),
    firstName: input.firstName ?? null,
    lastName: input.lastName ?? null,
    emails: normalizeEmails(input.emails),
    phones: normalizePhones(input.phones),
    preferences: input.preferences ?? {},
    interests: { ...NO_INTERESTS, ...input.interests },
    channels: input.channel === undefined ? [] : [input.channel],
    consents: [],
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    version: 1,
  };
}

/** Everything by which this customer is known again. */
export function contactPointsOf(customer: CustomerRow): ContactPoint[] {
  return [
    ...customer.emails.map(({ address }) => ({ kind: 'email' as const, value: address })),
    ...customer.phones.map(({ number }) => ({ kind: 'phone' as const, value: number })),
  ];
}
