import { generateKeyPairSync } from 'node:crypto';
import { Writable } from 'node:stream';
import supertest from 'supertest';
import type { Response } from 'supertest';
import { MemoryFailureCounter } from '../../../src/cache/failure-counter.js';
import type { FailureCounter } from '../../../src/cache/failure-counter.js';
import type { Database } from '../../../src/database/create-database.js';
import { EventPublisher } from '../../../src/events/event-publisher.js';
import { createHttpApp } from '../../../src/http/create-http-app.js';
import type { AnyRoute } from '../../../src/http/define-route.js';
import { startHttpServer } from '../../../src/http/http-server.js';
import { Argon2PasswordHasher, createAuthModule } from '../../../src/modules/auth/index.js';
import type { AuthModule, PasswordHasher } from '../../../src/modules/auth/index.js';
import { createShowroomModule } from '../../../src/modules/showrooms/index.js';
import type { ShowroomModule } from '../../../src/modules/showrooms/index.js';
import { createLogger } from '../../../src/observability/logger.js';
import { Contract } from '../../support/contract.js';
import { createTestDatabase } from '../../support/test-database.js';
import type { TestDatabase } from '../../support/test-database.js';

/** The modules auth and showrooms behind a real server; every answer is held to the contract. */
export interface AuthApp {
  readonly auth: AuthModule;
  readonly showrooms: ShowroomModule;
  readonly database: Database;
  readonly clock: { now(): Date; advance(milliseconds: number): void };
  /** Every password check: what was verified against. */
  readonly verifiedHashes: readonly string[];
  readonly decoy: string;
  readonly signingKeyPem: string;
  readonly logLines: readonly string[];
  /** Sends a request; `token` and `address` of the client may be absent. */
  send(request: TestRequest): Promise<Response>;
  stop(): Promise<void>;
}

export interface TestRequest {
  readonly method?: 'get' | 'post' | 'patch';
  readonly path: string;
  readonly token?: string | undefined;
  readonly address?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AuthAppOptions {
  readonly failureCounter?: (clock: AuthApp['clock']) => FailureCounter;
  readonly signingKeyPem?: string;
  readonly beside?: AuthApp;
}

const schemas = new WeakMap<AuthApp, TestDatabase>();

/** Starts the two modules on a schema of their own, or on that of another application. */
export async function startAuthApp(options: AuthAppOptions = {}): Promise<AuthApp> {
  const { beside } = options;
  const schema = (beside && schemas.get(beside)) ?? (await createTestDatabase());
  const database = schema.open();
  const clock = beside?.clock ?? testClock();
  const logLines: string[] = [];
  const logger = createLogger('info', collectInto(logLines));
  const hasher = recordingHasher();
  const signingKeyPem = options.signingKeyPem ?? beside?.signingKeyPem ?? newSigningKey();
  const { rawDb, unitOfWork } = database;
  const events = new EventPublisher({ rawDb, unitOfWork, clock, wakeRelay: () => undefined });
  const routes: AnyRoute[] = [];
  const auth = createAuthModule({
    database,
    events,
    clock,
    logger,
    signingKeyPem,
    failureCounter: options.failureCounter?.(clock) ?? new MemoryFailureCounter(clock),
    routes: () => routes,
    passwordHasher: hasher,
  });
  const showrooms = createShowroomModule({ database, events, clock });
  routes.push(...auth.routes, ...showrooms.routes);
  const config = { trustProxy: 1, allowedOrigins: [], rateLimitPerMinute: 100_000 };
  const observer = { observe: () => undefined };
  const { authenticator } = auth;
  const http = createHttpApp({ routes, config, authenticator, database, logger, clock, observer });
  const server = await startHttpServer(http, { host: '127.0.0.1', port: 0 });
  const contract = new Contract(routes, false);
  const app: AuthApp = {
    auth,
    showrooms,
    database,
    clock,
    verifiedHashes: hasher.verified,
    decoy: hasher.decoy,
    signingKeyPem,
    logLines,
    send: (request) => send(`http://127.0.0.1:${server.port}`, contract, request),
    async stop() {
      await server.stop({ idleGraceMs: 0, limitMs: 2_000 });
      if (beside === undefined) await schema.drop();
    },
  };
  schemas.set(app, schema);
  return app;
}

async function send(url: string, contract: Contract, request: TestRequest): Promise<Response> {
  const { method = 'get', path, token, address, body, headers = {} } = request;
  const asked = supertest(url)[method](path).set(headers);
  if (token !== undefined) asked.set('Authorization', `Bearer ${token}`);
  if (address !== undefined) asked.set('X-Forwarded-For', address);
  const answer = await (body === undefined ? asked : asked.send(body));
  contract.expect(answer, { method, path });
  return answer;
}

/** A new EC P-256 key, as configuration holds it. */
export function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function testClock(): AuthApp['clock'] {
  let now = Date.now();
  return {
    now: () => new Date(now),
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

/** argon2id at a price that tests can pay. */
function recordingHasher(): PasswordHasher & { readonly verified: string[] } {
  const hasher = new Argon2PasswordHasher({ memoryCost: 64, timeCost: 1, parallelism: 1 });
  const verified: string[] = [];
  return {
    decoy: hasher.decoy,
    verified,
    hash: (password) => hasher.hash(password),
    verify: (passwordHash, password) => {
      verified.push(passwordHash);
      return hasher.verify(passwordHash, password);
    },
  };
}

function collectInto(lines: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(...chunk.toString().trim().split('\n'));
      done();
    },
  });
}
