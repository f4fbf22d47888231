// npm run docs: the documentation on PORT (3001), without a database.
import { collectFrames, collectRoutes } from '../src/app/collect-routes.js';
import { apiPoolLimits, createDatabase } from '../src/database/create-database.js';
import { createHttpApp } from '../src/http/create-http-app.js';
import { startHttpServer } from '../src/http/http-server.js';
import { openapiYaml } from '../src/http/openapi/build-openapi-document.js';
import { createDocsRoutes } from '../src/http/operations/docs-routes.js';
import { createProblemRoute } from '../src/http/operations/problem-route.js';
import { createLogger } from '../src/observability/logger.js';
import { systemClock } from '../src/shared/clock.js';
import { unauthenticated } from '../src/shared/errors.js';
import { buildAsyncapiDocument } from '../src/realtime/asyncapi/build-asyncapi-document.js';

const HOST = '127.0.0.1';

const app = createHttpApp({
  routes: [
    ...createDocsRoutes({
      openapiYaml: () => openapiYaml(collectRoutes()),
      asyncapi: () => buildAsyncapiDocument(collectFrames()),
    }),
    createProblemRoute(),
  ],
  config: { trustProxy: 0, allowedOrigins: [], rateLimitPerMinute: 1_200 },
  authenticator: {
    authenticate: () => Promise.reject(unauthenticated()),
    remembered: () => undefined,
  },
  // A pool connects when it is first used, which no page of the documentation does.
  database: createDatabase({ url: 'mariadb://nobody@127.0.0.1:1/none' }, apiPoolLimits),
  logger: createLogger('warn'),
  clock: systemClock,
  observer: { observe: () => undefined },
});

const { port, stop } = await startHttpServer(app, {
  host: HOST,
  port: Number(process.env['PORT'] ?? 3_001),
});
console.log(`Documentation: http://${HOST}:${port}/docs`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
