import fc from 'fast-check';
import { NameIndex, isOneLetterAway } from '../../../src/modules/vehicles/vehicle-names.js';
import { searchTermsOf } from '../../../src/modules/vehicles/vehicle-search-terms.js';

const names = new NameIndex({
  makes: new Set(['Mazda', 'Land Rover', 'Citroën', 'Kia']),
  models: new Set(['CX-5', 'Range Rover Sport', 'F-150', '2008']),
});

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });

/** By the definition: whatever one mistake can make of the text. */
function mistakesIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = 0; at <= text.length; at += 1) {
    const [before, after] = [text.slice(0, at), text.slice(at)];
    found.add(before + after.slice(1));
    if (after.length > 1) found.add(before + after.charAt(1) + after.charAt(0) + after.slice(2));
    for (const letter of 'abc') {
      found.add(before + letter + after);
      if (after !== '') found.add(before + letter + after.slice(1));
    }
  }
  found.delete(text);
  return found;
}

describe('isOneLetterAway', () => {
  it('is true of what one mistake makes, and of nothing else', () => {
    fc.assert(
      fc.property(letters, letters, (left, right) => {
        expect(isOneLetterAway(left, right)).toBe(mistakesIn(left).has(right));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is true of every mistake', () => {
    fc.assert(
      fc.property(letters, (text) => {
        for (const other of mistakesIn(text)) expect(isOneLetterAway(text, other)).toBe(true);
      }),
    );
  });
});

describe('searchTermsOf', () => {
  it.each([
    ['mazda', ['Mazda'], []],
    ['LAND rover', ['Land Rover'], []],
    ['landrover', ['Land Rover'], []],
    ['citroen', ['Citroën'], []],
    ['cx5', [], ['CX-5']],
    ['CX-5', [], ['CX-5']],
    ['cx 5', [], ['CX-5']],
    ['f 150', [], ['F-150']],
  ])('takes %s for a name', (q, makes, models) => {
    expect(searchTermsOf(q, names)).toMatchObject([{ isName: true, named: { makes, models } }]);
  });

  it('reads several names and other words', () => {
    const terms = searchTermsOf('  mazda, cx 5; sunroof ', names);
    expect(terms.map(({ text, isName }) => [text, isName])).toEqual([
      ['mazda', true],
      ['cx 5', true],
      ['sunroof', false],
    ]);
  });

  it.each([
    ['maz', { named: { makes: ['Mazda'], models: [] }, near: { makes: [], models: [] } }],
    ['rover', { named: { makes: ['Land Rover'], models: ['Range Rover Sport'] } }],
    ['maxda', { named: { makes: [], models: [] }, near: { makes: ['Mazda'], models: [] } }],
    ['madza', { near: { makes: ['Mazda'], models: [] } }],
    ['azda', { near: { makes: ['Mazda'], models: [] } }],
    ['mazdaa', { near: { makes: ['Mazda'], models: [] } }],
    ['rovr', { near: { makes: ['Land Rover'], models: ['Range Rover Sport'] } }],
    ['maxdaa', { near: { makes: [], models: [] } }],
    ['2019', { year: 2019 }],
  ])('reads %s', (q, expected) => {
    expect(searchTermsOf(q, names)).toMatchObject([{ isName: false, ...expected }]);
  });

  it('finds nothing to search for in signs', () => {
    expect(searchTermsOf('+-*"@ ~ <>', names)).toEqual([]);
  });
});
