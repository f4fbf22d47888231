import { defineRoute } from '../../../src/http/define-route.js';
import type { AnyRoute } from '../../../src/http/define-route.js';
import { currentOrganizationId } from '../../../src/observability/request-context.js';
import { ALL_ROLES } from '../../../src/shared/principal.js';

const access = { roles: ALL_ROLES, scope: 'things:read', object: 'organization' } as const;
const document = { summary: 'An operation.', description: 'For the tests.', tag: 'Things' };
const csv = { description: 'Rows.', contentType: 'text/csv' };

/** Bytes that the streaming operation takes. */
export const STREAM_LIMIT = 8_388_608;

/** What a test sees of an answer while it is made. */
export interface StreamWatch {
  pieces: number;
  ended: boolean;
  organizations: Set<string>;
}

/** Operations whose bodies and answers are streamed; `watch` tells how far an answer has come. */
export function streamRoutes(watch: StreamWatch): AnyRoute[] {
  return [
    defineRoute({
      ...document,
      method: 'post',
      path: '/streams',
      operationId: 'sendStream',
      access,
      bodyStream: {
        contentTypes: ['text/csv', 'text/tab-separated-values'],
        maxBytes: STREAM_LIMIT,
        description: 'Rows.',
        example: 'a,b',
      },
      responses: { 200: { description: 'Read.' } },
      handle: async ({ bodyStream: { bytes, contentType, charset } }) => {
        let length = 0;
        for await (const piece of bytes) length += piece.length;
        return { status: 200, body: { length, contentType, charset } };
      },
    }),
    streamOf('/streams', 'getStream', () => pieces(watch)),
    streamOf('/broken-streams', 'getBrokenStream', () => broken(1)),
    streamOf('/failing-streams', 'getFailingStream', () => broken(0)),
  ];
}

function streamOf(path: string, operationId: string, make: () => AsyncIterable<string>): AnyRoute {
  return defineRoute({
    ...document,
    ...{ method: 'get', path, operationId, access, responses: { 200: csv } },
    handle: async () => ({ status: 200, body: make() }),
  });
}

async function* pieces(watch: StreamWatch): AsyncGenerator<string> {
  try {
    for (let index = 0; index < 400; index += 1) {
      watch.organizations.add(currentOrganizationId());
      watch.pieces += 1;
      await Promise.resolve();
      yield `${String(index).padStart(6, '0')}${'x'.repeat(65_536)}\n`;
    }
  } finally {
    watch.ended = true;
  }
}

async function* broken(after: number): AsyncGenerator<string> {
  for (let index = 0; index < after; index += 1) yield 'first piece\n';
  await Promise.resolve();
  throw new Error('The source has failed.');
}
