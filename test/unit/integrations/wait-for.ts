import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `condition` holds; rejects after five seconds. */
export async function waitFor(condition: () => boolean): Promise<void> {
  const end = performance.now() + 5_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error('The awaited condition never came.');
    await sleep(5);
  }
}
