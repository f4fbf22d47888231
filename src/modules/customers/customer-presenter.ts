import type { CustomerRow } from './customer-types.js';

/** The one form of a customer for all who may see it; what is not known is absent. */
export function presentCustomer(row: CustomerRow): Readonly<Record<string, unknown>> {
  return {
    id: row.id,
    firstName: row.firstName ?? undefined,
    lastName: row.lastName ?? undefined,
    emails: row.emails,
    phones: row.phones,
    preferences: row.preferences,
    interests: row.interests,
    channels: row.channels,
    consents: row.consents,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    version: row.version,
    _links: { self: { href: hrefOf(row.id) } },
  };
}

/** Where a customer is found. */
export function hrefOf(customerId: string): string {
  return `/api/v1/customers/${customerId}`;
}
