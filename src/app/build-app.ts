import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.js';
import { apiPoolLimits, createDatabase, workerPoolLimits } from '../database/create-database.js';
import type { Database } from '../database/create-database.js';
import { startHttpServer } from '../http/http-server.js';
import type { HttpServer } from '../http/http-server.js';
import { createOutboxLag } from '../observability/outbox-lag.js';
import { poolUsageOf } from '../observability/pool-usage.js';
import { closeContext, createContext } from './app-context.js';
import type { AppContext, AppOverrides } from './app-context.js';
import { createAnswerCache } from './create-answer-cache.js';
import { buildFront } from './build-front.js';
import type { Modules } from './build-modules.js';
import { buildWorker } from './build-worker.js';

export type { AppOverrides } from './app-context.js';

/** The product in one process, in the roles of its configuration. */
export interface App {
  /** Modules on the pool of the API, for command lines and embedding programs. */
  readonly modules: Modules;
  /** Starts every role; answers the port that is listened on. */
  start(): Promise<number>;
  /** Reads key and certificate again, after they were renewed; what does not fit is logged. */
  renewTls(): void;
  /** Waits until nothing is due in the background of this process. */
  idle(): Promise<void>;
  /** No new work, what is under way is finished, everything is closed. */
  stop(): Promise<void>;
}

/** Between saying that we are not ready and closing, so that a load balancer can look elsewhere. */
const LEAVE_MS = 500;

/** Wires the product; asks nothing of the database before `start`. */
export function buildApp(config: Config, overrides: AppOverrides = {}): App {
  const context = createContext(config, overrides);
  const reportError = (err: unknown): void => context.logger.error({ err }, 'after a commit');
  const frontPool = createDatabase(config.database, apiPoolLimits, reportError);
  const backPool = createDatabase(config.database, workerPoolLimits, reportError);
  const cache = createAnswerCache(context, frontPool);
  const front = buildFront(context, frontPool, cache);
  const worker = config.roles.has('worker')
    ? buildWorker(context, backPool, { schedules: front.schedules, cache })
    : undefined;
  watch(context, frontPool, backPool);
  let server: HttpServer | undefined;
  return {
    modules: front.modules,
    async start() {
      worker?.start();
      server = await startHttpServer(front.http, config.http);
      if (config.roles.has('realtime')) {
        front.realtime.start();
        front.realtime.attach(server.server);
      }
      context.processState.markStarted();
      return server.port;
    },
    renewTls: () => renewTls(context, server),
    idle: async () => worker?.idle(),
    async stop() {
      context.processState.markStopping();
      server?.drain();
      if (config.production) await sleep(LEAVE_MS);
      await Promise.all([front.realtime.stop(), server?.stop()]);
      await front.modules.visits.stop();
      await worker?.stop();
      await cache?.close();
      await closeContext(context);
      await Promise.all([frontPool.close(), backPool.close()]);
    },
  };
}

function renewTls({ logger }: AppContext, server: HttpServer | undefined): void {
  try {
    server?.renewTls();
    logger.info('the files of TLS were read again');
  } catch (err) {
    logger.error({ err }, 'the files of TLS do not fit; the old certificate stays in use');
  }
}

function watch({ metrics, clock }: AppContext, front: Database, back: Database): void {
  metrics.watchPool('api', () => poolUsageOf(front.sequelize));
  metrics.watchPool('worker', () => poolUsageOf(back.sequelize));
  metrics.watchOutbox(createOutboxLag(front.rawDb, clock));
}
