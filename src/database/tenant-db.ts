import { currentContext, currentOrganizationId } from '../observability/request-context.js';
import type { GuardedSequelize } from './guarded-sequelize.js';
import { affectedRows } from './raw-statement.js';
import type { Bind } from './raw-statement.js';

export type { Bind } from './raw-statement.js';

/** A statement that could touch another tenant's rows. A programming error, never an answer. */
export class TenantGuardError extends Error {
  override readonly name = 'TenantGuardError';
}

/** Raw parameterized SQL, without any guard: for plumbing, and behind `TenantDb`. */
export class RawDb {
  constructor(private readonly sequelize: GuardedSequelize) {}

  /** Rows of a SELECT; parameters are written `$name`. */
  async select<Row extends object>(sql: string, bind: Bind = {}): Promise<Row[]> {
    // The type of a row is what its statement selects.
    return (await this.sequelize.sendRaw(sql, bind)) as Row[];
  }

  /** First row of a SELECT, if any. */
  async selectOne<Row extends object>(sql: string, bind: Bind = {}): Promise<Row | undefined> {
    const rows = await this.select<Row>(sql, bind);
    return rows[0];
  }

  /** Runs an INSERT, UPDATE or DELETE; answers the number of rows changed. */
  async execute(sql: string, bind: Bind = {}): Promise<number> {
    return affectedRows(await this.sequelize.sendRaw(sql, bind));
  }

  /**
   * Runs one INSERT, UPDATE or DELETE for each of many rows of values, sent together; answers the
   * number of rows changed. Values that all have in common stand in `common`. For hundreds of rows:
   * far cheaper than a statement each.
   */
  async executeMany(sql: string, rows: Iterable<Bind>, common: Bind = {}): Promise<number> {
    return this.sequelize.sendMany(sql, rows, common);
  }

  /**
   * Puts an INSERT, UPDATE or DELETE off until the next statement of the run or its COMMIT: it costs
   * no round trip of its own. For writes that are done whatever comes of them; when one fails, the
   * run does.
   */
  async executeLater(sql: string, bind: Bind = {}): Promise<void> {
    await this.sequelize.putOff(sql, bind);
  }

  /**
   * Runs one INSERT, also outside of the unit of work, where it commits by itself: for what is only
   * ever added, and must cost no more than one statement (docs/adr/0008-audit-chain.md). In a run it
   * is put off, as by `executeLater`.
   */
  async append(sql: string, bind: Bind = {}): Promise<void> {
    if (!INSERT.test(sql)) throw new Error('Only an INSERT can stand by itself.');
    if (this.sequelize.runs.getStore() === undefined) {
      await this.sequelize.sendRaw(sql, bind, { standsAlone: true });
    } else {
      await this.sequelize.putOff(sql, bind);
    }
  }
}

const INSERT = /^\s*insert\b/i;

/**
 * Raw SQL of one tenant: `$organizationId` is bound from the context, and a statement that does
 * not name it is refused. Work across tenants needs `asSystem(reason)`.
 */
export class TenantDb {
  constructor(private readonly raw: RawDb) {}

  /** Rows of a SELECT of this tenant. */
  async select<Row extends object>(sql: string, bind: Bind = {}): Promise<Row[]> {
    return this.raw.select<Row>(sql, tenantBind(sql, bind));
  }

  /** First row of a SELECT of this tenant, if any. */
  async selectOne<Row extends object>(sql: string, bind: Bind = {}): Promise<Row | undefined> {
    return this.raw.selectOne<Row>(sql, tenantBind(sql, bind));
  }

  /** Runs a write of this tenant; answers the number of rows changed. */
  async execute(sql: string, bind: Bind = {}): Promise<number> {
    return this.raw.execute(sql, tenantBind(sql, bind));
  }

  /** Puts a write of this tenant off until the next statement of the run or its COMMIT. */
  async executeLater(sql: string, bind: Bind = {}): Promise<void> {
    return this.raw.executeLater(sql, tenantBind(sql, bind));
  }

  /** Runs one INSERT of this tenant, in the run under way or, without one, by itself. */
  async append(sql: string, bind: Bind = {}): Promise<void> {
    return this.raw.append(sql, tenantBind(sql, bind));
  }

  /** Runs one write of this tenant for each of many rows of values, sent together. */
  async executeMany(sql: string, rows: Iterable<Bind>, common: Bind = {}): Promise<number> {
    return this.raw.executeMany(sql, rows, tenantBind(sql, common));
  }
}

function tenantBind(sql: string, bind: Bind): Bind {
  if (currentContext()?.systemReason !== undefined) return bind;
  if (!sql.includes('$organizationId')) {
    throw new TenantGuardError(`A statement without $organizationId: ${sql.slice(0, 80)}`);
  }
  return { ...bind, organizationId: currentOrganizationId() };
}
