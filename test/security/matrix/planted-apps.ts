import type { Server } from 'node:http';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { closeContext, createContext, createPlatform } from '../../../src/app/app-context.js';
import { buildModules } from '../../../src/app/build-modules.js';
import { apiPoolLimits, createDatabase } from '../../../src/database/create-database.js';
import type { Database } from '../../../src/database/create-database.js';
import { TenantDb } from '../../../src/database/tenant-db.js';
import type { Bind } from '../../../src/database/tenant-db.js';
import { createHttpApp } from '../../../src/http/create-http-app.js';
import type { AnyRoute } from '../../../src/http/define-route.js';
import type { TestApp } from '../../support/test-app.js';

/** What is done to a sound product. */
export interface Plant {
  /** Takes the tenant out of every statement, and with it the hook that would refuse them. */
  readonly withoutTenants?: boolean;
  readonly weaken?: (route: AnyRoute) => AnyRoute;
}

/** The product with something wrong in it, on the same database. */
export interface PlantedApp {
  readonly url: string;
  /** A token as this product issues it: scopes are those of its own routes. */
  tokenOf(userId: string): Promise<string>;
  stop(): Promise<void>;
}

/** Builds the HTTP side of the product as `app/` does, with a fault planted in it. */
export async function startPlanted({ config }: TestApp, plant: Plant): Promise<PlantedApp> {
  const context = createContext(config, {});
  const sound = createDatabase(config.database, apiPoolLimits);
  const database = plant.withoutTenants === true ? forgetful(sound) : sound;
  const platform = createPlatform(context, database);
  const built = buildModules(platform, () => routes);
  const routes: readonly AnyRoute[] = built.parts.routes.map(
    (route) => plant.weaken?.(route) ?? route,
  );
  const { auth, audit } = built.modules;
  const server: Server = createServer(
    createHttpApp({
      ...context,
      ...{ routes, database, config: config.http, redis: context.redis },
      ...{ authenticator: auth.authenticator, auditTrail: audit.trail },
      observer: context.metrics.http,
    }),
  );
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    tokenOf: (userId) => auth.tokens.issueAccessToken(userId),
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await closeContext(context);
      await sound.close();
    },
  };
}

/** `organization_id = …` holds for every row now, and no model is asked for its organization. */
function forgetful(database: Database): Database {
  const { sequelize, rawDb } = database;
  // The guard is one hook that watches models being defined, and one that watches queries.
  const hooks = Reflect.get(Reflect.get(sequelize, 'options') as object, 'hooks') as object;
  for (const name of ['afterDefine', 'beforeQuery']) {
    if (!Reflect.has(hooks, name)) throw new Error(`The tenant guard has no hook ${name}.`);
    Reflect.deleteProperty(hooks, name);
  }
  sequelize.addHook('beforeFind', (options) => {
    const where: unknown = Reflect.get(Object(options) as object, 'where');
    if (typeof where === 'object' && where !== null)
      Reflect.deleteProperty(where, 'organizationId');
  });
  return { ...database, tenantDb: new ForgetfulTenantDb(rawDb) };
}

const OF_THE_TENANT = /(\w+\.)?organization_id = \$organizationId/g;

class ForgetfulTenantDb extends TenantDb {
  override async select<Row extends object>(sql: string, bind: Bind = {}): Promise<Row[]> {
    return super.select<Row>(forgotten(sql), bind);
  }

  override async selectOne<Row extends object>(
    sql: string,
    bind: Bind = {},
  ): Promise<Row | undefined> {
    return super.selectOne<Row>(forgotten(sql), bind);
  }
}

function forgotten(sql: string): string {
  return sql.replaceAll(OF_THE_TENANT, '$organizationId = $organizationId');
}
