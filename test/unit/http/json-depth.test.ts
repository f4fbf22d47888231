import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isNestedTooDeeply } from '../../../src/http/json-depth.js';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('isNestedTooDeeply', () => {
  it('allows 64 levels and no more', () => {
    expect(isNestedTooDeeply(nested(64))).toBe(false);
    expect(isNestedTooDeeply(nested(65))).toBe(true);
    expect(isNestedTooDeeply(`[${`${nested(63)},`.repeat(50)}1]`)).toBe(false);
  });

  it('does not count brackets inside strings', () => {
    const text = JSON.stringify({ 'a"[{[': '\\"[[['.repeat(100), b: ['\\', '['.repeat(100)] });
    expect(isNestedTooDeeply(text)).toBe(false);
  });

  it('sees every value as deep as it is', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 5 }),
        fc.integer({ min: 55, max: 70 }),
        (value, extra) => {
          const text = '['.repeat(extra) + JSON.stringify(value) + ']'.repeat(extra);
          expect(isNestedTooDeeply(text)).toBe(extra + depthOf(value) > 64);
        },
      ),
    );
  });
});
