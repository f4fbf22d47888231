import { LRUCache } from 'lru-cache';
import { bindList } from '../../database/bind-list.js';
import type { Bind, TenantDb } from '../../database/tenant-db.js';
import { currentOrganizationId } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import { NameIndex } from './vehicle-names.js';
import { searchTermsOf } from './vehicle-search-terms.js';
import type { SearchTerm } from './vehicle-search-terms.js';

/** What somebody typed, as SQL. */
export interface SearchSql {
  /** One condition a term. */
  readonly conditions: readonly string[];
  /** How well a vehicle fits: a whole number, the greater the better. */
  readonly score: string;
  readonly binds: Bind;
  /** Every hit fits as well as any other: all terms are names. */
  readonly allAlike: boolean;
  /** Every hit has one of a few ids. */
  readonly byIds: boolean;
}

interface Identified {
  readonly exact: readonly string[];
  readonly beginning: readonly string[];
  /** Too many to name them one by one. */
  readonly many: boolean;
}

interface VehicleSearchReadModelDeps {
  readonly tenantDb: Pick<TenantDb, 'select' | 'selectOne'>;
  readonly clock: Clock;
}

/** Names are read again after this, in case one was changed; at once when a vehicle was added. */
const MAX_AGE_MS = 1_000;
const MAX_ORGANIZATIONS = 500;
const MOST_IDS = 200;
/** Signs of a whole number, or of its beginning, that nobody means for a year or equipment. */
const SHORTEST_NUMBER = 5;
const LONG_BEGINNING = 8;
const VIN_PART = /^[A-HJ-NPR-Z0-9]{3,17}$/;

/** Weights of `relevance`, the best of a term counts; docs/inventory.md. */
const WEIGHTS = { exact: 16, beginning: 8, name: 6, trim: 4, near: 3, feature: 2 };

/** Turns what people type into conditions; nothing of it becomes part of a statement. */
export class VehicleSearchReadModel {
  private readonly remembered = new LRUCache<string, RememberedNames>({ max: MAX_ORGANIZATIONS });

  constructor(private readonly deps: VehicleSearchReadModelDeps) {}

  /** The SQL of a search; no conditions when there is nothing in it to search for. */
  async sqlOf(q: string): Promise<SearchSql> {
    const terms = searchTermsOf(q, await this.names());
    const parts: TermSql[] = [];
    for (const [index, term] of terms.entries()) {
      const identified = await this.identify(term);
      parts.push(new TermSql(term, identified, `q${index}`));
    }
    return {
      conditions: parts.map((part) => part.condition()),
      score: parts.map((part) => part.score()).join(' + '),
      binds: Object.assign({}, ...parts.map(({ binds }) => binds)) as Bind,
      allAlike: terms.every(({ isName }) => isName),
      byIds: parts.some(({ onlyIds }) => onlyIds),
    };
  }

  private async names(): Promise<NameIndex> {
    const now = this.deps.clock.now().getTime();
    const key = currentOrganizationId();
    const newest = await this.newest();
    const known = this.remembered.get(key);
    const age = Math.abs(now - (known?.loadedAt ?? 0));
    if (known !== undefined && known.newest === newest && age < MAX_AGE_MS) return known.names;
    const rows = await this.deps.tenantDb.select<NameRow>(
      `SELECT DISTINCT organization_id, make, model
       FROM vehicles FORCE INDEX (ix_vehicles_make_model_price)
       WHERE organization_id >= $organizationId AND organization_id <= $organizationId`,
    );
    const names = new NameIndex({
      makes: new Set(rows.map(({ make }) => make)),
      models: new Set(rows.map(({ model }) => model)),
    });
    this.remembered.set(key, { loadedAt: now, newest, names });
    return names;
  }

  /** Tells of vehicles that any instance has added, and costs one entry of an index. */
  private async newest(): Promise<string | undefined> {
    const row = await this.deps.tenantDb.selectOne<{ id: string }>(
      `SELECT id FROM vehicles FORCE INDEX (ix_vehicles_by_created_at)
       WHERE organization_id = $organizationId ORDER BY created_at DESC, id DESC LIMIT 1`,
    );
    return row?.id;
  }

  /** The vehicles whose stock number or VIN is this, or begins so. */
  private async identify({ text, isName }: SearchTerm): Promise<Identified> {
    if (isName || (text.length < 3 && !/\d/.test(text))) return NONE;
    const byStock = await this.beginning('stock_number', text);
    const vin = text.toUpperCase();
    const rows = VIN_PART.test(vin) ? [...byStock, ...(await this.beginning('vin', vin))] : byStock;
    const ids = rows.map(({ id }) => id);
    const exact = rows.filter(({ found }) => found.toUpperCase() === vin).map(({ id }) => id);
    const many = ids.length > MOST_IDS;
    return { exact, beginning: many ? [] : ids, many };
  }

  private async beginning(column: 'vin' | 'stock_number', text: string): Promise<IdRow[]> {
    return this.deps.tenantDb.select<IdRow>(
      `SELECT id, ${column} AS found FROM vehicles
       WHERE organization_id = $organizationId AND ${column} LIKE $beginning
       ORDER BY ${column} LIMIT ${MOST_IDS + 1}`,
      { beginning: `${escapeLike(text)}%` },
    );
  }
}

interface RememberedNames {
  readonly loadedAt: number;
  /** The newest vehicle before they were read. */
  readonly newest: string | undefined;
  readonly names: NameIndex;
}

interface NameRow {
  readonly make: string;
  readonly model: string;
}

interface IdRow {
  readonly id: string;
  readonly found: string;
}

const NONE: Identified = { exact: [], beginning: [], many: false };

/** One term as SQL; its parameters begin with a name of its own. */
class TermSql {
  readonly binds: Record<string, unknown> = {};
  /** What is a VIN or a stock number, or most of one, and begins no name, is that alone. */
  readonly onlyIds: boolean;

  constructor(
    private readonly term: SearchTerm,
    private readonly identified: Identified,
    private readonly prefix: string,
  ) {
    const { named, text } = term;
    const names = named.makes.length + named.models.length;
    const { exact, beginning } = identified;
    const enough = exact.length > 0 ? SHORTEST_NUMBER : LONG_BEGINNING;
    const isNumber = /\d/.test(text) && text.length >= enough;
    this.onlyIds = beginning.length > 0 && names === 0 && isNumber;
  }

  /** True of a vehicle in which the term is found. */
  condition(): string {
    const found = this.ways().map(({ sql }) => sql);
    return found.length === 0 ? 'FALSE' : `(${found.join(' OR ')})`;
  }

  /** The weight of the best way in which the term is found. */
  score(): string {
    const cases = this.ways().map(({ sql, weight }) => `WHEN ${sql} THEN ${weight}`);
    return cases.length === 0 ? '0' : `CASE ${cases.join(' ')} ELSE 0 END`;
  }

  private ways(): ReadonlyArray<{ readonly sql: string; readonly weight: number }> {
    const { exact, beginning, many } = this.identified;
    const ways: Array<{ sql: string; weight: number }> = [];
    const add = (weight: number, sql: string | undefined): void => {
      if (sql !== undefined) ways.push({ sql, weight });
    };
    add(WEIGHTS.exact, this.oneOf('id', exact, 'Exact'));
    add(WEIGHTS.beginning, this.oneOf('id', beginning, 'Ids'));
    if (this.onlyIds) return ways;
    this.addNames(add);
    if (this.term.isName) return ways;
    if (many) add(WEIGHTS.beginning, this.begins(['stock_number', 'vin']));
    this.binds[`${this.prefix}Word`] = wordPattern(this.term.text);
    add(WEIGHTS.trim, `trim RLIKE $${this.prefix}Word`);
    add(WEIGHTS.feature, `features RLIKE $${this.prefix}Word`);
    return ways;
  }

  private addNames(add: (weight: number, sql: string | undefined) => void): void {
    const { named, near, year, isName } = this.term;
    add(WEIGHTS.name, this.oneOf('make', named.makes, 'Make'));
    add(WEIGHTS.name, this.oneOf('model', named.models, 'Model'));
    if (year !== undefined) {
      this.binds[`${this.prefix}Year`] = year;
      add(WEIGHTS.name, `model_year = $${this.prefix}Year`);
    }
    if (isName) return;
    add(WEIGHTS.name, this.begins(['make', 'model']));
    add(WEIGHTS.near, this.oneOf('make', near.makes, 'NearMake'));
    add(WEIGHTS.near, this.oneOf('model', near.models, 'NearModel'));
  }

  private oneOf(column: string, values: readonly string[], name: string): string | undefined {
    if (values.length === 0) return undefined;
    const list = bindList(`${this.prefix}${name}`, values);
    Object.assign(this.binds, list.bind);
    return `${column} IN (${list.sql})`;
  }

  private begins(columns: readonly string[]): string {
    this.binds[`${this.prefix}Begins`] = `${escapeLike(this.term.text)}%`;
    const likes = columns.map((column) => `${column} LIKE $${this.prefix}Begins`);
    return `(${likes.join(' OR ')})`;
  }
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (sign) => `\\${sign}`);
}

/** Where a word begins like the term; signs inside of it do not matter. */
function wordPattern(text: string): string {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  return `(?i)(?<![\\p{L}\\p{N}])${words.join('[^\\p{L}\\p{N}]*')}`;
}
