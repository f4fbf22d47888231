import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonFormError, parseStrictJson } from '../../../src/shared/strict-json.js';

function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

function isRefused(text: string): boolean {
  try {
    parseStrictJson(text);
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(JsonFormError);
    return true;
  }
}

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('strict JSON', () => {
  it('is read as any other', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const text = JSON.stringify(value);
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each(['', '{', '{"a":1,}', "{'a':1}", '{"a":NaN}', '"a', 'a:1', '[1', '\u0000'])(
    'is not %j',
    (text) => {
      expect(isRefused(text)).toBe(true);
    },
  );
});

describe('a name that an object has twice', () => {
  it.each([
    '{"role":"sales_rep","role":"admin"}',
    '{"a":1,"a":1}',
    String.raw`{"role":1,"\u0072ole":2}`,
    '{"":1,"":2}',
    '{"__proto__":1,"__proto__":2}',
    '[{"a":{"b":[{"c":1,"d":2,"c":3}]}}]',
    '{"a":{"x":1,"y":2},"a":3}',
    '{"a":3,"a":{"x":1,"y":2}}',
    '{"1":1,"1":2}',
    '{"a" :1, "a"\n:2}',
  ])('is refused: %s', (text) => {
    expect(isRefused(text)).toBe(true);
  });

  it.each([
    '{"a":{"a":{"a":1}}}',
    '[{"a":1},{"a":2}]',
    '{"a":1,"A":2,"a ":3}',
    String.raw`{"a\":":":::","\\":"{\"a\":1}"}`,
    '{"a":"a:a:a","b":["a:"],"time":"12:00:00"}',
    '{"__proto__":1,"constructor":2}',
    '{"2":1,"1":2,"-1":3}',
  ])('is told from names that are alike, or stand in several objects: %s', (text) => {
    expect(parseStrictJson(text)).toEqual(JSON.parse(text));
  });

  it('is found wherever it stands', () => {
    const places = fc.tuple(fc.jsonValue({ maxDepth: 3 }), fc.array(fc.string()), fc.string());
    fc.assert(
      fc.property(places, ([value, around, name]) => {
        const member = `${JSON.stringify(name)}:${JSON.stringify(value)}`;
        const inner = JSON.stringify(around).slice(0, -1) + (around.length === 0 ? '' : ',');
        expect(isRefused(`${inner}{${member}}]`)).toBe(false);
        expect(isRefused(`${inner}{${member},${member}}]`)).toBe(true);
      }),
    );
  });
});

describe('nesting', () => {
  it('is allowed for 64 levels and no more', () => {
    expect(isRefused(nested(64))).toBe(false);
    expect(isRefused(nested(65))).toBe(true);
    expect(isRefused(`[${`${nested(63)},`.repeat(50)}1]`)).toBe(false);
    expect(isRefused('['.repeat(500_000) + ']'.repeat(500_000))).toBe(true);
  });

  it('is not counted inside strings', () => {
    const text = JSON.stringify({ 'a"[{[': '\\"[[['.repeat(100), b: ['\\', '['.repeat(100)] });
    expect(isRefused(text)).toBe(false);
  });

  it('is seen in every value as deep as it is', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 5 }),
        fc.integer({ min: 55, max: 70 }),
        (value, extra) => {
          const text = '['.repeat(extra) + JSON.stringify(value) + ']'.repeat(extra);
          expect(isRefused(text)).toBe(extra + depthOf(value) > 64);
        },
      ),
    );
  });
});
