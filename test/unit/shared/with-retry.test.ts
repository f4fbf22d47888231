import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRetryBudget, withRetry } from '../../../src/shared/with-retry.js';
import type { RetryOptions } from '../../../src/shared/with-retry.js';

/** A call that fails `failures` times, on a clock that only the pauses move. */
function scenario(failures: number, overrides: Partial<RetryOptions> = {}) {
  const pauses: number[] = [];
  const attempts: number[] = [];
  let time = 0;
  const options: RetryOptions = {
    maxAttempts: 5,
    baseDelayMs: 100,
    maxDelayMs: 300,
    totalTimeMs: 10_000,
    isRetryable: () => true,
    random: () => 0.5,
    now: () => time,
    sleep: (milliseconds) => {
      pauses.push(milliseconds);
      time += milliseconds;
      return Promise.resolve();
    },
    ...overrides,
  };
  const action = (attempt: number): Promise<string> => {
    attempts.push(attempt);
    if (attempts.length > failures) return Promise.resolve('done');
    return Promise.reject(new Error(`failure ${attempt}`));
  };
  return { pauses, attempts, run: () => withRetry(action, options) };
}

describe('withRetry', () => {
  it('does not pause when the first attempt succeeds', async () => {
    const { pauses, run } = scenario(0);
    await expect(run()).resolves.toBe('done');
    expect(pauses).toEqual([]);
  });

  it('pauses with full jitter under a doubling, bounded limit', async () => {
    const { pauses, attempts, run } = scenario(4);
    await expect(run()).resolves.toBe('done');
    expect(pauses).toEqual([50, 100, 150, 150]);
    expect(attempts).toEqual([1, 2, 3, 4, 5]);
  });

  it('ends with the last error after the last attempt', async () => {
    const { attempts, run } = scenario(9);
    await expect(run()).rejects.toThrow('failure 5');
    expect(attempts).toHaveLength(5);
  });

  it('does not retry what a retry cannot mend', async () => {
    const { attempts, run } = scenario(9, { isRetryable: () => false });
    await expect(run()).rejects.toThrow('failure 1');
    expect(attempts).toHaveLength(1);
  });

  it('begins no attempt after the total time', async () => {
    const { attempts, run } = scenario(9, { totalTimeMs: 160 });
    await expect(run()).rejects.toThrow('failure 3');
    expect(attempts).toHaveLength(3);
  });

  it('waits as long as the other side asked for', async () => {
    const { pauses, run } = scenario(1, { requestedDelayMs: () => 2_000 });
    await run();
    expect(pauses).toEqual([2_000]);
  });

  it('gives up when the other side asks for more than the total time', async () => {
    const { attempts, run } = scenario(1, { requestedDelayMs: () => 20_000 });
    await expect(run()).rejects.toThrow('failure 1');
    expect(attempts).toHaveLength(1);
  });

  it('stops when the signal fires during a pause', async () => {
    const caller = new AbortController();
    const action = (): Promise<never> => Promise.reject(new Error('down'));
    const call = withRetry(action, {
      maxAttempts: 5,
      baseDelayMs: 60_000,
      maxDelayMs: 60_000,
      totalTimeMs: 600_000,
      isRetryable: () => true,
      random: () => 0.9,
      signal: caller.signal,
    });
    setTimeout(() => caller.abort(new Error('gone')), 10);
    await expect(call).rejects.toThrow('gone');
  });

  it('does not retry after the signal has fired', async () => {
    const caller = new AbortController();
    let attempts = 0;
    const action = (): Promise<never> => {
      attempts += 1;
      caller.abort();
      return Promise.reject(new Error('aborted attempt'));
    };
    const call = withRetry(action, {
      maxAttempts: 5,
      baseDelayMs: 1,
      maxDelayMs: 1,
      totalTimeMs: 1_000,
      isRetryable: () => true,
      signal: caller.signal,
    });
    await expect(call).rejects.toThrow('aborted attempt');
    expect(attempts).toBe(1);
  });

  it('shares its budget between calls', async () => {
    const budget = createRetryBudget({ ratio: 0.1, reserve: 3 });
    let attempts = 0;
    for (let call = 0; call < 23; call += 1) {
      const { attempts: made, run } = scenario(9, { budget });
      await run().catch(() => undefined);
      attempts += made.length;
    }
    // Three in reserve at first, one more for ten calls.
    expect(attempts).toBe(23 + 3 + 2);
  });
});

describe('retry budget', () => {
  it('never gives more retries than the reserve and the share of the calls', () => {
    const steps = fc.array(fc.boolean(), { maxLength: 300 });
    fc.assert(
      fc.property(steps, (isCall) => {
        const budget = createRetryBudget({ ratio: 0.1, reserve: 3 });
        let calls = 0;
        let retries = 0;
        for (const step of isCall) {
          if (step) budget.recordCall();
          if (step) calls += 1;
          else if (budget.takeRetry()) retries += 1;
          expect(retries).toBeLessThanOrEqual(3 + 0.1 * calls);
        }
      }),
    );
  });

  it('saves up no more than its reserve', () => {
    const budget = createRetryBudget({ ratio: 0.5, reserve: 2 });
    for (let call = 0; call < 100; call += 1) budget.recordCall();
    expect([budget.takeRetry(), budget.takeRetry(), budget.takeRetry()]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
