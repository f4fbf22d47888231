export interface TimeoutOptions {
  /** Milliseconds after which the call is given up. */
  readonly timeoutMs: number;
  /** The caller's own wish to stop; its reason is passed on. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `action` for at most `timeoutMs`. When the time is over, or the caller's signal fires, the
 * signal given to `action` is aborted and the promise is rejected at once, also if the action
 * takes no notice. Rejects with a `TimeoutError` (DOMException, as `AbortSignal.timeout` has it)
 * or with the reason of the caller's signal.
 */
export async function withTimeout<T>(
  action: (signal: AbortSignal) => Promise<T>,
  { timeoutMs, signal }: TimeoutOptions,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort(signal?.reason);
  };
  const timer = setTimeout(() => {
    controller.abort(timeoutError(timeoutMs));
  }, timeoutMs);
  signal?.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([aborted(controller.signal), action(controller.signal)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

function timeoutError(timeoutMs: number): DOMException {
  return new DOMException(`No answer within ${timeoutMs} ms.`, 'TimeoutError');
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
