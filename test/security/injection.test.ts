import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sendRaw } from '../api/http-edges/raw-http.js';
import { createLogger } from '../../src/observability/logger.js';
import { createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup } from '../support/dealer-group.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { newId } from '../../src/shared/ids.js';

let app: TestApp;
let group: DealerGroup;
let log = '';

beforeAll(async () => {
  const logger = createLogger('debug', { write: (text) => void (log += text) });
  app = await startTestApp({ roles: ['api', 'realtime'], overrides: { logger } });
  group = await createDealerGroup(app, { reps: 1 });
});
beforeEach(() => {
  log = '';
});
afterAll(() => app.stop());

/** A line as ours are, and headers as an answer has them, behind a line end. */
const FORGED = '{"level":"info","forged":true,"msg":"request"}';
const ESCAPES = '\u001b[2K\u001b[1A\u0007\u0000\b\u007f\u009b31m\u2028\u2029';
const LINE_ENDS = ['\r\n', '\n', '\r', '\u0085', '\u2028'];
const ENCODED_ENDS = ['%0d%0a', '%0a', '%0d', '%E5%98%8A%E5%98%8D', '%C2%85', '%E2%80%A8'];

/** What may stand in a log or a head: no control characters but the ends of its own lines. */

const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/;

function written(target: string, headers: Record<string, string> = {}, body = ''): string {
  const own = { Host: 'showroom', Connection: 'close', 'Content-Length': Buffer.byteLength(body) };
  const authorization = { Authorization: `Bearer ${group.manager.token}` };
  const lines = Object.entries({ ...own, ...authorization, ...headers });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${target} HTTP/1.1\r\n${head}\r\n${body}`;
}

/** Sends it; answers the status, when log and head are as they should be. */
async function ask(text: string): Promise<number> {
  const answer = await sendRaw(app.url, text);
  expectCleanHead(answer);
  expectCleanLog();
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}

function expectCleanHead(answer: string): void {
  const [head = ''] = answer.split('\r\n\r\n', 1);
  expect(answer.match(/^HTTP\/1\.1 /gm)).toHaveLength(1);
  for (const line of head.split('\r\n').slice(1)) {
    expect(line).toMatch(/^[A-Za-z-]+: /);
    expect(line).not.toMatch(/^(?:X-Forged|Set-Cookie)/i);
    expect(line).not.toMatch(CONTROL);
  }
}

function expectCleanLog(): void {
  expect(log).not.toMatch(CONTROL);
  for (const line of log.split('\n').slice(0, -1)) {
    const entry = JSON.parse(line) as Record<string, unknown>;
    expect(Object.keys(entry).slice(0, 2)).toEqual(['level', 'time']);
    expect(entry).not.toHaveProperty('forged');
    expect(line).not.toContain('forged');
  }
}

const requestLines = (): number => log.split('"msg":"request"').length - 1;

describe('a header with a line of its own', () => {
  const names = [
    'X-Request-Id',
    'User-Agent',
    'Origin',
    'traceparent',
    'X-Forwarded-For',
    'Prefer',
  ];
  const cases = names.flatMap((name) =>
    [...LINE_ENDS, ...ENCODED_ENDS, ESCAPES].map(
      (end) => [name, JSON.stringify(end), end] as const,
    ),
  );

  it.each(cases)('%s with %s forges nothing', async (name, _shown, end) => {
    const value = `abc${end}${FORGED}${end}X-Forged: 1`;
    const status = await ask(written('GET /api/v1/auth/me', { [name]: value }));
    // A real line end begins another header, which has to be one; encoded ones are but text.
    expect([200, 400]).toContain(status);
    expect(requestLines()).toBe(status === 200 ? 1 : 0);
  });
});

describe('a path or query with a line of its own', () => {
  it.each(ENCODED_ENDS)('%s forges nothing', async (end) => {
    const forged = `${end}X-Forged:%201${end}${encodeURIComponent(FORGED)}`;
    expect(await ask(written(`GET /api/v1/${forged}`))).toBe(404);
    expect(await ask(written(`GET /api/v1/leads/${forged}`))).toBe(400);
    expect(await ask(written(`GET /problems/${forged}`))).toBeGreaterThanOrEqual(400);
    expect(await ask(written(`GET /api/v1/vehicles?${forged}=1`))).toBe(400);
    expect(await ask(written(`GET /api/v1/vehicles?make=${forged}`))).toBeLessThan(500);
    expect(await ask(written(`GET /api/v1/customers?q=${forged}&limit=1`))).toBeLessThan(500);
    expect(requestLines()).toBe(6);
  });

  it('and with control characters as they are is no request', async () => {
    for (const character of ['\u0000', '\u001b', '\r', '\n', '\u007f']) {
      const status = await ask(written(`GET /api/v1/leads?a=${character}${FORGED}`));
      expect([400, 404]).toContain(status);
    }
  });
});

describe('a body with a line of its own', () => {
  const post = (path: string, body: object): Promise<number> =>
    ask(
      written(
        `POST /api/v1${path}`,
        { 'Content-Type': 'application/json', 'Idempotency-Key': newId() },
        JSON.stringify(body),
      ),
    );

  it.each([...LINE_ENDS, ESCAPES].map((end) => [JSON.stringify(end), end] as const))(
    '%s in a name, a key or an address forges nothing',
    async (_shown, end) => {
      const text = `Ann${end}${FORGED}${end}`;
      expect(await post('/customers', { firstName: text, lastName: text })).toBeLessThan(500);
      expect(await post('/customers', { firstName: 'Ann', [text]: text })).toBe(400);
      expect(await post('/auth/login', { email: text, password: text })).toBe(400);
      expect(
        await post('/auth/login', { email: `a@dealer.example`, password: text }),
      ).toBeGreaterThanOrEqual(400);
      expect(requestLines()).toBe(4);
    },
  );
});

/** Says goodbye, so that an accepted connection ends as well. */
const CLOSE_FRAME = Buffer.from([0x88, 0x80, 0, 0, 0, 0]);

describe('the protocol of a socket', () => {
  it.each([...LINE_ENDS, ESCAPES].map((end) => [JSON.stringify(end), end] as const))(
    'is not echoed with %s',
    async (_shown, end) => {
      const upgrade = written('GET /realtime', {
        ...{ Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' },
        'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
        'Sec-WebSocket-Protocol': `showroom.v1${end}X-Forged: 1`,
      }).replace('Content-Length: 0\r\n', '');
      const answer = await sendRaw(app.url, Buffer.concat([Buffer.from(upgrade), CLOSE_FRAME]));
      expect(answer).toMatch(/^HTTP\/1\.1 (?:400|101) /);
      expect(answer).not.toMatch(/^X-Forged/m);
      expectCleanLog();
    },
  );
});
