import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import type { Response, Test } from 'supertest';
import type { ErrorDetail } from '../../../src/shared/errors.js';
import { newId } from '../../../src/shared/ids.js';
import { startEdgeApp } from './edge-app.js';
import type { EdgeApp } from './edge-app.js';
import { sendRaw } from './raw-http.js';

let edge: EdgeApp;
let token: string;

beforeAll(async () => {
  edge = await startEdgeApp({ config: { rateLimitPerMinute: 100_000 } });
  token = edge.tokenOf();
});

afterAll(() => edge.stop());

const post = (path = '/api/v1/notes'): Test =>
  request(edge.url).post(path).set('Authorization', `Bearer ${token}`);

const get = (path: string): Test =>
  request(edge.url).get(path).set('Authorization', `Bearer ${token}`);

/** The faults of a problem as sorted text. */
function faultsOf(answer: Response, ...names: ReadonlyArray<keyof ErrorDetail>): string[] {
  const { errors } = answer.body as { errors: ErrorDetail[] };
  return errors.map((fault) => names.map((name) => fault[name]).join(' ')).sort();
}

describe('a body', () => {
  it('with faults names every one by pointer', async () => {
    const answer = await post().send({
      bogus: 1,
      count: 'two',
      vehicles: [{ make: '' }, { 'a/b~c': 'yes', make: 'Kia' }, {}],
    });
    expect(answer.status).toBe(400);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body).toMatchObject({
      type: '/problems/validation_failed',
      title: 'Request not valid',
      status: 400,
      code: 'validation_failed',
      instance: '/api/v1/notes',
      requestId: answer.get('X-Request-Id'),
    });
    expect(faultsOf(answer, 'pointer', 'code')).toEqual([
      '/bogus unknown_field',
      '/count invalid_type',
      '/name required',
      '/vehicles/0/make too_small',
      '/vehicles/1/a~1b~0c invalid_type',
      '/vehicles/2/make required',
    ]);
    expect(answer.body.errors[0]).not.toHaveProperty('parameter');
  });

  it.each(['5', '"text"', 'null', '[]', 'true'])(
    'of JSON that is no object (%s) is a 400',
    async (text) => {
      const answer = await post().set('Content-Type', 'application/json').send(text);
      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: 'validation_failed', errors: [{ pointer: '' }] });
    },
  );

  it.each([
    '{',
    '{"name": "x",}',
    "{'name': 1}",
    '{"name": NaN}',
    '\u0000',
    '[1',
    '{"name":"a","name":"b"}',
  ])('of broken JSON (%s) is a 400 malformed_json', async (text) => {
    const answer = await post().set('Content-Type', 'application/json').send(text);
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('malformed_json');
    expect(answer.text).not.toContain('position');
  });

  it('that is not UTF-8 is malformed', async () => {
    const bytes = Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    const answer = await post()
      .set('Content-Type', 'application/json')
      .serialize((value: unknown) => value as string)
      .send(bytes);
    expect(answer.body.code).toBe('malformed_json');
  });

  it('nested without end is refused before anything walks it', async () => {
    const answer = await post()
      .set('Content-Type', 'application/json')
      .send('['.repeat(200_000) + ']'.repeat(200_000));
    expect(answer.body.code).toBe('malformed_json');
  });

  it('of numbers beyond all bounds is refused', async () => {
    const answer = await post()
      .set('Content-Type', 'application/json')
      .send('{"name":"a","price":1e999}');
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer: '/price' }]);
  });

  it.each(['__proto__', 'constructor', 'prototype'])(
    'with the key %s harms nothing',
    async (key) => {
      const text = `{"name":"a","${key}":{"polluted":true}}`;
      const answer = await post().set('Content-Type', 'application/json').send(text);
      expect(answer.status).toBe(400);
      expect(answer.body.errors).toMatchObject([{ pointer: `/${key}`, code: 'unknown_field' }]);
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    },
  );

  it('of 2 MiB is a 413', async () => {
    const answer = await post().send({ name: 'x'.repeat(2 * 1_048_576) });
    expect(answer.status).toBe(413);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.body.code).toBe('payload_too_large');
  });

  it('of 2 MiB in chunks is a 413', async () => {
    const answer = await fetch(`${edge.url}/api/v1/notes`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
      body: new ReadableStream({
        start(controller) {
          for (let part = 0; part < 32; part += 1) controller.enqueue(new Uint8Array(65_536));
          controller.close();
        },
      }),
      duplex: 'half',
    });
    expect(answer.status).toBe(413);
    await answer.text();
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonx',
    'application/json; charset=klingon',
    'application/json; charset=utf-16',
    'garbage',
  ])('of type %s is a 415', async (type) => {
    const answer = await post().set('Content-Type', type).send('{"name":"a"}');
    expect(answer.status).toBe(415);
    expect(answer.body.code).toBe('unsupported_media_type');
    expect(answer.get('Accept')).toBe('application/json');
  });

  it('without a type is a 415', async () => {
    const head = [
      'POST /api/v1/notes HTTP/1.1',
      'Host: showroom',
      `Authorization: Bearer ${token}`,
      'Content-Length: 2',
      'Connection: close',
    ];
    const answer = await sendRaw(edge.url, `${head.join('\r\n')}\r\n\r\n{}`);
    expect(answer).toMatch(/^HTTP\/1.1 415 /);
  });

  it.each(['gzip', 'br', 'deflate', 'whatever'])(
    'encoded by %s is refused, not inflated',
    async (encoding) => {
      const answer = await post()
        .set('Content-Type', 'application/json')
        .set('Content-Encoding', encoding)
        .serialize((value: unknown) => value as string)
        .send(gzipSync('{"name":"a"}'));
      expect(answer.status).toBe(415);
      expect(answer.body.code).toBe('unsupported_media_type');
    },
  );

  it('that is empty where one is needed is a 400', async () => {
    const answer = await post().set('Content-Type', 'application/json');
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([{ pointer: '', code: 'required' }]);
  });

  it('of another type reaches a route that takes it as text', async () => {
    const answer = await post('/api/v1/imports').set('Content-Type', 'text/csv').send('a,b\nä,2\n');
    expect(answer.body).toEqual({ length: 8 });
    expect((await post('/api/v1/imports').send({})).status).toBe(415);
  });

  it('of a GET is ignored', async () => {
    const answer = await get('/api/v1/things').set('Content-Type', 'text/plain').send('{broken');
    expect(answer.status).toBe(200);
  });
});

describe('path and query', () => {
  it('give flat keys to the schema', async () => {
    const answer = await get('/api/v1/things?price[gte]=5&q=a%20b').set('Prefer', 'count=exact');
    expect(answer.body).toEqual({
      query: { 'price[gte]': 5, q: 'a b' },
      href: '/api/v1/things?price[gte]=5&q=a%20b',
      countExact: true,
    });
  });

  it('with faults name pointer and parameter', async () => {
    const answer = await get('/api/v1/things?price[gte]=cheap&q=a&q=b&bogus=1&__proto__=x');
    expect(answer.status).toBe(400);
    expect(faultsOf(answer, 'pointer', 'parameter', 'code')).toEqual([
      '/__proto__ __proto__ unknown_parameter',
      '/bogus bogus unknown_parameter',
      '/price[gte] price[gte] invalid_type',
      '/q q invalid_type',
    ]);
  });

  it('refuse parameters where none are known, except at the root', async () => {
    expect((await get('/api/v1/me?x=1')).body.errors).toMatchObject([{ parameter: 'x' }]);
    expect((await get('/health?probe=1')).status).toBe(200);
  });

  it('with a malformed id are a 400 that names the parameter', async () => {
    const answer = await get('/api/v1/things/nonsense');
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toMatchObject([
      { pointer: '/thingId', parameter: 'thingId', code: 'invalid_format' },
    ]);
  });

  it('with a malformed percent sign are a 400', async () => {
    const answer = await get('/api/v1/things/%E0%A4%A');
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'malformed_request',
      instance: '/api/v1/things/%E0%A4%25A',
    });
  });

  it('take literal segments before parameters', async () => {
    expect((await get('/api/v1/things/slots')).body).toEqual({ slots: [] });
    expect((await get(`/api/v1/things/${newId()}`)).status).toBe(200);
  });
});
