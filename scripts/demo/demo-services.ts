import { closeContext, createContext, createPlatform } from '../../src/app/app-context.js';
import { buildModules } from '../../src/app/build-modules.js';
import type { Modules } from '../../src/app/build-modules.js';
import type { Config } from '../../src/config/config.js';
import { createDatabase, workerPoolLimits } from '../../src/database/create-database.js';
import type { Database } from '../../src/database/create-database.js';
import { createLogger } from '../../src/observability/logger.js';

/** The product's services for a command line: patient, and without anything in the background. */
export interface DemoServices {
  readonly modules: Modules;
  readonly database: Database;
  close(): Promise<void>;
}

/** How many writes are under way at once. */
export const SEED_CONNECTIONS = 8;

/** Wires the modules on a pool of the seed's own; what it publishes waits for the server. */
export function openDemoServices(config: Config): DemoServices {
  const { redisUrl, ...withoutRedis } = config;
  const context = createContext(withoutRedis, { logger: createLogger('silent') });
  const limits = { ...workerPoolLimits, connections: SEED_CONNECTIONS };
  const database = createDatabase(config.database, limits);
  const { modules } = buildModules(createPlatform(context, database));
  return {
    modules,
    database,
    close: async () => {
      await closeContext(context);
      await database.close();
    },
  };
}
