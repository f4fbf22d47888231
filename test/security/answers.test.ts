import { collectRoutes } from '../../src/app/collect-routes.js';
import { fullPath } from '../../src/http/openapi/route-traits.js';
import { createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup } from '../support/dealer-group.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { sendRaw } from '../api/http-edges/raw-http.js';

const YEAR_SECONDS = 31_536_000;

let app: TestApp;
let group: DealerGroup;
/** One raw answer of every kind that this product gives. */
const answers = new Map<string, string>();

beforeAll(async () => {
  app = await startTestApp({ roles: ['api', 'realtime'] });
  group = await createDealerGroup(app);
  for (const [kind, text] of Object.entries(kinds()))
    answers.set(kind, await sendRaw(app.url, text));
});
afterAll(() => app.stop());

/** Requests as they go over the wire, by the kind of answer that they lead to. */
function kinds(): Record<string, string> {
  const auth = { Authorization: `Bearer ${group.manager.token}` };
  const json = { ...auth, 'Content-Type': 'application/json' };
  const keyed = { ...auth, 'Idempotency-Key': 'a-key-of-its-own' };
  const upgrade = { Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' };
  return {
    '200 of the API': written('GET /api/v1/auth/me', auth),
    '200 of a probe': written('GET /health'),
    '200 of a page': written('GET /docs'),
    '200 of a script': written('GET /docs/start.js'),
    '200 of a document': written('GET /openapi.yaml'),
    '200 of a problem page': written('GET /problems/forbidden'),
    '204 of OPTIONS': written('OPTIONS /api/v1/leads', auth),
    '400 of a body': written('POST /api/v1/leads', json, '{'),
    '400 of what is no HTTP': 'HELO showroom\r\n\r\n',
    '401': written('GET /api/v1/leads'),
    '404': written('GET /no/such/path'),
    '405': written('DELETE /api/v1/leads', auth),
    '415': written('POST /api/v1/leads', { ...keyed, 'Content-Type': 'text/xml' }, '<a/>'),
    '417': written('GET /health', { Expect: 'something' }),
    '426 of the socket': written('GET /realtime', { ...upgrade, Connection: 'Upgrade' }),
  };
}

function written(target: string, headers: Record<string, string> = {}, body = ''): string {
  const length = body === '' ? {} : { 'Content-Length': String(body.length) };
  const all = { Host: 'showroom', Connection: 'close', ...length, ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

function statusOf(answer: string): number {
  return Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);
}

function headersOf(answer: string): Map<string, string> {
  const [head = ''] = answer.split('\r\n\r\n', 1);
  const lines = head.split('\r\n').slice(1);
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

/** The kinds of answers that a check finds fault with. */
function faulty(isRight: (headers: Map<string, string>, answer: string) => boolean): string[] {
  return [...answers]
    .filter(([, answer]) => !isRight(headersOf(answer), answer))
    .map(([kind]) => kind);
}

describe('every kind of answer', () => {
  it('is among those that are looked at', () => {
    const statuses = new Set([...answers.values()].map(statusOf));
    expect([...statuses].sort()).toEqual([200, 204, 400, 401, 404, 405, 415, 417]);
    expect(answers.size).toBeGreaterThanOrEqual(15);
  });

  it('tells browsers to come by TLS only, for a year, to all hosts below', () => {
    const pattern = /^max-age=(\d+); ?includeSubDomains$/i;
    const isRight = (headers: Map<string, string>): boolean =>
      Number(pattern.exec(headers.get('strict-transport-security') ?? '')?.[1]) >= YEAR_SECONDS;
    expect(faulty(isRight)).toEqual([]);
  });

  it('forbids to guess its type', () => {
    expect(faulty((headers) => headers.get('x-content-type-options') === 'nosniff')).toEqual([]);
  });

  it('has a policy that lets nobody frame it, load plug-ins or move its base', () => {
    const directives = ["frame-ancestors 'none'", "base-uri 'none'", "default-src 'none'"];
    const isRight = (headers: Map<string, string>): boolean => {
      const policy = (headers.get('content-security-policy') ?? '').split(';');
      return directives.every((directive) => policy.some((one) => one.trim() === directive));
    };
    expect(faulty(isRight)).toEqual([]);
  });

  it('tells other sites nothing of where its reader came from', () => {
    expect(faulty((headers) => headers.get('referrer-policy') === 'no-referrer')).toEqual([]);
  });

  it('sets no cookie and names no software', () => {
    const words = ['set-cookie', 'server', 'x-powered-by'];
    expect(faulty((headers) => words.every((word) => !headers.has(word)))).toEqual([]);
  });

  it('redirects nobody', () => {
    expect(faulty((headers) => !headers.has('location') && !headers.has('refresh'))).toEqual([]);
  });

  it('with a body says what it is: JSON, or text with its charset', () => {
    const isRight = (headers: Map<string, string>, answer: string): boolean => {
      const body = answer.slice(answer.indexOf('\r\n\r\n') + 4);
      const type = headers.get('content-type') ?? '';
      if (body === '') return true;
      if (/^application\/(?:problem\+)?json\b/.test(type)) return isJson(body);
      return /^(?:text\/(?:html|javascript); charset=utf-8|application\/yaml)/.test(type);
    };
    expect(faulty(isRight)).toEqual([]);
  });

  it('that is about a tenant or a fault is kept by nobody', () => {
    const ofCaller = [...answers].filter(([kind]) => /^(?:4|200 of the API)/.test(kind));
    const kept = ofCaller.filter(([, text]) => headersOf(text).get('cache-control') !== 'no-store');
    expect(ofCaller.length).toBeGreaterThan(7);
    expect(kept.map(([kind]) => kind)).toEqual([]);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('what is not there', () => {
  it.each([
    '/.git/config',
    '/.env',
    '/package.json',
    '/src/main.ts',
    '/node_modules/',
    '/docs/..%2fpackage.json',
    '/docs/%2e%2e/package.json',
    '/docs/../../package.json',
    '/api/v1/',
    '/',
  ])('is neither listed nor read: %s', async (path) => {
    const answer = await sendRaw(app.url, written(`GET ${path}`));
    expect(statusOf(answer)).toBe(404);
    expect(headersOf(answer).get('content-type')).toBe('application/problem+json');
  });

  it.each(['TRACE', 'CONNECT', 'TRACK', 'PROPFIND'])('is no method: %s', async (method) => {
    const answer = await sendRaw(app.url, written(`${method} /health`, { 'X-Secret': 'echo-me' }));
    expect(answer).not.toMatch(/^HTTP\/1\.1 2/);
    expect(answer).not.toContain('echo-me');
  });
});

describe('operations', () => {
  const routes = collectRoutes();

  it('change nothing by GET: they ask for a scope to read, the others for one to write', () => {
    // It calculates again what was decided, and keeps nothing.
    const onlyReads = new Set(['replayRotationDecision']);
    const wrong = routes.flatMap((route) => {
      if (!('scope' in route.access)) return [];
      const isReader = route.method === 'get' || onlyReads.has(route.operationId);
      const right = isReader ? 'read' : 'write';
      return route.access.scope.endsWith(`:${right}`) ? [] : [route.operationId];
    });
    expect(wrong).toEqual([]);
    const readers = routes.filter(({ method }) => method === 'get');
    expect(readers.filter((route) => route.body ?? route.idempotency)).toEqual([]);
  });

  it('take no secret in their address', () => {
    const secret = /pass|secret|token|ticket|key|otp|code\b/i;
    const names = routes.flatMap((route) => [
      ...[...fullPath(route).matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
      ...parametersOf(route.query),
    ]);
    expect(names.length).toBeGreaterThan(40);
    // The code of a problem is no secret.
    expect(names.filter((name) => secret.test(name) && name !== 'code')).toEqual([]);
  });
});

function parametersOf(schema: unknown): string[] {
  const shape = (schema as { readonly shape?: object } | undefined)?.shape;
  return Object.keys(shape ?? {});
}
