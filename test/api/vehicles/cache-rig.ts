import { request } from 'node:http';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp, TestAppOptions } from '../../support/test-app.js';
import { TestClock } from '../../support/test-clock.js';

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is asked for; a GET unless it says otherwise. */
export interface RawAsk {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends one request and touches nothing of its answer. */
export function ask(
  { url }: Pick<TestApp, 'url'>,
  { path, ...options }: RawAsk,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(url + path, options, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => {
        const headers = Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
        );
        const body = Buffer.concat(pieces).toString('latin1');
        resolve({ status: answer.statusCode ?? 0, headers, body });
      });
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Two instances that keep answers, and one that keeps none, over one database. */
export interface CacheInstances {
  readonly one: TestApp;
  readonly other: TestApp;
  readonly plain: TestApp;
  stop(): Promise<void>;
}

/** Starts them, with one clock. */
export async function startInstances(options: TestAppOptions = {}): Promise<CacheInstances> {
  const clock = new TestClock();
  const one = await startTestApp({ ...options, clock });
  const other = await startTestApp({ ...options, clock, roles: ['api'] });
  const cache = { ...one.config.cache, keeps: false };
  const config = { ...options.config, cache };
  const plain = await startTestApp({ ...options, clock, roles: ['api'], config });
  return {
    ...{ one, other, plain },
    async stop() {
      await Promise.all([one.stop(), other.stop(), plain.stop()]);
    },
  };
}

/** A figure of the instance's own metrics. */
export async function metric(app: Pick<TestApp, 'url'>, line: string): Promise<number> {
  const { body } = await ask(app, { path: '/metrics' });
  const found = body.split('\n').find((text) => text.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? 0);
}

/** The header that a token is sent in. */
export function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}
