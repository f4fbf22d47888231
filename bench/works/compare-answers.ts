import { isDeepStrictEqual } from 'node:util';

/**
 * Cursors are opaque, and links follow what this caller may do now: on either side they only have
 * to be there.
 */
const OPAQUE = new Set(['nextCursor', '_links']);

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

function masked(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => (OPAQUE.has(key) ? 'given' : value)) as unknown;
}
