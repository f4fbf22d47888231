import autocannon from 'autocannon';
import type { Client, Request, Result } from 'autocannon';
import type { ServerProcess } from './server-process.js';
import { percentile } from './percentile.js';

/** As in docs/performance.md: so many connections, each with one request under way. */
export const CONNECTIONS = 32;

/** What one server is asked, again and again. */
export interface Load {
  readonly server: Pick<ServerProcess, 'url' | 'cpuMs'>;
  /** The requests of one connection, from 0 to `CONNECTIONS - 1`; begun again at their end. */
  readonly requestsOf: (connection: number) => readonly Request[];
  /** Every answer has to be of this status. */
  readonly status: number;
  /** For so many requests instead of for a time; a multiple of `CONNECTIONS`. */
  readonly amount?: number;
}

/** Work that takes its time, instead of many requests: it is measured by whoever gives it. */
export interface Task {
  readonly perform: (seconds: number) => Promise<Measurement>;
}

/** What came of it; times in milliseconds, measured by the one who asks. */
export interface Measurement {
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor time of the server's process for one request, in microseconds. */
  readonly cpuMicroseconds: number;
}

/** Asks for `seconds`, as fast as the server answers. Throws when any answer is not as expected. */
export async function measure(load: Load | Task, seconds: number): Promise<Measurement> {
  if ('perform' in load) return load.perform(seconds);
  const durations: number[] = [];
  let lastAnswerAt = 0;
  let connection = 0;
  const { url, cpuMs } = load.server;
  const cpuMsBefore = cpuMs();
  const startedAt = performance.now();
  const result = await run(
    {
      url,
      connections: CONNECTIONS,
      sampleInt: 100,
      ...(load.amount === undefined ? { duration: seconds } : { amount: load.amount }),
      setupClient: (client) => {
        client.setRequests([...load.requestsOf(connection)]);
        connection += 1;
      },
    },
    (milliseconds) => {
      durations.push(milliseconds);
      lastAnswerAt = performance.now();
    },
  );
  checkAnswers(load, result, durations.length);
  durations.sort((left, right) => left - right);
  return {
    requestsPerSecond: (durations.length * 1_000) / (lastAnswerAt - startedAt),
    p50: percentile(durations, 0.5),
    p99: percentile(durations, 0.99),
    cpuMicroseconds: ((cpuMs() - cpuMsBefore) * 1_000) / durations.length,
  };
}

function run(
  options: autocannon.Options,
  onAnswer: (milliseconds: number) => void,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const instance = autocannon(options, (error: unknown, result) => {
      if (error instanceof Error) reject(error);
      else resolve(result);
    });
    instance.on('response', (_client: Client, _status, _bytes, milliseconds) => {
      onAnswer(milliseconds);
    });
  });
}

/** A server that refuses is fast: such a round says nothing. */
function checkAnswers({ server, status }: Load, result: Result, answers: number): void {
  const others = Object.entries(result.statusCodeStats ?? {})
    .filter(([code]) => Number(code) !== status)
    .map(([code, { count = 0 }]) => `${count} times ${code}`);
  if (result.errors > 0) others.push(`${result.errors} broken or late`);
  if (answers === 0) others.push('no answer at all');
  if (others.length === 0) return;
  throw new Error(`The round does not count, ${server.url} gave: ${others.join(', ')}.`);
}
