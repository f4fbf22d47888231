import type { TenantDb } from '../../database/tenant-db.js';
import type { VehicleFacet, VehicleFilters } from './vehicle-list-query.js';

/** How many vehicles have a value; the value is written as its filter takes it. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

export type FacetCounts = Readonly<Partial<Record<VehicleFacet, readonly FacetCount[]>>>;

/** One facet, and the conditions on what it counts. */
export interface FacetSql {
  readonly facet: VehicleFacet;
  readonly column: string;
  readonly where: string;
}

const MOST_VALUES = 100;

/** The filters without those on the facet's own field: it shows what else there is to choose. */
export function filtersBeside(facet: VehicleFacet, filters: VehicleFilters): VehicleFilters {
  const own = ['', 'In', 'From', 'To'].map((end) => `${facet}${end}`);
  return Object.fromEntries(Object.entries(filters).filter(([name]) => !own.includes(name)));
}

/** Counts all facets with one statement; the most frequent hundred values of each. */
export async function countFacets(
  db: Pick<TenantDb, 'select'>,
  facets: readonly FacetSql[],
  binds: Readonly<Record<string, unknown>>,
): Promise<FacetCounts> {
  const parts = facets.map(
    ({ facet, column, where }) =>
      `SELECT '${facet}' AS facet, CAST(${column} AS CHAR) AS value, COUNT(*) AS total
       FROM vehicles WHERE ${where} AND ${column} IS NOT NULL GROUP BY ${groupOf(column)}`,
  );
  const rows = await db.select<CountRow>(parts.join(' UNION ALL '), binds);
  return Object.fromEntries(facets.map(({ facet }) => [facet, mostFrequent(facet, rows)]));
}

/** Two parameters are never the same to MariaDB: with one in it, the expression is named. */
function groupOf(column: string): string {
  return column.includes('$') ? 'value' : column;
}

interface CountRow {
  readonly facet: string;
  readonly value: string;
  readonly total: number;
}

function mostFrequent(facet: string, rows: readonly CountRow[]): readonly FacetCount[] {
  return rows
    .filter((row) => row.facet === facet)
    .map(({ value, total }) => ({ value, count: total }))
    .sort((left, right) => right.count - left.count || left.value.localeCompare(right.value, 'en'))
    .slice(0, MOST_VALUES);
}
