import { describe, expect, it } from '@jest/globals';
import { withTimeout } from '../../../src/shared/with-timeout.js';

const never = (): Promise<never> => new Promise(() => undefined);

describe('withTimeout', () => {
  it('passes the result on and leaves the signal alone', async () => {
    let seen: AbortSignal | undefined;
    const action = (signal: AbortSignal): Promise<string> => {
      seen = signal;
      return Promise.resolve('done');
    };
    await expect(withTimeout(action, { timeoutMs: 1_000 })).resolves.toBe('done');
    expect(seen?.aborted).toBe(false);
  });

  it('passes the action’s own error on', async () => {
    const failure = new Error('no');
    const action = (): Promise<never> => Promise.reject(failure);
    await expect(withTimeout(action, { timeoutMs: 1_000 })).rejects.toBe(failure);
  });

  it('rejects after the time and aborts, also when the action takes no notice', async () => {
    let seen: AbortSignal | undefined;
    const action = (signal: AbortSignal): Promise<never> => {
      seen = signal;
      return never();
    };
    await expect(withTimeout(action, { timeoutMs: 20 })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(seen?.aborted).toBe(true);
  });

  it('ends with the reason of the caller’s signal', async () => {
    const caller = new AbortController();
    const reason = new Error('gone');
    const call = withTimeout(never, { timeoutMs: 10_000, signal: caller.signal });
    caller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  it('does not begin when the caller has already left', async () => {
    let calls = 0;
    const action = (): Promise<number> => Promise.resolve((calls += 1));
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(withTimeout(action, { timeoutMs: 10, signal })).rejects.toThrow('gone');
    expect(calls).toBe(0);
  });
});
