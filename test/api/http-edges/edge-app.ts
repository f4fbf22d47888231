import { Writable } from 'node:stream';
import type { Express } from 'express';
import { up } from '../../../migrations/0001-spine.js';
import type { Database } from '../../../src/database/create-database.js';
import { createHttpApp } from '../../../src/http/create-http-app.js';
import type { HttpAppDeps } from '../../../src/http/create-http-app.js';
import { startHttpServer } from '../../../src/http/http-server.js';
import type { AnyRoute } from '../../../src/http/define-route.js';
import type { HttpServer } from '../../../src/http/http-server.js';
import type { HttpObservation } from '../../../src/observability/http-observer.js';
import { createLogger } from '../../../src/observability/logger.js';
import { unauthenticated } from '../../../src/shared/errors.js';
import { newId } from '../../../src/shared/ids.js';
import type { Role, UserPrincipal } from '../../../src/shared/principal.js';
import { createTestDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';
import { edgeRoutes } from './edge-routes.js';

/** A server with a handful of operations that show every edge of the HTTP layer. */
export interface EdgeApp {
  readonly app: Express;
  readonly url: string;
  readonly http: HttpServer;
  readonly database: Database;
  readonly clock: { now(): Date; advance(milliseconds: number): void };
  readonly logLines: ReadonlyArray<Record<string, unknown>>;
  readonly observations: readonly HttpObservation[];
  /** A token of a new person; by default of the one organization of this application. */
  tokenOf(role?: Role, organizationId?: string): string;
  countThings(name: string): Promise<number>;
  stop(): Promise<void>;
}

export interface EdgeOptions {
  readonly config?: Partial<HttpAppDeps['config']>;
  readonly redis?: HttpAppDeps['redis'];
  /** Shares the database of another application. */
  readonly beside?: EdgeApp;
  readonly moreRoutes?: readonly AnyRoute[];
  /** Another database than that of the schema. */
  readonly database?: Database;
}

const schemas = new WeakMap<EdgeApp, TestDatabase>();
const people = new Map<string, UserPrincipal>();
const EDGE_SCOPES: ReadonlySet<string> = new Set(['things:read']);

/** Starts the application on a free port. */
export async function startEdgeApp(options: EdgeOptions = {}): Promise<EdgeApp> {
  const { beside } = options;
  const schema = (beside && schemas.get(beside)) ?? (await createSchema());
  const database = options.database ?? schema.open();
  const clock = testClock();
  const logLines: Array<Record<string, unknown>> = [];
  const observations: HttpObservation[] = [];
  const organizationId = newId();
  const app = createHttpApp({
    routes: [...edgeRoutes(database), ...(options.moreRoutes ?? [])],
    config: { trustProxy: 0, allowedOrigins: [], rateLimitPerMinute: 1_200, ...options.config },
    authenticator: { authenticate: (token) => findPerson(token), remembered: () => undefined },
    database,
    redis: options.redis,
    logger: createLogger('info', collectInto(logLines)),
    clock,
    observer: { observe: (observation) => observations.push(observation) },
  });
  const http = await startHttpServer(app, { host: '127.0.0.1', port: 0 });
  const edge: EdgeApp = {
    app,
    url: `http://127.0.0.1:${http.port}`,
    http,
    database,
    clock,
    logLines,
    observations,
    tokenOf: (role = 'sales_rep', organization = organizationId) => addPerson(role, organization),
    countThings: async (name) => {
      const sql = 'SELECT COUNT(*) AS n FROM things WHERE name = $name';
      return (await database.rawDb.selectOne<{ n: number }>(sql, { name }))?.n ?? 0;
    },
    async stop() {
      await http.stop({ idleGraceMs: 0, limitMs: 2_000 });
      if (beside === undefined) await schema.drop();
    },
  };
  schemas.set(edge, schema);
  return edge;
}

async function createSchema(): Promise<TestDatabase> {
  const schema = await createTestDatabase({ migrated: false });
  await up({ run: (sql) => schema.run(sql) });
  await schema.run(`CREATE TABLE things (
    id UUID NOT NULL PRIMARY KEY, organization_id UUID NOT NULL, name VARCHAR(64) NOT NULL)`);
  return schema;
}

function testClock(): EdgeApp['clock'] {
  let now = Date.now();
  return {
    now: () => new Date(now),
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

function collectInto(lines: Array<Record<string, unknown>>): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().trim().split('\n')) {
        lines.push(JSON.parse(line) as Record<string, unknown>);
      }
      done();
    },
  });
}

function addPerson(role: Role, organizationId: string): string {
  const token = `token-${newId()}`;
  const ids = { userId: newId(), organizationId, sessionId: newId() };
  people.set(token, { kind: 'user', role, showroomIds: 'all', scopes: EDGE_SCOPES, ...ids });
  return token;
}

function findPerson(token: string): Promise<UserPrincipal> {
  const principal = people.get(token);
  if (principal !== undefined) return Promise.resolve(principal);
  return Promise.reject(unauthenticated('token_expired', 'The access token has expired.'));
}
