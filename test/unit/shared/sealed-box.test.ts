import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { SealedBox } from '../../../src/shared/sealed-box.js';
import type { SealingContext } from '../../../src/shared/sealed-box.js';

function newKey(): string {
  return randomBytes(32).toString('base64');
}

const [first, second] = [newKey(), newKey()];
const box = new SealedBox([first]);
const context: SealingContext = ['second factor', 'organization', 'user'];

it('opens what it has sealed, whatever the text and its context', () => {
  const contexts = fc.tuple(fc.string(), fc.string());
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), contexts, (text, ids) => {
      expect(box.open(box.seal(text, ids), ids)).toBe(text);
    }),
  );
});

it('shows nothing of the text, and never seals twice alike', () => {
  const sealed = box.seal('JBSWY3DPEHPK3PXP', context);
  expect(sealed.toString('latin1')).not.toContain('JBSWY3DPEHPK3PXP');
  expect(box.seal('JBSWY3DPEHPK3PXP', context).equals(sealed)).toBe(false);
});

it.each<[string, SealingContext]>([
  ['purpose', ['mail', 'organization', 'user']],
  ['organization', ['second factor', 'another', 'user']],
  ['user', ['second factor', 'organization', 'another']],
  ['number of ids', ['second factor', 'organization']],
  ['border between ids', ['second factor', 'organizationuser', '']],
])('does not open under another %s', (_name, other) => {
  const sealed = box.seal('text', context);
  expect(() => box.open(sealed, other)).toThrow();
});

it('does not open when any byte has changed, or the end is missing', () => {
  const sealed = box.seal('text', context);
  for (let index = 0; index < sealed.length; index += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(index) ^ 1, index);
    expect(() => box.open(changed, context)).toThrow();
    expect(() => box.open(sealed.subarray(0, index), context)).toThrow();
  }
});

describe('when the key is replaced', () => {
  const sealed = box.seal('text', context);
  const both = new SealedBox([second, newKey(), first]);

  it('what the previous one sealed still opens, and is sealed anew by the current one', () => {
    expect(both.open(sealed, context)).toBe('text');
    const resealed = both.reseal(sealed, context);
    expect(both.reseal(resealed, context)).toBe(resealed);
    expect(new SealedBox([second]).open(resealed, context)).toBe('text');
    expect(() => box.open(resealed, context)).toThrow('key that is not known');
  });

  it('nothing opens without the key that sealed it', () => {
    expect(() => new SealedBox([second]).open(sealed, context)).toThrow('key that is not known');
  });
});

it.each(['', 'c2hvcnQ=', randomBytes(33).toString('base64')])('refuses %j as a key', (key) => {
  expect(() => new SealedBox([key])).toThrow('32 bytes');
  expect(() => new SealedBox([first, key])).toThrow('32 bytes');
});
