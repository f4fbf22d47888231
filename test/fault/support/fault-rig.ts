import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { startMariaDb, startRedis } from '../../../scripts/lib/services.mjs';
import type { PrivateServer } from '../../../scripts/lib/services.mjs';
import { buildApp } from '../../../src/app/build-app.js';
import type { Config } from '../../../src/config/config.js';
import { Argon2PasswordHasher } from '../../../src/modules/auth/index.js';
import { createLogger } from '../../../src/observability/logger.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, DealerGroupOptions } from '../../support/dealer-group.js';
import { TestClock } from '../../support/test-clock.js';
import { requiredVariable } from '../../support/worker-database.js';
import type { Subscription } from '../checkers/check-deliveries.js';
import { LeadClients } from './lead-clients.js';
import type { LeadClientsOptions } from './lead-clients.js';
import { ProductProcess } from './product-process.js';
import { TableReader } from './table-reader.js';

const RUN = promisify(execFile);
const MIGRATED_WITHIN_MS = 60_000;

/** What a test may hurt: its own MariaDB and Redis, and processes of the product on them. */
export class FaultRig {
  private readonly directory = requiredVariable('FAULT_SUITE_DIRECTORY');
  private readonly mainFile = path.join(this.directory, 'build', 'src', 'main.js');
  private readonly instances: ProductProcess[] = [];
  private readonly clients: LeadClients[] = [];
  private readonly dataEncryptionKey = randomBytes(32).toString('base64');
  private readonly signingKeyPem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  private servers: { mariaDb?: PrivateServer; redis?: PrivateServer } = {};
  private seeded: { group: DealerGroup; subscriptions: readonly Subscription[] } | undefined;

  /** `name` is that of a database of the test's own; `people` are those of its dealer group. */
  constructor(
    private readonly name: string,
    private readonly people: DealerGroupOptions = {},
  ) {}

  /** Starts the servers, migrates, and makes a dealer group with five reps at work. */
  async start(): Promise<void> {
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    await this.startMariaDb();
    await this.startRedis();
    await RUN(process.execPath, [this.mainFile, 'migrate'], {
      env: this.environment(),
      timeout: MIGRATED_WITHIN_MS,
    });
    this.seeded = await this.seed();
  }

  /** Stops everything, also after a start that failed. */
  async stop(): Promise<void> {
    this.resumeAll();
    for (const clients of this.clients) await clients.abandon();
    for (const instance of this.instances) await instance.kill();
    await this.servers.redis?.kill();
    await this.servers.mariaDb?.stop();
  }

  get group(): DealerGroup {
    return required(this.seeded).group;
  }

  get subscriptions(): readonly Subscription[] {
    return required(this.seeded).subscriptions;
  }

  get mariaDb(): PrivateServer {
    return required(this.servers.mariaDb);
  }

  get redis(): PrivateServer {
    return required(this.servers.redis);
  }

  /** Reads what is stored, past the product. */
  get tables(): TableReader {
    return new TableReader(this.mariaDb.url, this.group.organizationId);
  }

  /** Starts MariaDB, or starts it again where it was, on the same data. */
  async startMariaDb(): Promise<void> {
    const port = this.servers.mariaDb?.port;
    this.servers.mariaDb = await startMariaDb({
      directory: path.join(this.directory, 'mariadb'),
      durable: true,
      database: `faults_${this.name}`,
      ...(port === undefined ? {} : { port }),
    });
  }

  /** Starts Redis, or starts it again where it was, empty. */
  async startRedis(): Promise<void> {
    const port = this.servers.redis?.port;
    this.servers.redis = await startRedis({
      directory: path.join(this.directory, 'redis'),
      ...(port === undefined ? {} : { port }),
    });
  }

  /** Starts a process of the product; it is ended with the rig. */
  async startInstance(
    name: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<ProductProcess> {
    const { directory, mainFile } = this;
    const own = { ...this.environment(), ...env };
    return this.keep(await ProductProcess.start({ directory, mainFile, name, env: own }));
  }

  /** Starts one again that has ended. */
  async startAgain(instance: ProductProcess): Promise<ProductProcess> {
    return this.keep(await instance.startAgain());
  }

  /** Clients that begin at once to create leads in the rig's group; they end with the rig. */
  startClients(options: Omit<LeadClientsOptions, 'group'>): LeadClients {
    const clients = new LeadClients({ group: this.group, ...options });
    this.clients.push(clients);
    clients.start();
    return clients;
  }

  private keep(instance: ProductProcess): ProductProcess {
    this.instances.push(instance);
    return instance;
  }

  /** A process that was stopped by SIGSTOP would not end in an orderly way. */
  private resumeAll(): void {
    for (const server of [this.servers.mariaDb, this.servers.redis]) {
      if (server !== undefined) resume(server);
    }
  }

  private environment(): Record<string, string> {
    return {
      NODE_ENV: 'production',
      DATABASE_URL: this.mariaDb.url,
      REDIS_URL: this.redis.url,
      JWT_SIGNING_KEY: this.signingKeyPem,
      DATA_ENCRYPTION_KEY: this.dataEncryptionKey,
      RATE_LIMIT_PER_MINUTE: '1000000',
      SMS_PROVIDER: 'log',
      LOG_LEVEL: 'info',
    };
  }

  private async seed(): Promise<{ group: DealerGroup; subscriptions: readonly Subscription[] }> {
    const clock = new TestClock();
    const passwordHasher = new Argon2PasswordHasher({
      memoryCost: 64,
      timeCost: 1,
      parallelism: 1,
    });
    const app = buildApp(this.seedConfig(), {
      clock,
      logger: createLogger('silent'),
      passwordHasher,
    });
    try {
      const group = await createDealerGroup({ app, clock }, this.people);
      const subscriptions = Object.values(app.modules).flatMap((module: object) =>
        subscribersOf(module),
      );
      return { group, subscriptions };
    } finally {
      await app.stop();
    }
  }

  private seedConfig(): Config {
    return {
      production: false,
      http: {
        port: 0,
        host: '127.0.0.1',
        trustProxy: 0,
        allowedOrigins: [],
        rateLimitPerMinute: 1,
      },
      roles: new Set(),
      logLevel: 'silent',
      database: { url: this.mariaDb.url },
      cache: { keeps: false, prefix: 'faults' },
      signingKeyPem: this.signingKeyPem,
      dataEncryptionKeys: [this.dataEncryptionKey],
      sms: { provider: 'log' },
      mail: { provider: 'log' },
    };
  }
}

/** SIGSTOP: the process keeps its connections and says nothing. */
export function silence({ pid }: PrivateServer): void {
  process.kill(pid, 'SIGSTOP');
}

/** SIGCONT; without effect on a process that is gone. */
export function resume({ pid }: PrivateServer): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch (error) {
    if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'ESRCH') throw error;
  }
}

function subscribersOf(module: object): Subscription[] {
  const subscribers: unknown = Reflect.get(module, 'subscribers');
  if (!Array.isArray(subscribers)) return [];
  return (subscribers as Array<{ name: string; types: readonly string[] }>).map(
    ({ name, types }) => ({ subscriber: name, types }),
  );
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The rig has not been started.');
  return value;
}
