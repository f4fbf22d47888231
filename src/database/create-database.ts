import type { Options } from 'sequelize';
import { createDriver } from './driver.js';
import { GuardedSequelize } from './guarded-sequelize.js';
import { RawDb, TenantDb } from './tenant-db.js';
import { installTenantGuard } from './tenant-guard.js';
import { trustedTls } from './trusted-tls.js';
import { UnitOfWork } from './unit-of-work.js';

/** Times in milliseconds that bound what a caller of this pool may wait for. */
export interface PoolLimits {
  readonly connections: number;
  readonly acquireMs: number;
  readonly lockWaitSeconds: number;
  /** For the server, in milliseconds; 0: without limit. */
  readonly statementMs: number;
  /** For the answer to a statement, when even the server does not end it; 0: without limit. */
  readonly silenceMs: number;
  /** For a whole run of the unit of work with its retries; absent: without limit. */
  readonly runMs?: number;
}

/**
 * Somebody waits for the answer: fail early. Waiting for a connection and then for a silent
 * database is over before 3 s are (docs/adr/0002-ambient-transactions.md).
 */
export const apiPoolLimits: PoolLimits = {
  connections: 12,
  acquireMs: 1_000,
  lockWaitSeconds: 1,
  statementMs: 1_500,
  silenceMs: 1_800,
  runMs: 2_800,
};

/** Background work and command lines: patience is better than another try. */
export const workerPoolLimits: PoolLimits = {
  connections: 6,
  acquireMs: 10_000,
  lockWaitSeconds: 5,
  statementMs: 25_000,
  silenceMs: 30_000,
};

/** Migrations: a table may take long to change. */
export const migrationPoolLimits: PoolLimits = {
  connections: 2,
  acquireMs: 10_000,
  lockWaitSeconds: 50,
  statementMs: 0,
  silenceMs: 0,
};

/** Of one connection. The server has 16,382 of them in all by default, for every instance. */
const PREPARED_STATEMENTS = 128;

/** Where the database is, and how to trust it. */
export interface DatabaseConfig {
  readonly url: string;
  /** PEM file of the authority that signed the server's certificate. */
  readonly sslCaFile?: string;
}

/** One pool with its unit of work and its guarded ways to read and write. */
export interface Database {
  readonly sequelize: GuardedSequelize;
  readonly unitOfWork: UnitOfWork;
  readonly tenantDb: TenantDb;
  /** For plumbing only; modules use `tenantDb`. */
  readonly rawDb: RawDb;
  close(): Promise<void>;
}

/**
 * Opens a pool; connections are made when first needed. `reportError` is told of what fails after
 * a COMMIT; by default it becomes a warning of the process.
 */
export function createDatabase(
  config: DatabaseConfig,
  limits: PoolLimits,
  reportError: (error: unknown) => void = warn,
): Database {
  const driver = createDriver({
    silenceMs: limits.silenceMs,
    answerBy: () => sequelize.runs.getStore()?.answerBy,
  });
  const sequelize: GuardedSequelize = new GuardedSequelize({
    ...sequelizeOptions(config, limits),
    dialectModule: driver,
  });
  installTenantGuard(sequelize);
  const rawDb = new RawDb(sequelize);
  return {
    sequelize,
    rawDb,
    tenantDb: new TenantDb(rawDb),
    unitOfWork: new UnitOfWork(sequelize, {
      reportError,
      ...(limits.runMs === undefined ? {} : { runMs: limits.runMs }),
    }),
    close: () => sequelize.close(),
  };
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

/** Sequelize does not declare the last of these. */
type FullOptions = Options & { readonly keepDefaultTimezone: boolean };

function sequelizeOptions(config: DatabaseConfig, limits: PoolLimits): FullOptions {
  const url = new URL(config.url);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    dialect: 'mariadb',
    host,
    port: Number(url.port || 3306),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    timezone: '+00:00',
    // Else Sequelize adds another SET time_zone to `initSql` with every connection it makes.
    keepDefaultTimezone: true,
    retry: { max: 1 },
    logging: false,
    define: { timestamps: false, underscored: true },
    pool: { max: limits.connections, min: 0, acquire: limits.acquireMs, idle: 60_000 },
    dialectOptions: dialectOptions(config, host, limits),
  };
}

function dialectOptions(config: DatabaseConfig, host: string, limits: PoolLimits): object {
  return {
    ...(config.sslCaFile === undefined ? {} : { ssl: trustedTls(config.sslCaFile, host) }),
    // Another server could name a third one, whom nobody has chosen to trust.
    permitRedirect: false,
    charset: 'utf8mb4',
    connectTimeout: 1_000,
    logParam: false,
    supportBigNumbers: undefined,
    bigNumberStrings: undefined,
    bigIntAsNumber: true,
    insertIdAsNumber: true,
    decimalAsNumber: false,
    checkNumberRange: true,
    prepareCacheLength: PREPARED_STATEMENTS,
    initSql: sessionSettings(limits),
  };
}

function sessionSettings(limits: PoolLimits): string[] {
  return [
    [
      'SET SESSION innodb_snapshot_isolation=ON',
      "time_zone='+00:00'",
      `innodb_lock_wait_timeout=${limits.lockWaitSeconds}`,
      `max_statement_time=${limits.statementMs / 1_000}`,
      "sql_mode='STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE," +
        "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
    ].join(', '),
  ];
}
