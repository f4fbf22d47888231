import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readLeadScoreAnswer } from '../../../src/integrations/lead-scoring-answer.js';

function read(extra: Record<string, unknown>) {
  return readLeadScoreAnswer(JSON.stringify({ score: 0.5, ...extra }));
}

describe('model version', () => {
  it.each([
    ['m1', 'm1'],
    [3, '3'],
    ['', 'unknown'],
    [null, 'unknown'],
    [{ a: 1 }, 'unknown'],
    ['v'.repeat(100), 'v'.repeat(64)],
  ])('%j is %s', (given, expected) => {
    expect(read({ modelVersion: given })?.modelVersion).toBe(expected);
  });

  it('is unknown when missing', () => {
    expect(read({})).toEqual({ score: 0.5, modelVersion: 'unknown' });
  });
});

describe('contributions', () => {
  it('are read from an object', () => {
    expect(read({ contributions: { source: 0.4, vehicles: -0.2 } })?.contributions).toEqual([
      { feature: 'source', contribution: 0.4 },
      { feature: 'vehicles', contribution: -0.2 },
    ]);
  });

  it('are read from an array', () => {
    const contributions = [{ feature: 'source', value: 'web', contribution: 0.4 }];
    expect(read({ contributions })?.contributions).toEqual([
      { feature: 'source', contribution: 0.4 },
    ]);
  });

  it.each([
    ['a string', 'source'],
    ['null', null],
    ['a number', 7],
    ['an array of anything', [null, 1, 'a', [], {}]],
    ['unnamed', [{ feature: '', contribution: 1 }]],
    ['named at length', [{ feature: 'f'.repeat(65), contribution: 1 }]],
    ['not numbers', { source: '0.4', vehicles: null }],
    ['absurdly large', { source: 1e300 }],
  ])('that are %s are left out, and the score stays', (_what, contributions) => {
    expect(read({ modelVersion: 'm1', contributions })).toEqual({
      score: 0.5,
      modelVersion: 'm1',
    });
  });

  it('keep their good entries beside bad ones', () => {
    expect(read({ contributions: { source: 0.4, vehicles: 'x' } })?.contributions).toEqual([
      { feature: 'source', contribution: 0.4 },
    ]);
  });

  it('are always finite, whatever was sent', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (contributions) => {
        const answer = read({ contributions });
        expect(answer?.score).toBe(0.5);
        for (const entry of answer?.contributions ?? []) {
          expect(Number.isFinite(entry.contribution)).toBe(true);
        }
      }),
    );
  });
});

describe('score', () => {
  it('is a number in 0..1 or the answer is wrong', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (score) => {
        const isRight = typeof score === 'number' && score >= 0 && score <= 1;
        const answer = readLeadScoreAnswer(JSON.stringify({ score }));
        expect(answer !== undefined).toBe(isRight);
      }),
    );
  });

  it('is never read from a body that was too long', () => {
    expect(readLeadScoreAnswer(undefined)).toBeUndefined();
  });
});
