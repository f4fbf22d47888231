import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import supertest from 'supertest';
import { collectRoutes } from '../../src/app/collect-routes.js';
import { buildOpenapiDocument } from '../../src/http/openapi/build-openapi-document.js';
import { isJsonObject, objectAt } from '../../src/http/openapi/json-value.js';
import type { JsonObject } from '../../src/http/openapi/json-value.js';
import { startTestApp, testConfig } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { apiOperations } from './operations.js';

const DESK = 'https://desk.example';
const FOREIGN = [
  'https://evil.example',
  'http://desk.example',
  'https://desk.example:8443',
  'https://desk.example.evil.example',
  'https://DESK.example',
  'null',
  '*',
];

const document = buildOpenapiDocument(collectRoutes());
const operations = apiOperations();
let app: TestApp;

beforeAll(async () => {
  const { http } = testConfig();
  app = await startTestApp({
    roles: ['api'],
    config: { http: { ...http, allowedOrigins: [DESK] } },
  });
});
afterAll(() => app.stop());

type Headers = Readonly<Record<string, string | undefined>>;

async function preflight(path: string, method: string, origin = DESK): Promise<Headers> {
  const answer = await supertest(app.url)
    .options(path)
    .set({ Origin: origin, 'Access-Control-Request-Method': method.toUpperCase() });
  expect(answer.status).toBe(204);
  return answer.headers;
}

async function ask(path: string, method: string, origin: string): Promise<Headers> {
  const answer = await supertest(app.url)[method as 'get'](path).set('Origin', origin);
  return answer.headers;
}

function listed(text: string | undefined): Set<string> {
  return new Set((text ?? '').split(',').map((name) => name.trim().toLowerCase()));
}

/** Every object of the document, at any depth. */
function objectsIn(value: unknown): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return isJsonObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];
}

/** Names of headers that answers are documented to have. */
function answeredHeaders(): string[] {
  const inPlace = objectsIn(objectAt(document, 'paths'))
    .filter((value) => isJsonObject(value['headers']))
    .flatMap((answer) => Object.keys(objectAt(answer, 'headers')));
  const shared = Object.keys(objectAt(objectAt(document, 'components'), 'headers'));
  return [...new Set([...inPlace, ...shared])].filter((name) => !/^access-control-/i.test(name));
}

/** Names of headers that callers may send, by the document and by the nature of HTTP. */
function takenHeaders(): string[] {
  const documented = objectsIn(document)
    .filter((value) => value['in'] === 'header')
    .map((value) => String(value['name']));
  return [
    ...new Set([...documented, 'Authorization', 'Content-Type', 'traceparent', 'X-Request-Id']),
  ];
}

describe('a page of an allowed origin', () => {
  it('may call every operation with its method', async () => {
    expect(operations.length).toBeGreaterThan(40);
    for (const { path, method } of operations) {
      const headers = await preflight(path, method);
      expect(headers['access-control-allow-origin']).toBe(DESK);
      expect(listed(headers['access-control-allow-methods'])).toContain(method);
      expect(listed(headers['access-control-allow-headers'])).not.toContain('*');
    }
  });

  it('may send every header that an operation takes', async () => {
    const allowed = listed(
      (await preflight('/api/v1/leads', 'POST'))['access-control-allow-headers'],
    );
    expect(takenHeaders().length).toBeGreaterThan(6);
    expect(takenHeaders().filter((name) => !allowed.has(name.toLowerCase()))).toEqual([]);
  });

  it('may read every header that an answer is documented to have', async () => {
    const headers = await ask('/api/v1/leads', 'get', DESK);
    const exposed = listed(headers['access-control-expose-headers']);
    expect(answeredHeaders().length).toBeGreaterThan(9);
    expect(answeredHeaders().filter((name) => !exposed.has(name.toLowerCase()))).toEqual([]);
  });

  it('is told so in every answer, with nothing of credentials, and caches are told why', async () => {
    for (const { path, method } of operations) {
      const headers = await ask(path, method, DESK);
      expect(headers['access-control-allow-origin']).toBe(DESK);
      expect(headers['access-control-allow-credentials']).toBeUndefined();
      expect(listed(headers['vary'])).toContain('origin');
    }
  });
});

describe('a page of another origin', () => {
  it.each(FOREIGN)('is given nothing: %s', async (origin) => {
    for (const { path, method } of operations) {
      const headers = [await preflight(path, method, origin), await ask(path, method, origin)];
      for (const given of headers) {
        const names = Object.keys(given).filter((name) => name.startsWith('access-control-'));
        expect(names).toEqual([]);
        expect(listed(given['vary'])).toContain('origin');
      }
    }
  });
});
