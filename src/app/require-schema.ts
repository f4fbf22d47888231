import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseConfig } from '../database/create-database.js';
import { apiPoolLimits, createDatabase } from '../database/create-database.js';
import { asUnavailable } from '../database/database-errors.js';
import { missingMigrations } from '../database/migrator.js';
import { asUntrusted } from '../database/untrusted-server-error.js';
import type { Logger } from '../observability/logger.js';

const ASK_AGAIN_MS = 1_000;

/** The schema is older than this build; the message says what to do. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

/**
 * Waits for the database as long as it cannot be reached, and throws `SchemaError` when it lacks
 * a migration of this build. One that is newer is fine: migrations first expand. Throws
 * `UntrustedServerError` when the server is not the one to trust: waiting would not mend it.
 */
export async function requireSchema(
  config: DatabaseConfig,
  directory: string,
  logger: Logger,
): Promise<void> {
  const database = createDatabase(config, { ...apiPoolLimits, connections: 1 });
  try {
    for (;;) {
      const missing = await lookFor(() => missingMigrations(database.sequelize, directory), logger);
      if (missing?.length === 0) return;
      if (missing !== undefined) throw new SchemaError(messageFor(missing));
      await sleep(ASK_AGAIN_MS);
    }
  } finally {
    await database.close();
  }
}

/** Undefined while the database cannot be reached. */
async function lookFor(
  ask: () => Promise<string[]>,
  logger: Logger,
): Promise<string[] | undefined> {
  try {
    return await ask();
  } catch (error) {
    const untrusted = asUntrusted(error);
    if (untrusted !== undefined) throw untrusted;
    const known = asUnavailable(error);
    if (known === undefined) throw error;
    logger.warn({ code: known.data?.code }, 'waiting for the database');
    return undefined;
  }
}

function messageFor(missing: readonly string[]): string {
  return (
    `The database lacks ${missing.length} of this build's migrations: ${missing.join(', ')}.\n` +
    'Apply them with `npm run migrate`, then start again.'
  );
}
