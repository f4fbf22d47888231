import { Agent, request as open } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { eventually } from '../../support/eventually.js';
import { startEdgeApp } from './edge-app.js';
import type { EdgeApp } from './edge-app.js';
import { STREAM_LIMIT, streamRoutes } from './stream-routes.js';
import type { StreamWatch } from './stream-routes.js';

const watch: StreamWatch = { pieces: 0, ended: false, organizations: new Set() };
let edge: EdgeApp;
let authorization: string;

beforeAll(async () => {
  edge = await startEdgeApp({ moreRoutes: streamRoutes(watch) });
  authorization = `Bearer ${edge.tokenOf()}`;
});

beforeEach(() => {
  Object.assign(watch, { pieces: 0, ended: false });
});

afterAll(() => edge.stop());

/** Opens a request by hand; the answer is not read. */
function ask(
  path: string,
  method = 'GET',
  headers: Record<string, string> = {},
): ReturnType<typeof open> {
  return open(`${edge.url}/api/v1${path}`, {
    method,
    agent: new Agent(),
    headers: { authorization, ...headers },
  });
}

function answerTo(asked: ReturnType<typeof open>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    asked.once('response', resolve);
    asked.once('error', reject);
  });
}

describe('a streamed body', () => {
  it('may be larger than any other body, in pieces', async () => {
    const asked = ask('/streams', 'POST', { 'content-type': 'text/csv; charset="Windows-1252"' });
    const answered = answerTo(asked);
    for (let index = 0; index < 64; index += 1) {
      if (!asked.write(Buffer.alloc(65_536, 97)))
        await new Promise((go) => asked.once('drain', go));
    }
    asked.end();
    const answer = await answered;
    const text = Buffer.concat(await answer.toArray()).toString();
    expect(JSON.parse(text)).toEqual({
      length: 64 * 65_536,
      contentType: 'text/csv',
      charset: 'windows-1252',
    });
  });

  it.each([
    ['announced', { 'content-length': String(STREAM_LIMIT + 1) }],
    ['found out', {}],
  ])('that is too large is refused, %s', async (_how, headers) => {
    const asked = ask('/streams', 'POST', { 'content-type': 'text/csv', ...headers });
    const answered = answerTo(asked);
    for (let sent = 0; sent <= STREAM_LIMIT; sent += 1_048_576) {
      asked.write(Buffer.alloc(Math.min(1_048_576, STREAM_LIMIT + 1 - sent)));
    }
    const answer = await answered;
    expect(answer.statusCode).toBe(413);
    asked.destroy();
  });

  it.each([
    ['another type', { 'content-type': 'application/json' }],
    ['no type', {}],
    ['a compressed body', { 'content-type': 'text/csv', 'content-encoding': 'gzip' }],
  ])('is refused with %s', async (_what, headers) => {
    const asked = ask('/streams', 'POST', headers);
    const answered = answerTo(asked);
    asked.end('a,b\n');
    expect((await answered).statusCode).toBe(415);
  });

  it('that breaks off leaves nothing waiting', async () => {
    const asked = ask('/streams', 'POST', { 'content-type': 'text/csv' });
    asked.once('error', () => undefined);
    asked.write('a,b\n');
    await sleep(50);
    asked.destroy();
    const seen = await eventually(() =>
      edge.logLines.find((line) => line['aborted'] === true && line['method'] === 'POST'),
    );
    expect(seen).toMatchObject({ route: '/api/v1/streams' });
    expect(edge.logLines.filter((line) => line['level'] === 'error')).toEqual([]);
  });
});

describe('a streamed answer', () => {
  it('is sent whole, in the context of its request', async () => {
    const answer = await request(edge.url)
      .get('/api/v1/streams')
      .set('Authorization', authorization)
      .set('Accept-Encoding', 'gzip');
    expect(answer.status).toBe(200);
    expect(answer.get('Content-Encoding')).toBe('gzip');
    expect(answer.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(answer.text).toHaveLength(400 * (6 + 65_536 + 1));
    expect(watch).toMatchObject({ pieces: 400, ended: true });
    expect(watch.organizations.size).toBe(1);
  });

  it('waits for a slow reader, and ends when he goes', async () => {
    const asked = ask('/streams', 'GET', { 'x-no-compression': '1' });
    asked.end();
    const answer = await answerTo(asked);
    answer.pause();
    const reached = await eventually(async () => {
      const before = watch.pieces;
      await sleep(100);
      return watch.pieces === before ? before : 0;
    });
    expect(reached).toBeLessThan(400);
    answer.destroy();
    await eventually(() => watch.ended);
    expect(watch.pieces).toBeLessThan(400);
  });

  it('has no body for HEAD', async () => {
    const answer = await request(edge.url)
      .head('/api/v1/streams')
      .set('Authorization', authorization);
    expect(answer.status).toBe(200);
    expect(answer.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(watch.pieces).toBe(0);
  });

  it('that fails before its first piece is a problem', async () => {
    const answer = await request(edge.url)
      .get('/api/v1/failing-streams')
      .set('Authorization', authorization);
    expect(answer.status).toBe(500);
    expect(answer.body.code).toBe('internal_error');
  });

  it('that fails on its way is cut off', async () => {
    const asked = ask('/broken-streams');
    asked.end();
    const answer = await answerTo(asked);
    await expect(answer.toArray()).rejects.toThrow('aborted');
  });
});
