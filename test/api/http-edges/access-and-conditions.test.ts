import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Test } from 'supertest';
import { newId } from '../../../src/shared/ids.js';
import { startEdgeApp } from './edge-app.js';
import type { EdgeApp } from './edge-app.js';

let edge: EdgeApp;
let token: string;

beforeAll(async () => {
  edge = await startEdgeApp({ config: { rateLimitPerMinute: 100_000 } });
  token = edge.tokenOf();
});

afterAll(() => edge.stop());

const get = (path: string, by = token): Test =>
  request(edge.url).get(path).set('Authorization', `Bearer ${by}`);

describe('authentication and authorization', () => {
  it('asks for a token', async () => {
    for (const header of [undefined, 'Basic YTpi']) {
      const test = request(edge.url).get('/api/v1/me');
      const answer = await (header === undefined ? test : test.set('Authorization', header));
      expect(answer.status).toBe(401);
      expect(answer.body.code).toBe('unauthenticated');
      expect(answer.get('WWW-Authenticate') as unknown).toBe('Bearer');
    }
  });

  it.each(['Bearer', 'Bearer ', 'Bearer a b', 'Bearer {}', 'Bearer unknown'])(
    'refuses %s as an invalid token',
    async (header) => {
      const answer = await request(edge.url).get('/api/v1/me').set('Authorization', header);
      expect(answer.status).toBe(401);
      expect(answer.get('WWW-Authenticate') as unknown).toBe('Bearer error="invalid_token"');
    },
  );

  it('keeps the code of the authenticator', async () => {
    expect((await get('/api/v1/me', 'unknown')).body.code).toBe('token_expired');
  });

  it('takes the scheme in any case, and acts for the principal’s organization', async () => {
    const organizationId = newId();
    const own = edge.tokenOf('sales_rep', organizationId);
    const answer = await request(edge.url).get('/api/v1/me').set('Authorization', `bearer ${own}`);
    expect(answer.body).toMatchObject({ organizationId });
  });

  it('answers 403 to the wrong role, before it looks at the request', async () => {
    const answer = await get('/api/v1/managers?bogus=1');
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('forbidden');
    expect((await get('/api/v1/managers', edge.tokenOf('sales_manager'))).status).toBe(200);
  });
});

describe('conditional requests', () => {
  const path = `/api/v1/things/${newId()}`;

  it('carry a strong tag and are kept out of caches', async () => {
    const answer = await get(path);
    expect(answer.get('ETag')).toBe('"7"');
    expect(answer.get('Cache-Control')).toBe('no-store');
  });

  it.each(['"7"', 'W/"7"', '"1", "7"', '"1",W/"7" ', '*'])(
    'If-None-Match: %s is a 304',
    async (tag) => {
      const answer = await get(path).set('If-None-Match', tag);
      expect(answer.status).toBe(304);
      expect(answer.get('ETag')).toBe('"7"');
      expect(answer.text).toBe('');
    },
  );

  it.each(['"8"', '7', 'W/"77"', 'nonsense'])('If-None-Match: %s is a 200', async (tag) => {
    expect((await get(path).set('If-None-Match', tag)).status).toBe(200);
  });

  const patch = (): Test =>
    request(edge.url).patch(path).set('Authorization', `Bearer ${token}`).send({ name: 'New' });

  it('hand the version of If-Match to the handler', async () => {
    const answer = await patch().set('If-Match', '"7"');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ifMatch: 7 });
    expect(answer.get('ETag')).toBe('"8"');
  });

  it('need If-Match', async () => {
    const answer = await patch();
    expect(answer.status).toBe(428);
    expect(answer.body.code).toBe('precondition_required');
  });

  it.each(['*', '7', 'W/"7"', '"7", "8"', '"0"', '"-1"', '"12345678901"', '""'])(
    'refuse If-Match: %s',
    async (tag) => {
      const answer = await patch().set('If-Match', tag);
      expect(answer.status).toBe(400);
      expect(answer.body.code).toBe('invalid_if_match');
    },
  );
});
