import { parsed } from '../../shared/json-column.js';
import type { Json } from '../../shared/json-column.js';
import type { CustomerEmail, CustomerPhone, CustomerRow } from './customer-types.js';

const instant = (column: string): string => `CONCAT(REPLACE(${column}, ' ', 'T'), 'Z')`;

const pointsOf = (table: string, column: string): string => `(SELECT JSON_ARRAYAGG(JSON_OBJECT(
    '${column}', p.${column}, 'type', p.type, 'verified', p.verified) ORDER BY p.position)
  FROM ${table} p WHERE p.organization_id = c.organization_id AND p.customer_id = c.id)`;

/** The columns of a customer, of the table under the name `c`, as `RawCustomerRow` has them. */
export const CUSTOMER_COLUMNS = `c.id, c.first_name AS firstName, c.last_name AS lastName,
  ${pointsOf('customer_emails', 'address')} AS emails,
  ${pointsOf('customer_phones', 'number')} AS phones,
  c.preferences, c.interests, c.channels, c.consents,
  ${instant('c.created_at')} AS createdAt, ${instant('c.updated_at')} AS updatedAt, c.version`;

/** Columns that hold JSON: text, or what the driver has read from it. */

type StoredPoint<Point extends CustomerEmail | CustomerPhone> = Omit<Point, 'type' | 'verified'> & {
  readonly type: NonNullable<Point['type']> | null;
  readonly verified: number;
};

/** What the driver gives for `CUSTOMER_COLUMNS`; nobody's list of contact points is null. */
export type RawCustomerRow = Pick<
  CustomerRow,
  'id' | 'firstName' | 'lastName' | 'createdAt' | 'updatedAt' | 'version'
> & {
  readonly emails: Json<ReadonlyArray<StoredPoint<CustomerEmail>>> | null;
  readonly phones: Json<ReadonlyArray<StoredPoint<CustomerPhone>>> | null;
  readonly preferences: Json<CustomerRow['preferences']>;
  readonly interests: Json<CustomerRow['interests']>;
  readonly channels: Json<CustomerRow['channels']>;
  readonly consents: Json<CustomerRow['consents']>;
};

/** The row in the types of the domain. */
export function toCustomerRow(row: RawCustomerRow): CustomerRow {
  return {
    ...row,
    emails: parsed(row.emails ?? []).map(({ address, ...point }) => ({ address, ...flags(point) })),
    phones: parsed(row.phones ?? []).map(({ number, ...point }) => ({ number, ...flags(point) })),
    preferences: parsed(row.preferences),
    interests: parsed(row.interests),
    channels: parsed(row.channels),
    consents: parsed(row.consents),
  };
}

function flags<Type extends string>(point: {
  readonly type: Type | null;
  readonly verified: number;
}): { readonly type?: Type; readonly verified: boolean } {
  const verified = point.verified !== 0;
  return point.type === null ? { verified } : { type: point.type, verified };
}
