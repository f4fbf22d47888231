import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Test } from 'supertest';
import { newId } from '../../../src/shared/ids.js';
import { startEdgeApp } from './edge-app.js';
import type { EdgeApp } from './edge-app.js';

const ORIGIN = 'https://desk.example';

let edge: EdgeApp;
let token: string;

beforeAll(async () => {
  edge = await startEdgeApp({
    config: { rateLimitPerMinute: 100_000, allowedOrigins: [ORIGIN] },
  });
  token = edge.tokenOf();
});

afterAll(() => edge.stop());

const get = (path: string, by = token): Test =>
  request(edge.url).get(path).set('Authorization', `Bearer ${by}`);

describe('problems', () => {
  it('answer an unknown path with 404', async () => {
    const answer = await request(edge.url).get('/api/v1/nothing?email=anna@example.com');
    expect(answer.status).toBe(404);
    expect(answer.get('Content-Type')).toBe('application/problem+json');
    expect(answer.get('Cache-Control')).toBe('no-store');
    expect(answer.body).toEqual({
      type: '/problems/route_not_found',
      title: expect.any(String),
      status: 404,
      detail: expect.any(String),
      instance: '/api/v1/nothing',
      code: 'route_not_found',
      requestId: answer.get('X-Request-Id'),
    });
  });

  it('answer another method of a known path with 405 and Allow', async () => {
    const answer = await request(edge.url).delete('/api/v1/things');
    expect(answer.status).toBe(405);
    expect(answer.body.code).toBe('method_not_allowed');
    expect(answer.get('Allow')).toBe('GET, HEAD, OPTIONS, POST');
    expect((await request(edge.url).trace('/health')).status).toBe(405);
  });

  it('tell nothing of a defect, which is logged with its place', async () => {
    const answer = await request(edge.url).get('/api/v1/broken');
    expect(answer.status).toBe(500);
    expect(answer.body.code).toBe('internal_error');
    expect(answer.text).not.toMatch(/secret|anna|edge-routes/);
    const line = edge.logLines.find(
      (entry) => entry['requestId'] === answer.body.requestId && entry['err'] !== undefined,
    );
    expect(line).toMatchObject({ level: 'error', err: { type: 'Error' } });
    expect(JSON.stringify(line)).toContain('edge-routes');
    expect(JSON.stringify(line)).not.toContain('anna@example.com');
  });

  it('answer HEAD like GET without a body', async () => {
    const answer = await request(edge.url).head('/api/v1/public');
    expect(answer.status).toBe(200);
    expect(answer.text).toBeUndefined();
    expect(answer.get('Content-Length')).toBe('4011');
  });
});

describe('request id and trace', () => {
  it('echoes a well-formed id, in header, context and problem', async () => {
    const answer = await get('/api/v1/me').set('X-Request-Id', 'Abc.1_2-3');
    expect(answer.get('X-Request-Id')).toBe('Abc.1_2-3');
    expect(answer.body.requestId).toBe('Abc.1_2-3');
  });

  it.each(['has space', 'x'.repeat(129), 'semi;colon'])('replaces a bad id (%s)', async (id) => {
    const answer = await get('/api/v1/me').set('X-Request-Id', id);
    expect(answer.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('continues a valid trace with a span of its own', async () => {
    const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
    const parent = `00-${traceId}-00f067aa0ba902b7-01`;
    const answer = await get('/api/v1/me').set('traceparent', parent);
    expect(answer.get('traceparent')).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
    expect(answer.get('traceparent')).not.toBe(parent);
    const later = `01-${traceId}-00f067aa0ba902b7-00-new`;
    const newer = await get('/api/v1/me').set('traceparent', later);
    expect(newer.get('traceparent')).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
  });

  it.each([
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more',
    '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
    'nonsense',
  ])('begins a new trace for %s', async (header) => {
    const traceparent = (await get('/api/v1/me').set('traceparent', header)).get('traceparent');
    expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
    expect(traceparent).not.toContain('4bf92f3577b34da6a3ce929d0e0e4736');
    expect(traceparent).not.toContain('0'.repeat(32));
  });
});

describe('the access log', () => {
  it('has one line a request, by pattern, without path and query', async () => {
    const id = newId();
    const answer = await get(`/api/v1/things/${id}`);
    await get('/api/v1/things?q=Anna');
    const lines = edge.logLines.filter((line) => line['requestId'] === answer.get('X-Request-Id'));
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'info',
        msg: 'request',
        method: 'GET',
        route: '/api/v1/things/{thingId}',
        status: 200,
        callerId: expect.any(String),
        organizationId: expect.any(String),
      }),
    ]);
    expect(lines[0]?.['bytes']).toBeGreaterThan(4_000);
    const text = JSON.stringify(edge.logLines);
    expect(text).not.toContain(id);
    expect(text).not.toContain('Anna');
  });

  it('has a level by status, and the metrics are told', async () => {
    const missing = await request(edge.url).get('/api/v1/nothing');
    const line = edge.logLines.find((entry) => entry['requestId'] === missing.body.requestId);
    expect(line).toMatchObject({ level: 'warn', route: 'unmatched', status: 404 });
    expect(edge.observations.at(-1)).toEqual({
      method: 'GET',
      route: 'unmatched',
      status: 404,
      seconds: expect.any(Number),
    });
  });
});

describe('headers', () => {
  it('protect browsers, name no software, and let a page have its own policy', async () => {
    const answer = await request(edge.url).get('/health');
    expect(answer.get('Content-Security-Policy')).toBe(
      "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(answer.get('X-Content-Type-Options')).toBe('nosniff');
    expect(answer.get('Strict-Transport-Security')).toContain('max-age=');
    expect(answer.get('X-Powered-By')).toBeUndefined();
    expect(answer.get('Content-Type')).toBe('application/json');
    const page = await request(edge.url).get('/page');
    expect(page.get('Content-Security-Policy')).toBe("default-src 'self'");
    expect(page.get('Content-Type')).toBe('text/html; charset=utf-8');
    expect(page.text).toBe('<p>Hello</p>');
  });

  it('let listed origins read what they need', async () => {
    const answer = await request(edge.url).get('/api/v1/public').set('Origin', ORIGIN);
    expect(answer.get('Access-Control-Allow-Origin')).toBe(ORIGIN);
    expect(answer.get('Access-Control-Allow-Credentials')).toBeUndefined();
    expect(answer.get('Access-Control-Expose-Headers')).toMatch(
      /Deprecation.*ETag.*Link.*Location.*RateLimit.*Sunset.*X-Request-Id/,
    );
    expect(answer.get('Vary')).toBe('Origin, Accept-Encoding');
  });

  it('answer a preflight of a listed origin', async () => {
    const answer = await request(edge.url)
      .options('/api/v1/things')
      .set('Origin', ORIGIN)
      .set('Access-Control-Request-Method', 'POST');
    expect(answer.status).toBe(204);
    expect(answer.get('Access-Control-Allow-Headers')).toContain('Idempotency-Key');
    expect(answer.get('Access-Control-Allow-Methods')).toContain('PATCH');
  });

  it.each(['https://evil.example', 'null', `${ORIGIN}.evil.example`])(
    'give %s nothing',
    async (origin) => {
      const answer = await request(edge.url)
        .options('/api/v1/things')
        .set('Origin', origin)
        .set('Access-Control-Request-Method', 'POST');
      expect(answer.status).toBe(204);
      expect(answer.get('Allow')).toBe('GET, HEAD, OPTIONS, POST');
      expect(answer.get('Access-Control-Allow-Origin')).toBeUndefined();
      expect(answer.get('Vary')).toBe('Origin');
    },
  );
});

describe('compression', () => {
  const read = (path: string, encodings: string): Test =>
    get(path).set('Accept-Encoding', encodings);

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['gzip;q=0, identity', undefined],
    ['', undefined],
  ])('by %s is %s', async (accepted, encoding) => {
    const answer = await fetch(`${edge.url}/api/v1/public`, {
      headers: { 'Accept-Encoding': accepted },
    });
    expect(answer.headers.get('Content-Encoding') ?? undefined).toBe(encoding);
    expect(answer.headers.get('Vary')).toBe('Origin, Accept-Encoding');
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=60');
    expect(await answer.json()).toEqual({ text: 'y'.repeat(4_000) });
  });

  it('is not done where it is not wanted, for small answers, for versioned resources', async () => {
    const unwanted = await read('/api/v1/public', 'gzip').set('X-No-Compression', '1');
    expect(unwanted.get('Content-Encoding')).toBeUndefined();
    expect((await read('/api/v1/me', 'gzip')).get('Content-Encoding')).toBeUndefined();
    const versioned = await read(`/api/v1/things/${newId()}`, 'gzip');
    expect(versioned.text.length).toBeGreaterThan(4_000);
    expect(versioned.get('Content-Encoding')).toBeUndefined();
  });
});
