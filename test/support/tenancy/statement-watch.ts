import { Sequelize } from 'sequelize';
import type { Database } from '../../../src/database/create-database.js';
import { GuardedSequelize } from '../../../src/database/guarded-sequelize.js';
import { asSystem, currentContext } from '../../../src/observability/request-context.js';
import { CROSSINGS, PLUMBING } from './crossings.js';
import { tenantFaults, tenantTablesOf } from './tenant-statements.js';

const HOOK = 'statement-watch';

/** A statement as it was sent, and why it may cross tenants, if somebody said so. */
interface SeenStatement {
  readonly sql: string;
  readonly reason: string | undefined;
  readonly times: number;
}

/** Records every statement of the pools that are made while it looks. */
export class StatementWatch {
  private readonly seen = new Map<string, SeenStatement>();

  /** Runs `build` at once, and listens to every pool that it makes, for as long as they live. */
  listenTo<T>(build: () => T): T {
    const pools: Sequelize[] = [];
    Sequelize.addHook('afterInit', HOOK, (sequelize) => {
      pools.push(sequelize);
    });
    try {
      return build();
    } finally {
      Sequelize.removeHook('afterInit', HOOK);
      for (const pool of pools) this.listen(pool);
    }
  }

  /** Every different statement on a tenant's table that is neither of one tenant nor listed. */
  offences(tenantTables: ReadonlySet<string>): readonly string[] {
    return [...this.seen.values()].flatMap((statement) => {
      const fault = offenceOf(statement, tenantTables);
      return fault === undefined ? [] : [fault];
    });
  }

  /** Whether a statement like this was sent. */
  saw(pattern: RegExp): boolean {
    return [...this.seen.values()].some(({ sql }) => pattern.test(sql));
  }

  /** How often statements like this were sent. */
  count(pattern: RegExp): number {
    const alike = [...this.seen.values()].filter(({ sql }) => pattern.test(sql));
    return alike.reduce((sum, { times }) => sum + times, 0);
  }

  /** The tenants' tables that were touched. */
  tablesSeen(tenantTables: ReadonlySet<string>): ReadonlySet<string> {
    const all = [...this.seen.values()].flatMap(({ sql }) => tenantTablesOf(sql, tenantTables));
    return new Set(all);
  }

  private listen(pool: Sequelize): void {
    if (!(pool instanceof GuardedSequelize)) throw new Error('A pool that cannot be observed.');
    pool.observe((text) => {
      const sql = text.replace(/\s+/g, ' ').trim();
      const reason = currentContext()?.systemReason;
      const key = `${reason ?? ''}: ${sql}`;
      const times = (this.seen.get(key)?.times ?? 0) + 1;
      this.seen.set(key, { sql, reason, times });
    });
  }
}

/** The tables that have an organization, as the schema says. */
export async function readTenantTables(database: Database): Promise<ReadonlySet<string>> {
  const rows = await asSystem('the schema is nobody’s', () =>
    database.rawDb.select<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns
        WHERE table_schema = DATABASE() AND column_name = 'organization_id'`,
    ),
  );
  return new Set(rows.map(({ name }) => name));
}

function offenceOf(
  { sql, reason }: SeenStatement,
  tenantTables: ReadonlySet<string>,
): string | undefined {
  const faults = tenantFaults(sql, tenantTables);
  if (faults.length === 0) return undefined;
  const tables = tenantTablesOf(sql, tenantTables);
  const isListed = tables.every((table) => mayCross(table, { sql, reason }));
  if (isListed) return undefined;
  return `${faults.join(', ')}${reason === undefined ? '' : ` (“${reason}”)`}: ${sql}`;
}

function mayCross(table: string, { sql, reason }: Omit<SeenStatement, 'times'>): boolean {
  if (reason !== undefined && CROSSINGS[reason]?.includes(table) === true) return true;
  return PLUMBING.some((known) => known.table === table && known.pattern.test(sql));
}
