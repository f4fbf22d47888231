import { QueryTypes } from 'sequelize';
import { currentContext, currentOrganizationId } from '../observability/request-context.js';
import type { GuardedSequelize } from './guarded-sequelize.js';

/** Values of `$name` parameters of a statement; `undefined` is stored as NULL. */
export type Bind = Readonly<Record<string, unknown>>;

/** A statement that could touch another tenant's rows. A programming error, never an answer. */
export class TenantGuardError extends Error {
  override readonly name = 'TenantGuardError';
}

/** Raw parameterized SQL, without any guard: for plumbing, and behind `TenantDb`. */
export class RawDb {
  constructor(private readonly sequelize: GuardedSequelize) {}

  /** Rows of a SELECT; parameters are written `$name`. */
  async select<Row extends object>(sql: string, bind: Bind = {}): Promise<Row[]> {
    return this.sequelize.query<Row>(sql, { type: QueryTypes.SELECT, ...bound(bind) });
  }

  /** First row of a SELECT, if any. */
  async selectOne<Row extends object>(sql: string, bind: Bind = {}): Promise<Row | undefined> {
    const rows = await this.select<Row>(sql, bind);
    return rows[0];
  }

  /** Runs an INSERT, UPDATE or DELETE; answers the number of rows changed. */
  async execute(sql: string, bind: Bind = {}): Promise<number> {
    const [result, count]: unknown[] = await this.sequelize.query(sql, {
      type: QueryTypes.RAW,
      ...bound(bind),
    });
    // Of an INSERT, Sequelize answers the last id and the count.
    return typeof count === 'number' ? count : affectedRows(result);
  }
}

/** What is absent is NULL in the database. */
function bound(bind: Bind): { bind?: Record<string, unknown> } {
  const names = Object.keys(bind);
  if (names.length === 0) return {};
  const values: Record<string, unknown> = {};
  for (const name of names) values[name] = bind[name] ?? null;
  return { bind: values };
}

function affectedRows(result: unknown): number {
  if (typeof result !== 'object' || result === null || !('affectedRows' in result)) return 0;
  return Number(result.affectedRows);
}

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
}

function tenantBind(sql: string, bind: Bind): Bind {
  if (currentContext()?.systemReason !== undefined) return bind;
  if (!sql.includes('$organizationId')) {
    throw new TenantGuardError(`A statement without $organizationId: ${sql.slice(0, 80)}`);
  }
  return { ...bind, organizationId: currentOrganizationId() };
}
