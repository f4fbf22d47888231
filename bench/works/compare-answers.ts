import { isDeepStrictEqual } from 'node:util';

/** Part of a list's answer that the two sides word differently. */
const OPAQUE = new Set(['nextCursor', 'next']);

/** Asks both for the same thing; throws unless they answer the same. */
export async function compareAnswers(
  path: string,
  bareUrl: string,
  product: { readonly url: string; readonly token: string },
): Promise<void> {
  const headers = { Authorization: `Bearer ${product.token}` };
  const [bare, ours] = await Promise.all([
    fetch(bareUrl + path),
    fetch(product.url + path, { headers }),
  ]);
  const [bareBody, ourBody] = [masked(await bare.text()), masked(await ours.text())];
  const isSame = bare.status === 200 && ours.status === 200 && isDeepStrictEqual(bareBody, ourBody);
  if (isSame) return;
  throw new Error(
    `The two sides differ at ${path}:\n${JSON.stringify(bareBody)}\n${JSON.stringify(ourBody)}`,
  );
}

/** Cursors are opaque, and need only be there. */
function masked(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => (OPAQUE.has(key) ? 'given' : value)) as unknown;
}
