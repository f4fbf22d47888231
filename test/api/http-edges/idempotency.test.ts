import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import type { Test } from 'supertest';
import { apiPoolLimits, createDatabase } from '../../../src/database/create-database.js';
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

const HOURS_24 = 24 * 60 * 60 * 1_000;

function post(key: string | undefined, body: object, by = token, path = '/api/v1/things'): Test {
  const test = request(edge.url).post(path).set('Authorization', `Bearer ${by}`);
  return (key === undefined ? test : test.set('Idempotency-Key', key)).send(body);
}

const uniqueName = (): string => `thing ${newId()}`;

const keysKept = async (key: string): Promise<number> => {
  const sql = 'SELECT COUNT(*) AS n FROM idempotency_keys WHERE idempotency_key = $key';
  return (await edge.database.rawDb.selectOne<{ n: number }>(sql, { key }))?.n ?? 0;
};

describe('the key', () => {
  it('is required where the operation says so', async () => {
    const answer = await post(undefined, { name: uniqueName() });
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('idempotency_key_required');
  });

  it('is optional elsewhere', async () => {
    const name = uniqueName();
    expect((await post(undefined, { name }, token, '/api/v1/notes')).status).toBe(201);
    expect((await post(undefined, { name }, token, '/api/v1/notes')).status).toBe(201);
    expect(await edge.countThings(name)).toBe(2);
  });

  it.each(['short12', 'x'.repeat(256), 'with spaces in it', 'umläut-umläut', ''])(
    'that is not one (%s) is a 400',
    async (key) => {
      const answer = await post(Buffer.from(key).toString('latin1'), { name: uniqueName() });
      expect(answer.status).toBe(400);
      expect(answer.body.code).toBe('idempotency_key_invalid');
    },
  );

  it('sent twice in one request is a 400', async () => {
    const answer = await fetch(`${edge.url}/api/v1/things`, {
      method: 'POST',
      headers: [
        ['Authorization', `Bearer ${token}`],
        ['Content-Type', 'application/json'],
        ['Idempotency-Key', 'key-number-one'],
        ['Idempotency-Key', 'key-number-two'],
      ],
      body: '{"name":"a"}',
    });
    expect(await answer.json()).toMatchObject({ code: 'idempotency_key_invalid' });
  });

  it('may be as short as 8 and as long as 255', async () => {
    for (const key of ['12345678', '~'.repeat(255)]) {
      expect((await post(key, { name: uniqueName() })).status).toBe(201);
    }
  });
});

describe('the same key again', () => {
  it('replays status, headers and body, and has no second effect', async () => {
    const key = newId();
    const name = uniqueName();
    const first = await post(key, { name, count: 1 });
    const second = await post(key, { count: 1, name });
    expect(first.status).toBe(201);
    expect(first.get('Idempotent-Replayed')).toBeUndefined();
    expect(second.status).toBe(201);
    expect(second.get('Idempotent-Replayed')).toBe('true');
    expect(second.body).toEqual(first.body);
    for (const header of ['Location', 'ETag', 'Content-Type']) {
      expect(second.get(header)).toBe(first.get(header));
    }
    expect(second.get('X-Request-Id')).not.toBe(first.get('X-Request-Id'));
    expect(await edge.countThings(name)).toBe(1);
  });

  it('with another body or path is a 422', async () => {
    const key = newId();
    const name = uniqueName();
    await post(key, { name });
    for (const answer of [
      await post(key, { name, count: 2 }),
      await post(key, { name }, token, '/api/v1/notes'),
    ]) {
      expect(answer.status).toBe(422);
      expect(answer.body.code).toBe('idempotency_key_reused');
    }
    expect(await edge.countThings(name)).toBe(1);
  });

  it('of another person is another key', async () => {
    const key = newId();
    const name = uniqueName();
    const answers = [await post(key, { name }), await post(key, { name }, edge.tokenOf())];
    expect(answers.map((answer) => answer.get('Idempotent-Replayed'))).toEqual([
      undefined,
      undefined,
    ]);
    expect(await edge.countThings(name)).toBe(2);
  });

  it('after an error does the work: errors are rolled back and not kept', async () => {
    const key = newId();
    const name = uniqueName();
    const failed = await post(key, { name, fail: true });
    expect(failed.status).toBe(500);
    expect(await edge.countThings(name)).toBe(0);
    expect(await keysKept(key)).toBe(0);
    const invalid = await post(key, { name: 7 });
    expect(invalid.status).toBe(400);
    const answer = await post(key, { name });
    expect(answer.status).toBe(201);
    expect(answer.get('Idempotent-Replayed')).toBeUndefined();
  });

  it('after 24 hours is a new key', async () => {
    const key = newId();
    const name = uniqueName();
    await post(key, { name });
    edge.clock.advance(HOURS_24 - 1);
    expect((await post(key, { name })).get('Idempotent-Replayed')).toBe('true');
    edge.clock.advance(1);
    const again = await post(key, { name, count: 3 });
    expect(again.status).toBe(201);
    expect(again.get('Idempotent-Replayed')).toBeUndefined();
    expect((await post(key, { name, count: 3 })).get('Idempotent-Replayed')).toBe('true');
    expect(await edge.countThings(name)).toBe(2);
  });
});

describe('the same key at once', () => {
  it.each([2, 8])('by %i requests has one effect', async (count) => {
    const key = newId();
    const name = uniqueName();
    const requests = Array.from({ length: count }, () => post(key, { name, pauseMs: 50 }));
    const answers = await Promise.all(requests);
    const originals = answers.filter(
      (answer) => answer.status === 201 && answer.get('Idempotent-Replayed') === undefined,
    );
    expect(originals).toHaveLength(1);
    for (const answer of answers) {
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual(originals[0]?.body);
    }
    expect(await edge.countThings(name)).toBe(1);
  });

  it('is waited for a second at most, then a 409', async () => {
    const key = newId();
    const name = uniqueName();
    const first = post(key, { name, pauseMs: 2_500 }).then((answer) => answer);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = await post(key, { name, pauseMs: 2_500 });
    expect(second.status).toBe(409);
    expect(second.body.code).toBe('idempotency_key_in_progress');
    expect(second.get('Retry-After')).toBe('1');
    expect((await first).status).toBe(201);
    expect((await post(key, { name, pauseMs: 2_500 })).get('Idempotent-Replayed')).toBe('true');
    expect(await edge.countThings(name)).toBe(1);
  });

  it('goes to the next in line when the first one fails', async () => {
    const key = newId();
    const name = uniqueName();
    const first = post(key, { name, pauseMs: 300, fail: true }).then((answer) => answer);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const others = await Promise.all([post(key, { name }), post(key, { name })]);
    expect((await first).status).toBe(500);
    expect(others.map(({ status }) => status)).toEqual([201, 201]);
    expect(others.filter((answer) => answer.get('Idempotent-Replayed') === 'true')).toHaveLength(1);
    expect(await edge.countThings(name)).toBe(1);
  });

  it('after 24 hours is renewed by one of them', async () => {
    const key = newId();
    const name = uniqueName();
    await post(key, { name });
    edge.clock.advance(HOURS_24);
    const answers = await Promise.all([1, 2, 3, 4].map(() => post(key, { name, count: 4 })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(await edge.countThings(name)).toBe(2);
  });
});

describe('a database that is away', () => {
  it('is a 503 with Retry-After, and nothing was done', async () => {
    const away = createDatabase({ url: 'mariadb://root:@127.0.0.1:9/nothing' }, apiPoolLimits);
    const beside = await startEdgeApp({ beside: edge, database: away });
    const answer = await request(beside.url)
      .post('/api/v1/things')
      .set('Authorization', `Bearer ${token}`)
      .set('Idempotency-Key', newId())
      .send({ name: uniqueName() });
    expect(answer.status).toBe(503);
    expect(answer.type).toBe('application/problem+json');
    expect(answer.get('Retry-After')).toBe('1');
    await beside.stop();
    await away.close();
  });
});
