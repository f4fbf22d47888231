import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Agent } from 'undici';
import {
  HttpExchangeError,
  appendPath,
  createHttpAgent,
  exchangeHttp,
} from '../../../src/integrations/http-exchange.js';
import type { HttpExchangeRequest } from '../../../src/integrations/http-exchange.js';
import { cutOff, startLocalServer, text } from './local-server.js';
import type { LocalServer } from './local-server.js';

let server: LocalServer;
let agent: Agent;

beforeEach(async () => {
  server = await startLocalServer(text(200, 'hello'));
  agent = createHttpAgent({ connections: 1, timeoutMs: 1_000, keepAlive: true });
});

afterEach(async () => {
  await server.close();
  await agent.close();
});

function request(overrides: Partial<HttpExchangeRequest> = {}): HttpExchangeRequest {
  return {
    url: new URL(server.url),
    method: 'GET',
    headers: {},
    maxAnswerBytes: 5,
    signal: new AbortController().signal,
    ...overrides,
  };
}

describe('exchangeHttp', () => {
  it('gives status, headers and a body of the allowed length', async () => {
    server.respond = text(418, 'hello', { 'x-kind': 'tea' });
    const answer = await exchangeHttp(agent, request());
    expect(answer).toMatchObject({ status: 418, headers: { 'x-kind': 'tea' }, body: 'hello' });
  });

  it('gives no body that is one byte longer', async () => {
    server.respond = text(200, 'hello!');
    expect(await exchangeHttp(agent, request())).toMatchObject({ status: 200, body: undefined });
  });

  it('passes over interim answers', async () => {
    server.respond = (response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' });
      response.writeHead(201).end('done');
    };
    expect(await exchangeHttp(agent, request())).toMatchObject({ status: 201, body: 'done' });
  });

  it('sends nothing when it is aborted before it begins', async () => {
    let dispatched = false;
    const onDispatched = (): void => {
      dispatched = true;
    };
    const reason = new Error('gone');
    const aborted = request({ signal: AbortSignal.abort(reason), onDispatched });
    const failure = await exchangeHttp(agent, aborted).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(HttpExchangeError);
    expect(failure).toMatchObject({ cause: reason });
    await exchangeHttp(agent, request());
    expect(server.requests).toHaveLength(1);
    expect(dispatched).toBe(false);
  });

  it('tells the status of an answer that broke off', async () => {
    server.respond = cutOff(503);
    const broken = exchangeHttp(agent, request({ maxAnswerBytes: 100 }));
    await expect(broken).rejects.toMatchObject({ code: 'http_exchange_failed', status: 503 });
  });
});

describe('appendPath', () => {
  it.each([
    ['http://host', 'http://host/score'],
    ['http://host/', 'http://host/score'],
    ['http://host/a/b', 'http://host/a/b/score'],
    ['http://host/a/b/?k=v', 'http://host/a/b/score?k=v'],
  ])('adds to %s', (base, expected) => {
    expect(appendPath(base, '/score').href).toBe(expected);
  });
});
