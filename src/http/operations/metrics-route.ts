import '../common-schema.js';
import { z } from 'zod';
import { forbidden } from '../../shared/errors.js';
import { defineRoute } from '../define-route.js';
import type { AnyRoute } from '../define-route.js';

export interface MetricsRouteDeps {
  readonly metrics: { text(): Promise<string> };
}

const LOOPBACK = /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/;

/**
 * `/metrics` for a collector on the same machine. A reverse proxy on that machine is a loopback
 * peer too: the client it speaks for (`TRUST_PROXY`) has to be one as well.
 */
export function createMetricsRoute({ metrics }: MetricsRouteDeps): AnyRoute {
  return defineRoute({
    method: 'get',
    path: '/metrics',
    base: 'root',
    operationId: 'getMetrics',
    summary: 'Metrics of this process',
    description: 'Text format of Prometheus. Answered only to callers on the same machine.',
    tag: 'Operations',
    access: { kind: 'public' },
    responses: {
      200: {
        description: 'All metrics.',
        contentType: 'text/plain; version=0.0.4; charset=utf-8',
        schema: z.string().max(10_000_000),
        example: 'http_request_duration_seconds_count{method="GET",route="/health"} 3\n',
      },
    },
    errors: [{ status: 403, codes: ['metrics_forbidden'] }],
    handle: async ({ remoteAddress, clientAddress }) => {
      if (!LOOPBACK.test(remoteAddress) || !LOOPBACK.test(clientAddress)) {
        throw forbidden(
          'metrics_forbidden',
          'Metrics are answered only on the loopback interface.',
        );
      }
      return { status: 200, body: await metrics.text() };
    },
  });
}
