import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Agent, get as httpGet } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '../../../src/shared/ids.js';
import { startEdgeApp } from './edge-app.js';
import type { EdgeApp } from './edge-app.js';
import { sendRaw } from './raw-http.js';

let edge: EdgeApp;
const others: EdgeApp[] = [];

beforeAll(async () => {
  edge = await startEdgeApp({ config: { rateLimitPerMinute: 100_000 } });
});

afterEach(async () => {
  for (const other of others.splice(0)) await other.stop();
});

afterAll(() => edge.stop());

async function startOther(): Promise<EdgeApp> {
  const other = await startEdgeApp({ beside: edge, config: { rateLimitPerMinute: 100_000 } });
  others.push(other);
  return other;
}

interface Outcome {
  readonly status?: number;
  readonly closes?: boolean;
  readonly errorCode?: string;
}

/** One GET through an agent; never rejects. */
function ask(url: string, agent: Agent): Promise<Outcome> {
  return new Promise((resolve) => {
    const outgoing = httpGet(url, { agent }, (answer) => {
      answer.resume();
      answer.once('error', (error: NodeJS.ErrnoException) => {
        resolve({ errorCode: error.code ?? error.message });
      });
      answer.once('end', () => {
        const closes = answer.headers.connection === 'close';
        resolve({ status: answer.statusCode ?? 0, closes });
      });
    });
    outgoing.once('error', (error: NodeJS.ErrnoException) => {
      resolve({ errorCode: error.code ?? error.message });
    });
  });
}

describe('what is not HTTP', () => {
  const problemOf = (answer: string): unknown =>
    JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')));

  it('is answered with a 400 problem', async () => {
    const answer = await sendRaw(edge.url, 'HELO showroom\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(answer).toContain('Content-Type: application/problem+json\r\n');
    expect(answer).toContain('Connection: close\r\n');
    expect(problemOf(answer)).toMatchObject({ status: 400, code: 'malformed_request' });
  });

  it('or has too large a header is a 431', async () => {
    const answer = await sendRaw(
      edge.url,
      `GET / HTTP/1.1\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1.1 431 /);
    expect(problemOf(answer)).toMatchObject({ status: 431, code: 'headers_too_large' });
  });

  it('or names no host is a 400', async () => {
    const answer = await sendRaw(edge.url, 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(problemOf(answer)).toMatchObject({ code: 'malformed_request' });
  });

  it('or expects what we do not do is a 417', async () => {
    const head = 'GET /health HTTP/1.1\r\nHost: a\r\nExpect: miracles\r\nConnection: close\r\n\r\n';
    const answer = await sendRaw(edge.url, head);
    expect(answer).toMatch(/^HTTP\/1.1 417 /);
    expect(problemOf(answer)).toMatchObject({ code: 'expectation_failed' });
  });

  it('or says its length twice is refused', async () => {
    const head = 'POST /api/v1/things HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n';
    const answer = await sendRaw(edge.url, `${head}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 400 /);
  });
});

describe('load', () => {
  it('of 500 requests at once is answered to the last one', async () => {
    const token = edge.tokenOf();
    const post = async (): Promise<Response> =>
      fetch(`${edge.url}/api/v1/things`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${token}`,
          'Content-Type': 'application/json',
          'Idempotency-Key': newId(),
        },
        body: JSON.stringify({ name: 'one of 500' }),
      });
    const answers = await Promise.all(Array.from({ length: 500 }, post));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => ![201, 429, 503].includes(status))).toEqual([]);
    const made = statuses.filter((status) => status === 201).length;
    expect(made).toBeGreaterThan(0);
    for (const answer of answers) {
      if (answer.status !== 201) expect(answer.headers.get('Retry-After')).not.toBeNull();
      await answer.text();
    }
    expect(await edge.countThings('one of 500')).toBe(made);
  });
});

describe('stopping', () => {
  it('under load resets nobody, and takes nobody new', async () => {
    const other = await startOther();
    const agents = Array.from({ length: 20 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
    const outcomes: Outcome[] = [];
    const work = agents.map(async (agent) => {
      for (;;) {
        const outcome = await ask(`${other.url}/api/v1/slow?ms=15`, agent);
        outcomes.push(outcome);
        if (outcome.errorCode !== undefined) return;
      }
    });
    while (outcomes.length <= agents.length) await sleep(10);
    await other.http.stop({ idleGraceMs: 500, limitMs: 5_000 });
    await Promise.all(work);
    for (const agent of agents) agent.destroy();
    const failures = outcomes.filter(({ errorCode }) => errorCode !== undefined);
    expect(failures).toEqual(failures.map(() => ({ errorCode: 'ECONNREFUSED' })));
    const answered = outcomes.filter(({ errorCode }) => errorCode === undefined);
    expect(answered.every(({ status }) => status === 200)).toBe(true);
    expect(answered.some(({ closes }) => closes)).toBe(true);
  });

  it('lets a request in flight finish', async () => {
    const other = await startOther();
    const agent = new Agent({ keepAlive: true });
    const outcome = ask(`${other.url}/api/v1/slow?ms=600`, agent);
    await sleep(100);
    await other.http.stop({ idleGraceMs: 0, limitMs: 5_000 });
    expect(await outcome).toEqual({ status: 200, closes: true });
    agent.destroy();
  });

  it('answers a request that comes on an idle connection meanwhile', async () => {
    const other = await startOther();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect(await ask(`${other.url}/health`, agent)).toEqual({ status: 200, closes: false });
    const stopped = other.http.stop({ idleGraceMs: 2_000, limitMs: 5_000 });
    await sleep(50);
    expect(await ask(`${other.url}/health`, agent)).toEqual({ status: 200, closes: true });
    expect(await ask(`${other.url}/health`, agent)).toEqual({ errorCode: 'ECONNREFUSED' });
    await stopped;
    agent.destroy();
  });

  it('does not wait for ever: what hangs and who says nothing is cut off at the limit', async () => {
    const other = await startOther();
    const silent = connect(other.http.port, '127.0.0.1');
    silent.on('error', () => undefined);
    const agent = new Agent();
    const hanging = ask(`${other.url}/api/v1/slow?ms=1500`, agent);
    await sleep(100);
    await other.http.stop({ idleGraceMs: 50, limitMs: 300 });
    expect((await hanging).errorCode).toBeDefined();
    silent.destroy();
    agent.destroy();
  });

  it('can be announced: answers close their connections, new ones are still taken', async () => {
    const other = await startOther();
    const agent = new Agent({ keepAlive: true });
    other.http.drain();
    expect(await ask(`${other.url}/health`, agent)).toEqual({ status: 200, closes: true });
    expect(await ask(`${other.url}/health`, agent)).toEqual({ status: 200, closes: true });
    agent.destroy();
  });
});
