import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import {
  CircuitBreakerError,
  DEFAULT_CIRCUIT_BREAKER_FIGURES,
  createCircuitBreaker,
} from '../../../src/integrations/circuit-breaker.js';
import type {
  CircuitBreaker,
  CircuitBreakerFigures,
} from '../../../src/integrations/circuit-breaker.js';
import { createMemoryLogger } from './memory-logger.js';
import { waitFor } from './wait-for.js';

type Step = 'ok' | 'fail' | 'fault';

const started: Array<CircuitBreaker<[Step], string>> = [];

afterEach(() => {
  for (const breaker of started.splice(0)) breaker.shutdown();
});

/** A breaker around an action that does what each call says. */
function build(figures: Partial<CircuitBreakerFigures> = {}) {
  const registry = new Registry();
  const { logger, lines } = createMemoryLogger();
  const reached: Step[] = [];
  const breaker = createCircuitBreaker({
    name: 'probe',
    action: (_signal, step: Step) => {
      reached.push(step);
      if (step === 'ok') return Promise.resolve('done');
      return Promise.reject(new Error(step));
    },
    isFailure: (error) => !(error instanceof Error && error.message === 'fault'),
    logger,
    registry,
    figures,
  });
  started.push(breaker);
  const run = async (step: Step, times: number): Promise<void> => {
    for (let call = 0; call < times; call += 1) await breaker.call(step).catch(() => undefined);
  };
  return { breaker, registry, lines, reached, run };
}

/** A breaker around an action that waits for `release` or for its signal. */
function buildHanging(figures: Partial<CircuitBreakerFigures> = {}) {
  const { logger } = createMemoryLogger();
  const signals: AbortSignal[] = [];
  const releases: Array<() => void> = [];
  const breaker = createCircuitBreaker({
    name: 'hanging',
    action: (signal) => {
      signals.push(signal);
      return new Promise<string>((resolve, reject) => {
        releases.push(() => resolve('done'));
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    },
    logger,
    figures,
  });
  started.push(breaker);
  return { breaker, signals, releases };
}

async function metric(registry: Registry, line: string): Promise<boolean> {
  return (await registry.metrics()).split('\n').includes(line);
}

describe('figures', () => {
  it('are by default those of the documentation', () => {
    expect(DEFAULT_CIRCUIT_BREAKER_FIGURES).toEqual({
      timeoutMs: 3_000,
      failurePercentage: 50,
      minimumCalls: 10,
      windowMs: 60_000,
      halfOpenAfterMs: 30_000,
      capacity: 10,
    });
  });
});

describe('opening', () => {
  it('opens at ten failures of ten, and the next call does not reach the action', async () => {
    const { breaker, reached, run } = build();
    await run('fail', 9);
    expect(breaker.state()).toBe('closed');
    await run('fail', 1);
    expect(breaker.state()).toBe('open');
    await expect(breaker.call('ok')).rejects.toMatchObject({ reason: 'open' });
    expect(reached).toHaveLength(10);
  });

  it('opens at half of the calls exactly', async () => {
    const { breaker, run } = build();
    await run('ok', 5);
    await run('fail', 5);
    expect(breaker.state()).toBe('open');
  });

  it('stays closed below half', async () => {
    const { breaker, run } = build();
    await run('ok', 6);
    await run('fail', 5);
    expect(breaker.state()).toBe('closed');
  });

  it('does not count errors that are the fault of the caller', async () => {
    const { breaker, registry, run } = build();
    await run('fault', 20);
    expect(breaker.state()).toBe('closed');
    const line = 'circuit_breaker_calls_total{name="probe",outcome="ignored"} 20';
    expect(await metric(registry, line)).toBe(true);
  });

  it('forgets what is older than its window', async () => {
    const { breaker, run } = build({ windowMs: 600 });
    await run('fail', 9);
    await sleep(2_000);
    await run('fail', 9);
    expect(breaker.state()).toBe('closed');
    await run('fail', 1);
    expect(breaker.state()).toBe('open');
  });

  it('does not take refused calls for calls', async () => {
    const { breaker, run } = build({ halfOpenAfterMs: 100 });
    await run('fail', 10);
    await run('ok', 100);
    await waitFor(() => breaker.state() === 'half_open');
    await run('ok', 1);
    expect(breaker.state()).toBe('closed');
    await run('fail', 1);
    expect(breaker.state()).toBe('open');
  });
});

describe('half-open', () => {
  it('lets one call through and closes when it succeeds', async () => {
    const { breaker, reached, run } = build({ halfOpenAfterMs: 100 });
    await run('fail', 10);
    await waitFor(() => breaker.state() === 'half_open');
    const trial = breaker.call('ok');
    await expect(breaker.call('ok')).rejects.toMatchObject({ reason: 'open' });
    await expect(trial).resolves.toBe('done');
    expect(breaker.state()).toBe('closed');
    expect(reached).toHaveLength(11);
  });

  it('opens again when the trial fails', async () => {
    const { breaker, run } = build({ halfOpenAfterMs: 100 });
    await run('fail', 10);
    await waitFor(() => breaker.state() === 'half_open');
    await run('fail', 1);
    expect(breaker.state()).toBe('open');
    await waitFor(() => breaker.state() === 'half_open');
  });
});

describe('timeout', () => {
  it('aborts the action and rejects', async () => {
    const { breaker, signals } = buildHanging({ timeoutMs: 50 });
    const failure = await breaker.call().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CircuitBreakerError);
    expect(failure).toMatchObject({ reason: 'timeout' });
    expect(signals[0]?.reason).toBe(failure);
  });

  it('counts as a failure', async () => {
    const { breaker } = buildHanging({ timeoutMs: 30 });
    const calls = Array.from({ length: 10 }, () => breaker.call().catch(() => undefined));
    await Promise.all(calls);
    expect(breaker.state()).toBe('open');
  });

  it('leaves the signal of a call that succeeded alone', async () => {
    const { breaker, signals, releases } = buildHanging();
    const call = breaker.call();
    releases[0]?.();
    await expect(call).resolves.toBe('done');
    expect(signals[0]?.aborted).toBe(false);
  });
});

describe('capacity', () => {
  it('refuses the eleventh call at once, without taking it for a failure', async () => {
    const { breaker, signals, releases } = buildHanging();
    const calls = Array.from({ length: 10 }, () => breaker.call());
    for (let extra = 0; extra < 50; extra += 1) {
      await expect(breaker.call()).rejects.toMatchObject({ reason: 'busy' });
    }
    expect(signals).toHaveLength(10);
    for (const release of releases) release();
    await Promise.all(calls);
    expect(breaker.state()).toBe('closed');
  });

  it('is free again after a timeout', async () => {
    const { breaker, signals } = buildHanging({ capacity: 1, timeoutMs: 30 });
    await expect(breaker.call()).rejects.toMatchObject({ reason: 'timeout' });
    await expect(breaker.call()).rejects.toMatchObject({ reason: 'timeout' });
    expect(signals).toHaveLength(2);
  });
});

describe('telling', () => {
  it('shows its state and its outcomes as metrics, and logs its changes', async () => {
    const { breaker, registry, lines, run } = build({ halfOpenAfterMs: 100 });
    expect(await metric(registry, 'circuit_breaker_state{name="probe"} 0')).toBe(true);
    await run('fail', 10);
    await run('ok', 1);
    expect(await metric(registry, 'circuit_breaker_state{name="probe"} 2')).toBe(true);
    await waitFor(() => breaker.state() === 'half_open');
    expect(await metric(registry, 'circuit_breaker_state{name="probe"} 1')).toBe(true);
    await run('ok', 1);
    expect(await metric(registry, 'circuit_breaker_state{name="probe"} 0')).toBe(true);
    const outcomes = ['failure"} 10', 'open"} 1', 'success"} 1'];
    for (const outcome of outcomes) {
      const line = `circuit_breaker_calls_total{name="probe",outcome="${outcome}`;
      expect(await metric(registry, line)).toBe(true);
    }
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      'circuit breaker opened',
      'circuit breaker half-open',
      'circuit breaker closed',
    ]);
  });

  it('shares its metrics with the other breakers of a registry', async () => {
    const registry = new Registry();
    const { logger } = createMemoryLogger();
    const action = (): Promise<string> => Promise.resolve('done');
    for (const name of ['one', 'two']) {
      started.push(createCircuitBreaker({ name, action, logger, registry }));
    }
    expect(await metric(registry, 'circuit_breaker_state{name="one"} 0')).toBe(true);
    expect(await metric(registry, 'circuit_breaker_state{name="two"} 0')).toBe(true);
  });
});

describe('shutdown', () => {
  it('refuses further calls', async () => {
    const { breaker, reached } = build();
    breaker.shutdown();
    await expect(breaker.call('ok')).rejects.toMatchObject({ reason: 'open' });
    expect(breaker.state()).toBe('open');
    expect(reached).toHaveLength(0);
  });
});
