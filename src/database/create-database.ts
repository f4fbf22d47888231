import { readFileSync } from 'node:fs';
import type { Options } from 'sequelize';
import { driverForSequelize } from './driver.js';
import { GuardedSequelize } from './guarded-sequelize.js';
import { RawDb, TenantDb } from './tenant-db.js';
import { installTenantGuard } from './tenant-guard.js';
import { UnitOfWork } from './unit-of-work.js';

/** Times in milliseconds that bound what a caller of this pool may wait for. */
export interface PoolLimits {
  readonly connections: number;
  readonly acquireMs: number;
  readonly lockWaitSeconds: number;
  readonly statementMs: number;
  readonly silenceMs: number;
}

/** Somebody waits for the answer: fail early (architecture, Transactions). */
export const apiPoolLimits: PoolLimits = {
  connections: 12,
  acquireMs: 1_000,
  lockWaitSeconds: 1,
  statementMs: 1_800,
  silenceMs: 2_000,
};

/** Background work, migrations, command lines: patience is better than another try. */
export const workerPoolLimits: PoolLimits = {
  connections: 6,
  acquireMs: 10_000,
  lockWaitSeconds: 5,
  statementMs: 25_000,
  silenceMs: 30_000,
};

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

/** Opens a pool; connections are made when first needed. */
export function createDatabase(config: DatabaseConfig, limits: PoolLimits): Database {
  const sequelize = new GuardedSequelize(sequelizeOptions(config, limits));
  installTenantGuard(sequelize);
  const rawDb = new RawDb(sequelize);
  return {
    sequelize,
    rawDb,
    tenantDb: new TenantDb(rawDb),
    unitOfWork: new UnitOfWork(sequelize),
    close: () => sequelize.close(),
  };
}

function sequelizeOptions(config: DatabaseConfig, limits: PoolLimits): Options {
  const url = new URL(config.url);
  return {
    dialect: 'mariadb',
    dialectModule: driverForSequelize,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || 3306),
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(url.pathname.slice(1)),
    timezone: '+00:00',
    logging: false,
    define: { timestamps: false, underscored: true },
    pool: { max: limits.connections, min: 0, acquire: limits.acquireMs, idle: 60_000 },
    dialectOptions: dialectOptions(config, limits),
  };
}

function dialectOptions(config: DatabaseConfig, limits: PoolLimits): object {
  const ssl =
    config.sslCaFile === undefined
      ? {}
      : { ssl: { ca: readFileSync(config.sslCaFile, 'utf8'), rejectUnauthorized: true } };
  return {
    ...ssl,
    charset: 'utf8mb4',
    connectTimeout: 1_000,
    socketTimeout: limits.silenceMs,
    supportBigNumbers: undefined,
    bigNumberStrings: undefined,
    bigIntAsNumber: true,
    insertIdAsNumber: true,
    decimalAsNumber: false,
    checkNumberRange: true,
    initSql: sessionSettings(limits),
  };
}

function sessionSettings(limits: PoolLimits): string[] {
  return [
    [
      'SET SESSION innodb_snapshot_isolation=ON',
      `innodb_lock_wait_timeout=${limits.lockWaitSeconds}`,
      `max_statement_time=${limits.statementMs / 1_000}`,
      "sql_mode='STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE," +
        "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
    ].join(', '),
  ];
}
