import { Agent, request } from 'undici';
import { CUT_BY_CLIENT } from './exchange.js';
import type { Exchange } from './exchange.js';

/** A request to the product. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly token?: string;
  readonly key?: string;
  readonly body?: object;
  /** Milliseconds after which the client goes away without waiting for the answer. */
  readonly cutAfterMs?: number;
}

/** Longer than any promise: whoever does not answer until then hangs. */
const GIVE_UP_MS = 10_000;

/** Sends requests and tells what became of each; never rejects. */
export class HttpCaller {
  readonly exchanges: Exchange[] = [];
  private readonly agent: Agent;

  /** `connections` are kept open for each origin. */
  constructor(connections = 8) {
    this.agent = new Agent({
      connections,
      pipelining: 1,
      connect: { timeout: GIVE_UP_MS },
      headersTimeout: GIVE_UP_MS,
      bodyTimeout: GIVE_UP_MS,
    });
  }

  /** One exchange with the instance at `origin`; it is kept in `exchanges` too. */
  async call(origin: string, call: Call): Promise<Exchange> {
    const { method = 'GET', path } = call;
    const invokedAt = performance.now();
    const answer = await this.answerOf(origin, call);
    const exchange = { method, path, invokedAt, answeredAt: performance.now(), ...answer };
    this.exchanges.push(exchange);
    return exchange;
  }

  async close(): Promise<void> {
    await this.agent.destroy();
  }

  private async answerOf(
    origin: string,
    { method = 'GET', path, ...call }: Call,
  ): Promise<Partial<Exchange>> {
    const { cutAfterMs } = call;
    const signal = cutAfterMs === undefined ? undefined : AbortSignal.timeout(cutAfterMs);
    try {
      const answer = await request(`${origin}${path}`, {
        method,
        dispatcher: this.agent,
        headers: headersOf(call),
        body: call.body === undefined ? null : JSON.stringify(call.body),
        ...(signal === undefined ? {} : { signal }),
      });
      const text = await answer.body.text();
      const type = String(answer.headers['content-type'] ?? '').split(';', 1)[0] ?? '';
      return { status: answer.statusCode, contentType: type, body: parsed(text) };
    } catch (error) {
      return { broken: signal?.aborted === true ? CUT_BY_CLIENT : codeOf(error) };
    }
  }
}

function headersOf({ token, key, body }: Omit<Call, 'method' | 'path'>): Record<string, string> {
  return {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(key === undefined ? {} : { 'idempotency-key': key }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code: unknown = Reflect.get(error, 'code');
  return typeof code === 'string' ? code : error.name;
}
