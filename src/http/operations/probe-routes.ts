import { instantSchema } from '../common-schema.js';
import { z } from 'zod';
import type { ProcessState } from '../../observability/process-state.js';
import type { ReadinessReport } from '../../observability/readiness.js';
import type { Clock } from '../../shared/clock.js';
import { defineRoute } from '../define-route.js';
import type { AnyRoute } from '../define-route.js';

export interface ProbeDeps {
  readonly clock: Clock;
  readonly processState: ProcessState;
  readonly readiness: { check(): Promise<ReadinessReport> };
}

const TAG = 'Operations';

const healthSchema = z
  .strictObject({
    status: z.literal('UP').describe('Always `UP`: a dead process does not answer.'),
    timestamp: instantSchema.describe('The time of this process.'),
  })
  .openapi('Health', { example: { status: 'UP', timestamp: '2026-11-20T15:04:05.000Z' } });

const dependencySchema = z.enum(['up', 'down', 'disabled']);

const readinessSchema = z
  .strictObject({
    status: z
      .enum(['READY', 'DEGRADED', 'NOT_READY'])
      .describe('`DEGRADED`: it serves, but slower or with less than it could.'),
    dependencies: z
      .strictObject({
        database: dependencySchema.describe('MariaDB; decides whether this process can serve.'),
        cache: dependencySchema.describe('Redis; without it things are slower, never lost.'),
        scoring: dependencySchema.describe('Lead scoring; without it rules give the score.'),
        sms: dependencySchema.describe('SMS provider; without it messages wait.'),
      })
      .describe('State of each dependency; `disabled` is not configured here.'),
  })
  .openapi('Readiness', {
    example: {
      status: 'DEGRADED',
      dependencies: { database: 'up', cache: 'down', scoring: 'disabled', sms: 'up' },
    },
  });

const startupSchema = z
  .strictObject({
    status: z.enum(['STARTED', 'STARTING']).describe('Whether the start is over.'),
  })
  .openapi('Startup', { example: { status: 'STARTED' } });

/** `/health`, `/ready` and `/startup`, as orchestrators ask for them. */
export function createProbeRoutes(deps: ProbeDeps): AnyRoute[] {
  return [healthRoute(deps), readyRoute(deps), startupRoute(deps)];
}

function healthRoute({ clock }: ProbeDeps): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/health',
    base: 'root',
    operationId: 'getHealth',
    summary: 'Whether the process lives',
    description: 'Asks nothing of any dependency: restart the process only when this fails.',
    tag: TAG,
    access: { object: 'public' },
    responses: { 200: { description: 'The process lives.', schema: healthSchema } },
    handle: () =>
      Promise.resolve({
        status: 200,
        body: { status: 'UP', timestamp: clock.now().toISOString() },
      }),
  });
}

function readyRoute({ readiness }: ProbeDeps): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/ready',
    base: 'root',
    operationId: 'getReadiness',
    summary: 'Whether the process can serve',
    description:
      'The database decides; the other dependencies only degrade. 503 while the process starts ' +
      'or shuts down, so that a load balancer looks elsewhere. Callers within half a second ' +
      'share one look at the dependencies.',
    tag: TAG,
    access: { object: 'public' },
    responses: {
      200: { description: 'It can: `READY` or `DEGRADED`.', schema: readinessSchema },
      503: {
        description: 'It cannot: `NOT_READY`. The one body that is the same for 200 and 503.',
        schema: readinessSchema,
        example: {
          status: 'NOT_READY',
          dependencies: { database: 'down', cache: 'up', scoring: 'up', sms: 'up' },
        },
      },
    },
    handle: async () => {
      const report = await readiness.check();
      return { status: report.status === 'NOT_READY' ? 503 : 200, body: report };
    },
  });
}

function startupRoute({ processState }: ProbeDeps): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/startup',
    base: 'root',
    operationId: 'getStartup',
    summary: 'Whether the process has started',
    description: '200 once migrations are applied and every role of the process runs.',
    tag: TAG,
    access: { object: 'public' },
    responses: {
      200: { description: 'It has started.', schema: startupSchema },
      503: {
        description: 'It is still starting.',
        schema: startupSchema,
        example: { status: 'STARTING' },
      },
    },
    handle: () =>
      Promise.resolve(
        processState.started
          ? { status: 200, body: { status: 'STARTED' } }
          : { status: 503, body: { status: 'STARTING' } },
      ),
  });
}
