import '../common-schema.js';
import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import type { AnyRoute } from '../define-route.js';

export interface MetricsRouteDeps {
  readonly metrics: { text(): Promise<string> };
}

/** `/metrics` for a collector on the same machine, or with a token for operations. */
export function createMetricsRoute({ metrics }: MetricsRouteDeps): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/metrics',
    base: 'root',
    operationId: 'getMetrics',
    summary: 'Metrics of this process',
    description:
      'Text format of Prometheus. Callers on the same machine need no token; others need one ' +
      'for operations.',
    tag: 'Operations',
    access: { object: 'ops', openOnLoopback: true },
    responses: {
      200: {
        description: 'All metrics.',
        contentType: 'text/plain; version=0.0.4; charset=utf-8',
        schema: z.string().max(10_000_000),
        example: 'http_request_duration_seconds_count{method="GET",route="/health"} 3\n',
      },
    },
    handle: async () => ({ status: 200, body: await metrics.text() }),
  });
}
