import type { Pool } from 'mariadb';
import type { BareAnswer } from './main.js';
import { COLUMNS, fieldsOf } from './vehicle.js';
import type { BareVehicleRow } from './vehicle.js';

const LIMIT = 20;
const PAGE = `SELECT ${COLUMNS} FROM vehicles WHERE organization_id = ? AND make = ?`;
const CHEAPEST_FIRST = `${PAGE} ORDER BY price, id LIMIT ${LIMIT + 1}`;
const DEAREST_FIRST = `${PAGE} ORDER BY price DESC, id DESC LIMIT ${LIMIT + 1}`;

/** The first page of one make by price, with the links of the product's list. */
export async function readPage(pool: Pool, url: URL): Promise<BareAnswer> {
  const query = url.searchParams;
  const sql = query.get('sort') === '-price' ? DEAREST_FIRST : CHEAPEST_FIRST;
  const organizationId = process.env['BENCH_ORGANIZATION_ID'];
  const rows = await pool.execute<BareVehicleRow[]>(sql, [organizationId, query.get('make')]);
  const data = rows
    .slice(0, LIMIT)
    .map((row) => fieldsOf(row, { self: { href: `/api/v1/vehicles/${row.id}` } }));
  const last = rows[LIMIT - 1];
  const href = `${url.pathname}${url.search}`;
  if (rows.length <= LIMIT || last === undefined) return { status: 200, body: pageOf(data, href) };
  const cursor = Buffer.from(JSON.stringify([last.price, last.id])).toString('base64url');
  return { status: 200, body: pageOf(data, href, cursor) };
}

function pageOf(data: readonly object[], href: string, nextCursor?: string): object {
  const next = nextCursor === undefined ? {} : { next: { href: `${href}&cursor=${nextCursor}` } };
  return {
    data,
    page: { limit: LIMIT, hasMore: nextCursor !== undefined, nextCursor },
    _links: { self: { href }, first: { href }, ...next },
  };
}
