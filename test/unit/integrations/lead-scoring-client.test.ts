import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  LeadScoringClient,
  ScoringUnavailable,
} from '../../../src/integrations/lead-scoring-client.js';
import type {
  LeadScoringClientDeps,
  ScoringFailure,
} from '../../../src/integrations/lead-scoring-client.js';
import { json, reset, silence, startLocalServer, text } from './local-server.js';
import type { LocalServer, Respond } from './local-server.js';
import { createMemoryLogger } from './memory-logger.js';
import { waitFor } from './wait-for.js';

const FEATURES = { source: 'website', vehicles: 2, hasPhone: true };
const NO_RETRY = { maxAttempts: 1 };

let server: LocalServer;
let clients: LeadScoringClient[] = [];

beforeEach(async () => {
  server = await startLocalServer(json(200, { score: 0.5, modelVersion: 'm1' }));
});

afterEach(async () => {
  await server.close();
  await Promise.all(clients.map((client) => client.close()));
  clients = [];
});

function build(deps: Partial<LeadScoringClientDeps> = {}): LeadScoringClient {
  const { logger } = createMemoryLogger();
  const client = new LeadScoringClient({ url: server.url, logger, ...deps });
  clients.push(client);
  return client;
}

async function failureOf(client: LeadScoringClient): Promise<ScoringFailure> {
  const failure = await client.score(FEATURES).catch((error: unknown) => error);
  if (!(failure instanceof ScoringUnavailable)) throw new Error('There was a score.');
  return failure.reason;
}

/** Answers the first requests with `first`, one each, and all further ones with `last`. */
function inOrder(first: readonly Respond[], last: Respond): Respond {
  const waiting = [...first];
  return (response, request) => (waiting.shift() ?? last)(response, request);
}

describe('request', () => {
  it('posts the features as JSON with the key', async () => {
    const answer = await build({ apiKey: 'key-1' }).score(FEATURES);
    expect(answer).toEqual({ score: 0.5, modelVersion: 'm1' });
    expect(server.requests).toHaveLength(1);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: 'POST', url: '/score' });
    expect(request?.headers).toMatchObject({
      authorization: 'Bearer key-1',
      'content-type': 'application/json',
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({ features: FEATURES });
  });

  it('sends no authorization without a key', async () => {
    await build().score(FEATURES);
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    ['/models/leads', '/models/leads/score'],
    ['/models/leads/', '/models/leads/score'],
    ['/', '/score'],
    ['/v1?tenant=a%20b', '/v1/score?tenant=a%20b'],
  ])('keeps the path of the base URL: %s', async (path, expected) => {
    await build({ url: server.url + path }).score(FEATURES);
    expect(server.requests[0]?.url).toBe(expected);
  });

  it('does not follow a redirect', async () => {
    server.respond = text(307, '', { location: '/elsewhere' });
    expect(await failureOf(build({ apiKey: 'key-1' }))).toBe('error');
    expect(server.requests).toHaveLength(1);
  });
});

describe('answer', () => {
  it.each([0, 1, 0.7, 0.7000001])('takes the score %d', async (score) => {
    server.respond = json(200, { score, modelVersion: 'm1' });
    expect((await build().score(FEATURES)).score).toBe(score);
  });

  it.each([
    ['above 1', '{"score":1.01}'],
    ['below 0', '{"score":-0.1}'],
    ['a string', '{"score":"0.5"}'],
    ['NaN', '{"score":NaN}'],
    ['null', '{"score":null}'],
    ['beyond all numbers', '{"score":1e999}'],
    ['missing', '{"modelVersion":"m1"}'],
    ['in an array', '[0.5]'],
    ['HTML', '<html><body>0.5</body></html>'],
    ['nothing', ''],
  ])('refuses a score that is %s', async (_what, body) => {
    server.respond = text(200, body);
    expect(await failureOf(build())).toBe('invalid_answer');
    expect(server.requests).toHaveLength(1);
  });

  it('refuses a body of 10 MB', async () => {
    const padding = 'x'.repeat(10 * 1024 * 1024);
    server.respond = json(200, { score: 0.5, modelVersion: 'm1', padding });
    expect(await failureOf(build())).toBe('invalid_answer');
  });

  it('does not read a body without end', async () => {
    server.respond = (response) => {
      response.writeHead(200);
      const flood = setInterval(() => response.write('x'.repeat(16 * 1024)), 1);
      response.on('close', () => clearInterval(flood));
    };
    expect(await failureOf(build())).toBe('invalid_answer');
    expect(await server.requests[0]?.closed).toBe(true);
  });

  it('opens the breaker after ten wrong answers', async () => {
    server.respond = text(200, '<html></html>');
    const client = build();
    for (let call = 0; call < 10; call += 1) expect(await failureOf(client)).toBe('invalid_answer');
    expect(await failureOf(client)).toBe('open');
  });
});

describe('failure', () => {
  it('aborts the request of a silent service', async () => {
    server.respond = silence;
    expect(await failureOf(build({ figures: { timeoutMs: 100 } }))).toBe('timeout');
    expect(server.requests).toHaveLength(1);
    expect(await server.requests[0]?.closed).toBe(true);
  });

  it('stops a service that drips its answer', async () => {
    server.respond = (response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(drip));
    };
    expect(await failureOf(build({ figures: { timeoutMs: 100 } }))).toBe('timeout');
    expect(await server.requests[0]?.closed).toBe(true);
  });

  it('leaves the service alone once ten calls of ten have failed', async () => {
    server.respond = text(500, '');
    const client = build({ retry: NO_RETRY });
    for (let call = 0; call < 10; call += 1) expect(await failureOf(client)).toBe('error');
    expect(client.state()).toBe('open');
    expect(await failureOf(client)).toBe('open');
    expect(server.requests).toHaveLength(10);
  });

  it('goes back to the service once it has recovered', async () => {
    server.respond = text(500, '');
    const client = build({ retry: NO_RETRY, figures: { halfOpenAfterMs: 100 } });
    for (let call = 0; call < 10; call += 1) await failureOf(client);
    server.respond = json(200, { score: 0.9, modelVersion: 'm2' });
    await waitFor(() => client.state() === 'half_open');
    expect(await client.score(FEATURES)).toEqual({ score: 0.9, modelVersion: 'm2' });
    expect(client.state()).toBe('closed');
  });

  it('refuses the eleventh call at once', async () => {
    server.respond = silence;
    const client = build({ figures: { timeoutMs: 500 } });
    const calls = Array.from({ length: 10 }, () => failureOf(client));
    expect(await failureOf(client)).toBe('busy');
    expect(await Promise.all(calls)).toEqual(calls.map(() => 'timeout'));
    expect(server.requests).toHaveLength(10);
  });

  it.each([400, 422])('does not hold %d, our own fault, against the service', async (status) => {
    server.respond = json(status, { error: 'feature' });
    const client = build();
    for (let call = 0; call < 12; call += 1) expect(await failureOf(client)).toBe('error');
    expect(client.state()).toBe('closed');
    expect(server.requests).toHaveLength(12);
  });

  it('holds a refused key against the service, without a retry', async () => {
    server.respond = json(401, { error: 'key' });
    const client = build();
    for (let call = 0; call < 10; call += 1) expect(await failureOf(client)).toBe('error');
    expect(client.state()).toBe('open');
    expect(server.requests).toHaveLength(10);
  });

  it('tells its cause and a stable code', async () => {
    server.respond = text(500, '');
    const failure = await build({ retry: NO_RETRY })
      .score(FEATURES)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      reason: 'error',
      code: 'scoring_unavailable',
      cause: { code: 'scoring_refused' },
    });
  });

  it('is an error when nothing listens', async () => {
    const nobody = await startLocalServer(silence);
    await nobody.close();
    expect(await failureOf(build({ url: nobody.url }))).toBe('error');
  });

  it('is open after it was closed', async () => {
    const client = build();
    await client.close();
    expect(await failureOf(client)).toBe('open');
  });
});

describe('retry', () => {
  const good = json(200, { score: 0.5, modelVersion: 'm1' });

  it.each([
    ['503', text(503, '')],
    ['429', text(429, '')],
    ['a reset connection', reset],
  ])('tries again after %s', async (_what, trouble) => {
    server.respond = inOrder([trouble], good);
    expect((await build().score(FEATURES)).score).toBe(0.5);
    expect(server.requests).toHaveLength(2);
  });

  it('makes three attempts at most', async () => {
    server.respond = text(503, '');
    expect(await failureOf(build({ retry: { baseDelayMs: 1 } }))).toBe('error');
    expect(server.requests).toHaveLength(3);
  });

  it('adds no more than its budget of load', async () => {
    server.respond = text(503, '');
    const client = build({ retry: { baseDelayMs: 1 }, figures: { minimumCalls: 1_000 } });
    for (let call = 0; call < 40; call += 1) await failureOf(client);
    // 40 calls, three retries in reserve, at most one more for ten calls.
    expect(server.requests.length).toBeGreaterThan(40);
    expect(server.requests.length).toBeLessThanOrEqual(40 + 3 + 4);
  });

  it('stays inside the one time limit of the breaker', async () => {
    server.respond = inOrder([text(503, '')], silence);
    const client = build({ figures: { timeoutMs: 300 }, retry: { baseDelayMs: 1 } });
    expect(await failureOf(client)).toBe('timeout');
    expect(server.requests).toHaveLength(2);
    expect(await server.requests[1]?.closed).toBe(true);
  });

  it('does not wait for a Retry-After beyond the limit', async () => {
    server.respond = text(429, '', { 'retry-after': '30' });
    expect(await failureOf(build())).toBe('error');
    expect(server.requests).toHaveLength(1);
  });
});
