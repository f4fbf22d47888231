import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connection } from 'mariadb';
import { createBenchDatabase } from './bench-database.js';
import { seed } from './data/seed.js';
import { seededId } from './data/seeded-id.js';
import { runProgram, startServer } from './server-process.js';
import type { Program, ServerProcess } from './server-process.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Both servers, over one database. */
export interface Stage {
  readonly bare: ServerProcess;
  /** Without kept answers: what comes from the database is measured. */
  readonly product: ServerProcess;
  readonly signingKeyPem: string;
  /** For looking at what was written. */
  readonly connection: Connection;
  /** Starts another process of the product, which keeps answers; it ends with the stage. */
  startProduct(
    name: string,
    roles: string,
    nodeOptions?: readonly string[],
  ): Promise<ServerProcess>;
  /** The same with a program of the benchmark's own, by its path under `bench/`. */
  startProgram(
    name: string,
    script: string,
    nodeOptions?: readonly string[],
  ): Promise<ServerProcess>;
  close(): Promise<void>;
}

/** What the stage is set up with. */
export interface StageOptions {
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** Where the product leaves a CPU profile when it ends; absent: none is taken. */
  readonly profileDirectory?: string | undefined;
  readonly say: (line: string) => void;
}

/** Builds both sides, fills a database and starts the servers. */
export async function setStage(options: StageOptions): Promise<Stage> {
  const { say } = options;
  const directory = passingDirectory();
  say('Building …');
  await build(directory);
  const database = await createBenchDatabase(options.databaseUrl);
  const signingKeyPem = newSigningKey();
  const env = productEnvironment(options, database.url, signingKeyPem);
  const main = path.join(directory, 'src', 'main.js');
  say('Migrating and filling the database …');
  await runProgram({ name: 'migrate', script: main, words: ['migrate'], env }, directory);
  await seed(database.connection);
  const product = await startServer(
    {
      name: 'product',
      script: main,
      env: { ...env, CACHE: 'off' },
      options: profileOptions(options),
    },
    directory,
  );
  const bare = await startServer(bareProgram(directory, database.url), directory);
  const started = [product, bare];
  return {
    bare,
    product,
    signingKeyPem,
    connection: database.connection,
    async startProduct(name, roles, nodeOptions = []) {
      const own = { name, script: main, env: { ...env, ROLES: roles } };
      const all = [...profileOptions(options), ...nodeOptions];
      const server = await startServer({ ...own, options: all }, directory);
      started.push(server);
      return server;
    },
    async startProgram(name, script, nodeOptions = []) {
      const program = { name, script: path.join(directory, 'bench', script), env: {} };
      const server = await startServer({ ...program, options: nodeOptions }, directory);
      started.push(server);
      return server;
    },
    async close() {
      await Promise.all(started.map((server) => server.stop()));
      await database.drop();
    },
  };
}

/** Within the checkout, where the packages are found; gone when the benchmark ends. */
function passingDirectory(): string {
  const local = path.join(ROOT, '.local');
  mkdirSync(local, { recursive: true });
  const directory = mkdtempSync(path.join(local, 'bench-'));
  process.once('exit', () => {
    rmSync(directory, { recursive: true, force: true });
  });
  return directory;
}

/** As `npm run build` does, without checking types. */
async function build(directory: string): Promise<void> {
  const compiler = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const project = path.join(ROOT, 'bench', 'tsconfig.build.json');
  const words = ['-p', project, '--outDir', directory];
  await runProgram({ name: 'build', script: compiler, words, env: {} }, directory);
}

function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** As in production, with nothing switched off; only the limit is one that is not reached. */
function productEnvironment(
  { redisUrl }: StageOptions,
  databaseUrl: string,
  signingKeyPem: string,
): Record<string, string> {
  return {
    NODE_ENV: 'production',
    ROLES: 'api',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'info',
    RATE_LIMIT_PER_MINUTE: '1000000000',
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    JWT_SIGNING_KEY: signingKeyPem,
    DATA_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
  };
}

function profileOptions({ profileDirectory }: StageOptions): string[] {
  // As `npm start` does.
  const usual = ['--enable-source-maps'];
  if (profileDirectory === undefined) return usual;
  return [...usual, '--cpu-prof', `--cpu-prof-dir=${profileDirectory}`];
}

function bareProgram(directory: string, databaseUrl: string): Program {
  return {
    name: 'bare',
    script: path.join(directory, 'bench', 'bare', 'main.js'),
    env: {
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      BENCH_ORGANIZATION_ID: seededId('organization'),
      BENCH_USER_ID: seededId('user'),
    },
  };
}
