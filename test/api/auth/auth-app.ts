import { Writable } from 'node:stream';
import type { Response } from 'supertest';
import type { MailConfig, ProcessRole } from '../../../src/config/config.js';
import { EventPublisher } from '../../../src/events/event-publisher.js';
import { MemoryFailureCounter } from '../../../src/cache/failure-counter.js';
import { createAuditModule } from '../../../src/modules/audit/index.js';
import { Argon2PasswordHasher, createAuthModule } from '../../../src/modules/auth/index.js';
import type { AuthModule, PasswordHasher } from '../../../src/modules/auth/index.js';
import { createShowroomModule } from '../../../src/modules/showrooms/index.js';
import type { ShowroomModule } from '../../../src/modules/showrooms/index.js';
import { LogMailSender } from '../../../src/integrations/log-mail-sender.js';
import { JobQueue } from '../../../src/jobs/job-queue.js';
import { createMail } from '../../../src/mail/create-mail.js';
import { createLogger } from '../../../src/observability/logger.js';
import { SealedBox } from '../../../src/shared/sealed-box.js';
import { TestClock } from '../../support/test-clock.js';
import { startTestApp, testConfig } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';

/** The product behind one proxy, with what tests of log-in want to see. */
export interface AuthApp {
  readonly test: TestApp;
  readonly auth: AuthModule;
  readonly showrooms: ShowroomModule;
  readonly database: TestApp['database'];
  readonly clock: TestClock;
  /** Every password check: what was verified against. */
  readonly verifiedHashes: readonly string[];
  readonly decoy: string;
  readonly logLines: readonly string[];
  /** Sends a request; `token` and `address` of the client may be absent. */
  send(request: TestRequest): Promise<Response>;
  stop(): Promise<void>;
}

export interface TestRequest {
  readonly method?: 'get' | 'post' | 'patch' | 'delete';
  readonly path: string;
  readonly token?: string | undefined;
  readonly address?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AuthAppOptions {
  readonly clock?: TestClock;
  readonly redisUrl?: string;
  readonly dataEncryptionKeys?: readonly [string, ...string[]];
  readonly roles?: readonly ProcessRole[];
  readonly mail?: MailConfig;
}

/** Starts the product as an API. */
export async function startAuthApp(options: AuthAppOptions = {}): Promise<AuthApp> {
  const { clock = new TestClock(), redisUrl, dataEncryptionKeys, mail } = options;
  const logLines: string[] = [];
  const logger = createLogger('info', collectInto(logLines));
  const passwordHasher = recordingHasher();
  const test = await startTestApp({
    roles: options.roles ?? ['api'],
    clock,
    config: {
      http: { ...testConfig().http, trustProxy: 1 },
      ...(redisUrl === undefined ? {} : { redisUrl }),
      ...(mail === undefined ? {} : { mail }),
      ...(dataEncryptionKeys === undefined ? {} : { dataEncryptionKeys }),
    },
    overrides: { logger, passwordHasher },
  });
  return {
    test,
    auth: test.app.modules.auth,
    showrooms: test.app.modules.showrooms,
    database: test.database,
    clock,
    verifiedHashes: passwordHasher.verified,
    decoy: passwordHasher.decoy,
    logLines,
    send: (request) => send(test, request),
    stop: () => test.stop(),
  };
}

async function send(test: TestApp, request: TestRequest): Promise<Response> {
  const { method = 'get', path, token, address, body, headers = {} } = request;
  const asked = test.request(token)[method](path).set(headers);
  if (address !== undefined) asked.set('X-Forwarded-For', address);
  return body === undefined ? asked : asked.send(body);
}

/** The two modules once more, on the test's own pool: for what a test does inside a run. */
export function modulesOnOwnPool(app: AuthApp): { auth: AuthModule; showrooms: ShowroomModule } {
  const { clock, database } = app;
  const { signingKeyPem, dataEncryptionKeys } = app.test.config;
  const sealedBox = new SealedBox(dataEncryptionKeys);
  const events = new EventPublisher({ ...database, clock, wakeRelay: () => undefined });
  const failureCounter = new MemoryFailureCounter(clock);
  const logger = createLogger('silent');
  const audit = createAuditModule({ database, clock, logger }).trail;
  const jobs = new JobQueue({ ...database, clock, wakeJobs: () => undefined });
  const sender = new LogMailSender({ logger });
  const mail = createMail({ database, jobs, clock, logger, sender, sealedBox }).outbox;
  const basis = { database, events, clock, logger, audit, jobs, mail };
  return {
    auth: createAuthModule({
      ...{ ...basis, signingKeyPem, sealedBox, failureCounter },
      serverSecret: dataEncryptionKeys[0],
      routes: () => [],
      passwordHasher: recordingHasher(),
    }),
    showrooms: createShowroomModule(basis),
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
