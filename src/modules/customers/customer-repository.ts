import { bindList } from '../../database/bind-list.js';
import { parsed } from '../../shared/json-column.js';
import type { TenantDb } from '../../database/tenant-db.js';
import { currentOrganizationId } from '../../observability/request-context.js';
import type { CustomerModel } from './customer-model.js';
import { CUSTOMER_COLUMNS, toCustomerRow } from './customer-row.js';
import type { RawCustomerRow } from './customer-row.js';
import type { CustomerEmail, CustomerPhone, CustomerRow, Interests } from './customer-types.js';

interface CustomerRepositoryDeps {
  readonly model: CustomerModel;
  readonly tenantDb: TenantDb;
}

/** What frames show of a customer. */
export interface CustomerGlimpse extends Pick<CustomerRow, 'id' | 'firstName' | 'lastName'> {
  readonly interests: Interests;
}

/** Writes of customers, and reads by key. */
export class CustomerRepository {
  constructor(private readonly deps: CustomerRepositoryDeps) {}

  async find(customerId: string): Promise<CustomerRow | undefined> {
    return this.findBy(SELECT_BY_ID, customerId);
  }

  /** The customer, locked until the end of the run. */
  async lock(customerId: string): Promise<CustomerRow | undefined> {
    return this.findBy(`${SELECT_BY_ID} FOR UPDATE`, customerId);
  }

  /** Name and interests of those of the ids that exist, in no order. */
  async glimpses(customerIds: readonly string[]): Promise<CustomerGlimpse[]> {
    if (customerIds.length === 0) return [];
    const ids = bindList('id', customerIds);
    const rows = await this.deps.tenantDb.select<
      Omit<CustomerGlimpse, 'interests'> & { readonly interests: Interests | string }
    >(
      `SELECT id, first_name AS firstName, last_name AS lastName, interests FROM customers
       WHERE organization_id = $organizationId AND id IN (${ids.sql})`,
      ids.bind,
    );
    return rows.map((row) => ({ ...row, interests: parsed(row.interests) }));
  }

  /** Adds a customer with all contact points, before the next statement of the run. */
  async insert(row: CustomerRow): Promise<void> {
    const { preferences, interests, channels, consents } = row;
    await this.deps.tenantDb.executeLater(INSERT, {
      id: row.id,
      firstName: row.firstName,
      lastName: row.lastName,
      preferences: JSON.stringify(preferences),
      interests: JSON.stringify(interests),
      channels: JSON.stringify(channels),
      consents: JSON.stringify(consents),
      createdAt: new Date(row.createdAt),
      updatedAt: new Date(row.updatedAt),
      version: row.version,
    });
    await this.addEmails(row.id, row.emails, 0);
    await this.addPhones(row.id, row.phones, 0);
  }

  /** Stores the row, with the contact points that it has more than before. */
  async update(before: CustomerRow, after: CustomerRow): Promise<void> {
    const organizationId = currentOrganizationId();
    await this.deps.model.update(columnsOf(after), { where: { organizationId, id: before.id } });
    const { length: emails } = before.emails;
    const { length: phones } = before.phones;
    await this.addEmails(before.id, after.emails.slice(emails), emails);
    await this.addPhones(before.id, after.phones.slice(phones), phones);
  }

  private async addEmails(
    customerId: string,
    emails: readonly CustomerEmail[],
    position: number,
  ): Promise<void> {
    const points = emails.map(({ address, ...flags }) => ({ value: address, ...flags }));
    await this.addPoints('customer_emails', 'address', { customerId, points, position });
  }

  private async addPhones(
    customerId: string,
    phones: readonly CustomerPhone[],
    position: number,
  ): Promise<void> {
    const points = phones.map(({ number, ...flags }) => ({ value: number, ...flags }));
    await this.addPoints('customer_phones', 'number', { customerId, points, position });
  }

  private async addPoints(table: string, column: string, added: AddedPoints): Promise<void> {
    const { customerId, points, position } = added;
    if (points.length === 0) return;
    const binds: Record<string, unknown> = { customerId };
    const tuples = points.map(({ value, type, verified }, index) => {
      Object.assign(binds, {
        [`value${index}`]: value,
        [`type${index}`]: type ?? null,
        [`verified${index}`]: verified,
        [`position${index}`]: position + index,
      });
      const names = ['value', 'type', 'verified', 'position'].map((name) => `$${name}${index}`);
      return `($organizationId, $customerId, ${names.join(', ')})`;
    });
    await this.deps.tenantDb.executeLater(
      `INSERT INTO ${table} (organization_id, customer_id, ${column}, type, verified, position)
       VALUES ${tuples.join(', ')}`,
      binds,
    );
  }

  private async findBy(sql: string, customerId: string): Promise<CustomerRow | undefined> {
    const row = await this.deps.tenantDb.selectOne<RawCustomerRow>(sql, { customerId });
    return row === undefined ? undefined : toCustomerRow(row);
  }
}

interface AddedPoints {
  readonly customerId: string;
  readonly points: ReadonlyArray<{
    readonly value: string;
    readonly type?: string;
    readonly verified: boolean;
  }>;
  /** Place of the first of them among the customer's. */
  readonly position: number;
}

const INSERT = `INSERT INTO customers (id, organization_id, first_name, last_name, preferences,
    interests, channels, consents, created_at, updated_at, version)
  VALUES ($id, $organizationId, $firstName, $lastName, $preferences, $interests, $channels,
    $consents, $createdAt, $updatedAt, $version)`;

const SELECT_BY_ID = `SELECT ${CUSTOMER_COLUMNS} FROM customers c
  WHERE c.organization_id = $organizationId AND c.id = $customerId`;

function columnsOf(row: CustomerRow): Record<string, unknown> {
  return {
    firstName: row.firstName,
    lastName: row.lastName,
    preferences: row.preferences,
    interests: row.interests,
    channels: row.channels,
    consents: row.consents,
    updatedAt: new Date(row.updatedAt),
    version: row.version,
  };
}
