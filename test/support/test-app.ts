import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { buildApp } from '../../src/app/build-app.js';
import type { App, AppOverrides } from '../../src/app/build-app.js';
import type { Config, ProcessRole } from '../../src/config/config.js';
import { apiPoolLimits, createDatabase } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { Argon2PasswordHasher } from '../../src/modules/auth/index.js';
import { createLogger } from '../../src/observability/logger.js';
import { ApiClient } from './api-client.js';
import { StatementWatch, readTenantTables } from './tenancy/statement-watch.js';
import { TestClock } from './test-clock.js';
import { requiredVariable, workerDatabaseUrl } from './worker-database.js';

/** A running product, and what a test needs beside it. */
export interface TestApp {
  readonly app: App;
  readonly url: string;
  readonly clock: TestClock;
  /** A pool of the test's own. */
  readonly database: Database;
  readonly redis: Redis;
  readonly config: Config;
  /** What the product has asked of the database. */
  readonly statements: StatementWatch;
  /** A client that checks every answer against the OpenAPI document. */
  request(token?: string): ApiClient;
  /** Throws when a statement of the product was not one tenant's only. */
  stop(): Promise<void>;
}

export interface TestAppOptions {
  readonly roles?: readonly ProcessRole[];
  readonly config?: Partial<Config>;
  readonly overrides?: AppOverrides;
  readonly clock?: TestClock;
}

/** The key of one test run; tokens of one test application fit the others of its worker. */
const signingKeyPem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();

/** Sealed with one test application, opened with the others of its worker. */
const dataEncryptionKey = randomBytes(32).toString('base64');

/** argon2id all the same, at costs that let hundreds of people be made. */
const passwordHasher = new Argon2PasswordHasher({ memoryCost: 64, timeCost: 1, parallelism: 1 });

const NOT_OF_ONE_TENANT =
  'Statements that are not of one tenant, nor listed in test/support/tenancy/crossings.ts:';

/** A key that was never used. */
export function freshKey(): string {
  return randomUUID();
}

/** The configuration of a test, on the schema of this worker. */
export function testConfig(options: TestAppOptions = {}): Config {
  return {
    production: false,
    http: {
      port: 0,
      host: '127.0.0.1',
      trustProxy: 0,
      allowedOrigins: [],
      rateLimitPerMinute: 1_000_000,
    },
    roles: new Set(options.roles ?? ['api', 'realtime', 'worker']),
    logLevel: process.env['TEST_LOG_LEVEL'] ?? 'silent',
    database: { url: workerDatabaseUrl(process.env['JEST_WORKER_ID'] ?? '1') },
    redisUrl: requiredVariable('REDIS_URL'),
    cache: { keeps: true, prefix: `test-${process.env['JEST_WORKER_ID'] ?? '1'}` },
    signingKeyPem,
    dataEncryptionKeys: [dataEncryptionKey],
    sms: { provider: 'log' },
    mail: { provider: 'log' },
    ...options.config,
  };
}

/** Starts the product on a free port, with all roles unless told otherwise. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const config = testConfig(options);
  const clock = options.clock ?? new TestClock();
  const logger = createLogger(config.logLevel);
  const statements = new StatementWatch();
  const app = statements.listenTo(() =>
    buildApp(config, { clock, logger, passwordHasher, ...options.overrides }),
  );
  const port = await app.start();
  const url = `http://127.0.0.1:${port}`;
  const database = createDatabase(config.database, apiPoolLimits);
  const redis = new Redis(requiredVariable('REDIS_URL'));
  return {
    app,
    url,
    clock,
    database,
    redis,
    config,
    statements,
    request: (token) => new ApiClient(url, token),
    stop: async () => {
      await app.stop();
      redis.disconnect();
      const offences = statements.offences(await readTenantTables(database));
      await database.close();
      if (offences.length > 0) throw new Error(`${NOT_OF_ONE_TENANT}\n${offences.join('\n')}`);
    },
  };
}
