import type { TenantDb } from '../../database/tenant-db.js';
import type { Clock } from '../../shared/clock.js';
import { FIRST_ID } from '../../shared/ids.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import { columnOf, conditionsOf, namesOne, statusAt } from './vehicle-filter-read-model.js';
import type { Conditions, Moment } from './vehicle-filter-read-model.js';
import { countFacets } from './vehicle-facet-read-model.js';
import type { FacetCounts } from './vehicle-facet-read-model.js';
import type { VehicleFacet, VehicleFilters, VehicleListQuery } from './vehicle-list-query.js';
import {
  addKeyset,
  addPlace,
  addScore,
  compareIn,
  findsIdsFirst,
  indexOf,
  orderOf,
} from './vehicle-order.js';
import type { Order } from './vehicle-order.js';
import { VEHICLE_COLUMNS, toVehicleAt } from './vehicle-row.js';
import type { RawVehicleRow } from './vehicle-row.js';
import { VehicleSearchReadModel } from './vehicle-search-read-model.js';
import type { SearchSql } from './vehicle-search-read-model.js';
import type { VehicleRow } from './vehicle-types.js';

interface VehicleReadModelDeps {
  readonly tenantDb: Pick<TenantDb, 'select' | 'selectOne'>;
  readonly clock: Clock;
}

/** What one list asks for, as SQL. */
interface Criteria {
  readonly conditions: Conditions;
  readonly moment: Moment;
  readonly search?: SearchSql;
}

/** Lists of vehicles: lean SQL, keyset pages, one index range a sort. */
export class VehicleReadModel {
  private readonly search: VehicleSearchReadModel;

  constructor(private readonly deps: VehicleReadModelDeps) {
    this.search = new VehicleSearchReadModel(deps);
  }

  /** One page in the order asked for. */
  async list(query: VehicleListQuery): Promise<Page<VehicleRow>> {
    const byDistance = query.sort === 'distance';
    const criteria = await this.criteriaOf(query.filters, byDistance);
    if (byDistance) return this.byDistance(query, criteria);
    const { search } = criteria;
    if (query.sort !== 'relevance') return this.byColumn(query, criteria, orderOf(query.sort));
    if (search === undefined || search.allAlike) {
      return this.byColumn(query, criteria, orderOf('-createdAt'));
    }
    return this.byRelevance(query, criteria, search);
  }

  /** When the next hold ends by itself; undefined when there is none. */
  async nextHoldEnd(): Promise<Date | undefined> {
    const row = await this.deps.tenantDb.selectOne<{ until: Date }>(
      `SELECT held_until AS until FROM vehicles
       WHERE organization_id = $organizationId AND held_until > $now
       ORDER BY organization_id, held_until LIMIT 1`,
      { now: this.deps.clock.now() },
    );
    return row?.until;
  }

  /** How many vehicles fit the filters. */
  async count(filters: VehicleFilters): Promise<number> {
    const { conditions } = await this.criteriaOf(filters);
    const row = await this.deps.tenantDb.selectOne<{ total: number }>(
      `SELECT COUNT(*) AS total FROM vehicles WHERE ${conditions.sql.join(' AND ')}`,
      conditions.binds,
    );
    return row?.total ?? 0;
  }

  /** How many vehicles have each value of these fields, each under filters of its own. */
  async facets(asked: ReadonlyMap<VehicleFacet, VehicleFilters>): Promise<FacetCounts> {
    const facets = [];
    const binds: Record<string, unknown> = {};
    for (const [facet, filters] of asked) {
      const { conditions, moment } = await this.criteriaOf(filters);
      const column = facet === 'status' ? await this.statusNow(moment) : columnOf(facet);
      facets.push({ facet, column, where: conditions.sql.join(' AND ') });
      Object.assign(binds, conditions.binds, column.includes('$now') && { now: moment.now });
    }
    return countFacets(this.deps.tenantDb, facets, binds);
  }

  /** Where it is counted, overdue holds matter also to who does not filter by it. */
  private async statusNow({ now }: Moment): Promise<string> {
    return statusAt({ now, overdue: await this.hasOverdueHolds(now) });
  }

  private async byColumn(
    { filters, limit, after }: VehicleListQuery,
    { conditions, moment, search }: Criteria,
    order: Order,
  ): Promise<Page<VehicleRow>> {
    if (after !== undefined) addKeyset(conditions, order, after);
    const index = search?.byIds === true ? undefined : indexOf(filters, order);
    const by = ['organization_id', order.column, 'id'].map((name) => `${name} ${order.direction}`);
    const range = rangeOf(index, conditions, by, limit + 1);
    const idsFirst = findsIdsFirst(index, order, filters);
    const sql = idsFirst ? pageByIds(range) : `SELECT ${VEHICLE_COLUMNS} ${range}`;
    const vehicles = await this.rowsOf(sql, conditions, moment);
    if (idsFirst) vehicles.sort(compareIn(order));
    return toPage(vehicles, limit, (row) => [row[order.field] ?? '', row.id]);
  }

  private async byRelevance(
    { limit, after }: VehicleListQuery,
    { conditions, moment }: Criteria,
    { score, byIds }: SearchSql,
  ): Promise<Page<VehicleRow>> {
    if (after !== undefined) addScore(conditions, score, after);
    const index = byIds ? undefined : 'ix_vehicles_by_created_at';
    const range = rangeOf(index, conditions, ['score DESC', 'id DESC'], limit + 1);
    const sql = `SELECT ${VEHICLE_COLUMNS}, ${score} AS score ${range}`;
    const vehicles = await this.rowsOf<ScoredRow>(sql, conditions, moment);
    return toPage(vehicles, limit, (row) => [Number(row.score), row.id]);
  }

  /** Showroom by showroom, the nearest first: all of one are in the order of their ids. */
  private async byDistance(
    { limit, after, nearestFirst = [] }: VehicleListQuery,
    { conditions, moment, search }: Criteria,
  ): Promise<Page<VehicleRow>> {
    const place = addPlace(conditions, nearestFirst, after);
    const index = search?.byIds === true ? undefined : 'ix_vehicles_showroom';
    const vehicles: VehicleRow[] = [];
    for (const showroomId of nearestFirst.slice(place)) {
      const range = rangeOf(index, conditions, ['id'], limit + 1 - vehicles.length);
      conditions.binds['place'] = showroomId;
      const sql = `SELECT ${VEHICLE_COLUMNS} ${range}`;
      vehicles.push(...(await this.rowsOf(sql, conditions, moment)));
      if (vehicles.length > limit) break;
      conditions.binds['afterId'] = FIRST_ID;
    }
    return toPage(vehicles, limit, (row) => [row.showroomId, row.id]);
  }

  private async rowsOf<Row extends RawVehicleRow = RawVehicleRow>(
    sql: string,
    { binds }: Conditions,
    { now }: Moment,
  ) {
    const rows = await this.deps.tenantDb.select<Row>(sql, binds);
    return rows.map((row) => toVehicleAt(row, now));
  }

  /** `inOnePlace` when what is read is a showroom's: its index then gives the rows in order. */
  private async criteriaOf(filters: VehicleFilters, inOnePlace = false): Promise<Criteria> {
    const moment = await this.momentOf(filters);
    const search = filters.q === undefined ? undefined : await this.search.sqlOf(filters.q);
    const isFew = inOnePlace || (search?.byIds ?? namesOne(filters));
    const conditions = conditionsOf(filters, moment, isFew);
    if (search === undefined) return { conditions, moment };
    conditions.sql.push(...(search.conditions.length === 0 ? ['FALSE'] : search.conditions));
    Object.assign(conditions.binds, search.binds);
    return { conditions, moment, search };
  }

  /** Only while holds past their time wait for their end is the status not what is stored. */
  private async momentOf(filters: VehicleFilters): Promise<Moment> {
    const now = this.deps.clock.now();
    const byStatus = filters.status !== undefined || filters.statusIn !== undefined;
    return { now, overdue: byStatus && (await this.hasOverdueHolds(now)) };
  }

  private async hasOverdueHolds(now: Date): Promise<boolean> {
    const row = await this.deps.tenantDb.selectOne<{ found: number }>(
      `SELECT 1 AS found FROM vehicles
       WHERE organization_id = $organizationId AND held_until <= $now LIMIT 1`,
      { now },
    );
    return row !== undefined;
  }
}

type ScoredRow = RawVehicleRow & { readonly score: number | string };

function rangeOf(
  index: string | undefined,
  conditions: Conditions,
  order: readonly string[],
  limit: number,
): string {
  return `FROM vehicles ${index === undefined ? '' : `FORCE INDEX (${index})`}
    WHERE ${conditions.sql.join(' AND ')} ORDER BY ${order.join(', ')} LIMIT ${limit}`;
}

/** The rows of the page, in no order. */
function pageByIds(range: string): string {
  return `SELECT ${VEHICLE_COLUMNS} FROM (SELECT id AS page_id ${range}) AS page
    STRAIGHT_JOIN vehicles ON organization_id = $organizationId AND id = page_id`;
}
