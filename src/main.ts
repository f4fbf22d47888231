import { fileURLToPath } from 'node:url';
import { buildApp } from './app/build-app.js';
import {
  CREATE_ORGANIZATION,
  readOrganizationCommand,
  runOrganizationCommand,
} from './app/organization-command.js';
import { SchemaError, requireSchema } from './app/require-schema.js';
import { ConfigError } from './config/config-error.js';
import type { Config } from './config/config.js';
import { loadConfig } from './config/load-config.js';
import { createDatabase, migrationPoolLimits } from './database/create-database.js';
import { isRefusedKill } from './database/driver.js';
import { migrate } from './database/migrator.js';
import { UntrustedServerError, asUntrusted } from './database/untrusted-server-error.js';
import { installCrashHandlers } from './observability/install-crash-handlers.js';
import { createLogger } from './observability/logger.js';

const MIGRATIONS = fileURLToPath(new URL('../migrations', import.meta.url));
/** `EX_CONFIG` of sysexits.h: a person has to change something before it makes sense to retry. */
const EXIT_CONFIG = 78;
const words = process.argv.slice(2);

/**
 * `migrate`, `organization:create …`, or the roles to run: `api`, `realtime`, `worker`; all, or
 * those of `ROLES`.
 */
async function main(): Promise<void> {
  const [command, ...rest] = words;
  if (command === 'migrate' && rest.length === 0) return runMigrations(loadConfig(process.env));
  if (command === CREATE_ORGANIZATION) return createOrganization(rest);
  const roles = words.length === 0 ? {} : { ROLES: words.join(',') };
  await serve(loadConfig({ ...process.env, ...roles }));
}

async function runMigrations(config: Config): Promise<void> {
  const logger = createLogger(config.logLevel);
  const database = createDatabase(config.database, migrationPoolLimits);
  const applied = await migrate(database.sequelize, MIGRATIONS);
  await database.close();
  logger.info({ applied }, 'the schema is up to date');
}

/** Prints the ids as one line of JSON, and nothing else. */
async function createOrganization(args: readonly string[]): Promise<void> {
  const command = readOrganizationCommand(args, process.env);
  const ids = await runOrganizationCommand(command);
  process.stdout.write(`${JSON.stringify(ids)}\n`);
}

async function serve(config: Config): Promise<void> {
  const logger = createLogger(config.logLevel);
  installCrashHandlers({ logger, isHarmless: isRefusedKill });
  await requireSchema(config.database, MIGRATIONS, logger);
  const app = buildApp(config, { logger });
  const starting = app.start();
  let stopping: Promise<void> | undefined;
  const stop = (signal: string): void => {
    logger.info({ signal }, 'stopping');
    stopping ??= starting.then(() => app.stop()).then(() => logger.info('stopped'));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (config.http.tls !== undefined) process.on('SIGHUP', () => app.renewTls());
  const port = await starting;
  logger.info({ port, roles: [...config.roles] }, 'listening');
}

try {
  await main();
} catch (error) {
  const known = [ConfigError, SchemaError, UntrustedServerError].some(
    (kind) => error instanceof kind,
  );
  const fault = known ? error : asUntrusted(error);
  if (!(fault instanceof Error)) throw error;
  process.stderr.write(`${fault.message}\n`);
  process.exitCode = EXIT_CONFIG;
}
