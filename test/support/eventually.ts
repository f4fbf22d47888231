import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until the answer fits, for 10 s at most; answers it. */
export async function eventually<T>(
  ask: () => Promise<T> | T,
  fits: (answer: T) => boolean = Boolean,
  withinMs = 10_000,
): Promise<T> {
  const until = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (performance.now() > until) {
      throw new Error(`It did not come about: ${JSON.stringify(answer)}`);
    }
    await sleep(20);
  }
}
