import type { TenantDb } from '../../database/tenant-db.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import { CUSTOMER_COLUMNS, toCustomerRow } from './customer-row.js';
import type { RawCustomerRow } from './customer-row.js';
import type { CustomerFilters, CustomerListQuery, CustomerRow } from './customer-types.js';

/** Lists of customers, the newest first: their ids are in the order of time. */
export class CustomerReadModel {
  constructor(private readonly tenantDb: TenantDb) {}

  /** One page. */
  async list({ filters, limit, after }: CustomerListQuery): Promise<Page<CustomerRow>> {
    const older = after === undefined ? '' : 'AND c.id < $after';
    const rows = await this.tenantDb.select<RawCustomerRow>(
      `SELECT ${CUSTOMER_COLUMNS} FROM customers c WHERE ${conditionsOf(filters)} ${older}
       ORDER BY c.organization_id DESC, c.id DESC LIMIT ${limit + 1}`,
      { ...given(filters), ...(after === undefined ? {} : { after }) },
    );
    return toPage(rows.map(toCustomerRow), limit, (row) => [row.id]);
  }

  /** How many customers fit the filters. */
  async count(filters: CustomerFilters): Promise<number> {
    const row = await this.tenantDb.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM customers c WHERE ${conditionsOf(filters)}`,
      given(filters),
    );
    return row?.total ?? 0;
  }
}

/** A range, not `=`: with that, MariaDB reads deep pages from the start of the index. */
const OF_THIS_ORGANIZATION =
  'c.organization_id >= $organizationId AND c.organization_id <= $organizationId';

function conditionsOf({ email, phone }: CustomerFilters): string {
  const conditions = [OF_THIS_ORGANIZATION];
  if (email !== undefined) conditions.push(reachedBy('customer_emails', 'address = $email'));
  if (phone !== undefined) conditions.push(reachedBy('customer_phones', 'number = $phone'));
  return conditions.join(' AND ');
}

function reachedBy(table: string, condition: string): string {
  return `c.id IN (SELECT customer_id FROM ${table}
    WHERE organization_id = $organizationId AND ${condition})`;
}

function given({ email, phone }: CustomerFilters): Record<string, string> {
  return {
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
  };
}
