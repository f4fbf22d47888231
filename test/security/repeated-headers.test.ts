import { newId } from '../../src/shared/ids.js';
import { startEdgeApp } from '../api/http-edges/edge-app.js';
import type { EdgeApp } from '../api/http-edges/edge-app.js';
import { sendRaw } from '../api/http-edges/raw-http.js';
import { createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup } from '../support/dealer-group.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let edge: EdgeApp;
let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  edge = await startEdgeApp();
  app = await startTestApp({ roles: ['api', 'realtime'] });
  group = await createDealerGroup(app, { reps: 1 });
});
afterAll(async () => {
  await app.stop();
  await edge.stop();
});

const BODY = '{"name":"of a header given twice"}';

/** The headers of a request that succeeds. */
function rightHeaders(): Record<string, string> {
  return {
    Host: 'showroom',
    Authorization: `Bearer ${edge.tokenOf()}`,
    'Content-Type': 'application/json',
    'Idempotency-Key': newId(),
    'If-Match': '"3"',
  };
}

function send(method: string, path: string, ...more: readonly string[]): Promise<string> {
  const right = Object.entries(rightHeaders()).map(([name, value]) => `${name}: ${value}`);
  const ends = [`Content-Length: ${BODY.length}`, 'Connection: close', ...more];
  const head = [`${method} ${path} HTTP/1.1`, ...right, ...ends];
  return sendRaw(edge.url, `${head.join('\r\n')}\r\n\r\n${BODY}`);
}

const create = (...more: readonly string[]): Promise<string> =>
  send('POST', '/api/v1/things', ...more);
const change = (...more: readonly string[]): Promise<string> =>
  send('PATCH', `/api/v1/things/${newId()}`, ...more);

describe('a header that is of one value', () => {
  it.each<[string, string, string]>([
    ['Host', 'other.example', 'malformed_request'],
    ['host', 'showroom', 'malformed_request'],
    ['Authorization', 'Bearer of-somebody-else', 'malformed_request'],
    ['AUTHORIZATION', '', 'malformed_request'],
    ['Content-Type', 'text/plain', 'malformed_request'],
    ['Idempotency-Key', 'another-key-of-its-own', 'idempotency_key_invalid'],
    ['Proxy-Authorization', 'Basic x\r\nProxy-Authorization: Basic y', 'malformed_request'],
  ])('and comes twice is a 400: %s: %s', async (name, value, code) => {
    expect(await create(`${name}: ${value}`)).toMatch(
      new RegExp(`^HTTP/1\\.1 400 [^]*"code":"${code}"`),
    );
    expect(await edge.countThings('of a header given twice')).toBe(0);
  });

  it('and comes twice is a 400: If-Match', async () => {
    expect(await change('If-Match: "4"')).toMatch(/^HTTP\/1\.1 400 [^]*"code":"invalid_if_match"/);
  });

  it('is told from those that may come as often as one likes', async () => {
    const often = [
      'Prefer: a',
      'Prefer: b',
      'Accept: text/html',
      'Accept: */*',
      'X-A: 1',
      'X-A: 2',
    ];
    expect(await change(...often)).toMatch(/^HTTP\/1\.1 200 /);
    expect(await create(...often)).toMatch(/^HTTP\/1\.1 201 /);
    expect(await edge.countThings('of a header given twice')).toBe(1);
  });
});

describe('an upgrade to a socket', () => {
  const upgrade = (ticket: string, ...more: readonly string[]): Promise<string> => {
    const head = [
      `GET /realtime?ticket=${ticket} HTTP/1.1`,
      'Host: showroom',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
      ...more,
    ];
    // A frame that closes, so that also an accepted connection ends.
    const close = Buffer.from([0x88, 0x80, 0, 0, 0, 0]);
    return sendRaw(app.url, Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), close]));
  };

  it('with two hosts is a 400, and its ticket stays good', async () => {
    const made = await app.request(group.manager.token).post('/api/v1/realtime/tickets');
    const { ticket } = made.body as { ticket: string };
    const refused = await upgrade(ticket, 'Host: evil.example', 'Origin: https://evil.example');
    expect(refused).toMatch(/^HTTP\/1\.1 400 [^]*"code":"malformed_request"/);
    expect(await upgrade(ticket)).toMatch(/^HTTP\/1\.1 101 /);
  });
});
