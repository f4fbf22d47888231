import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Secret, URI } from 'otpauth';
import {
  STEP_SECONDS,
  enrolmentEnd,
  judgeTotp,
  newTotpSecret,
  otpauthUrl,
  stepAt,
} from '../../../src/modules/auth/totp-rules.js';

/** RFC 6238, Appendix B: the secret of its test vectors for SHA-1. */
const RFC_KEY = '12345678901234567890';
const rfcSecret = Secret.fromUTF8(RFC_KEY).base32;

/** RFC 4226, 5.3, written down once more. */
function codeAt(step: number, key: Buffer | string = RFC_KEY): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', key).update(counter).digest();
  const number = mac.readUInt32BE((mac.at(-1) ?? 0) & 0xf) & 0x7f_ff_ff_ff;
  return String(number % 1_000_000).padStart(6, '0');
}

function at(seconds: number): Date {
  return new Date(seconds * 1_000);
}

/** RFC 6238, Appendix B: seconds since 1970 and codes of eight digits; ours are their last six. */
const VECTORS: ReadonlyArray<[number, string]> = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
];

it.each(VECTORS)('takes the code of RFC 6238 at %i', (seconds, code) => {
  const step = judgeTotp({ secret: rfcSecret, lastStep: null }, code.slice(2), at(seconds));
  expect(step).toBe(Math.floor(seconds / 30));
});

it.each([
  ['before', -1],
  ['at', 0],
  ['after', 1],
])('takes a code one step %s', (_name, skew) => {
  const now = at(1_234_567_890);
  const step = stepAt(now) + skew;
  expect(judgeTotp({ secret: rfcSecret, lastStep: null }, codeAt(step), now)).toBe(step);
});

it.each([-2, 2])('refuses a code %i steps away', (skew) => {
  const now = at(1_234_567_890);
  const code = codeAt(stepAt(now) + skew);
  expect(judgeTotp({ secret: rfcSecret, lastStep: null }, code, now)).toBeUndefined();
});

it('takes a code in two groups, as apps show it', () => {
  expect(judgeTotp({ secret: rfcSecret, lastStep: null }, '287 082', at(59))).toBe(1);
});

it.each(['', '28708', '2870822', '287 0', 'abcdef', '٢٨٧٠٨٢', '-87082', '0x1234'])(
  'refuses %j, which is no code',
  (code) => {
    expect(judgeTotp({ secret: rfcSecret, lastStep: null }, code, at(59))).toBeUndefined();
  },
);

it('a code opens at most once, in whatever order codes and times come', () => {
  const seconds = fc.integer({ min: 300, max: 4_000_000_000 });
  const attempts = fc.array(
    fc.record({ wait: fc.integer({ min: 0, max: 90 }), skew: fc.integer({ min: -3, max: 3 }) }),
    { maxLength: 12 },
  );
  const keys = fc.uint8Array({ minLength: 20, maxLength: 20 }).map((key) => Buffer.from(key));
  const property = fc.property(seconds, attempts, keys, (start, list, key) => {
    const secret = new Secret({ buffer: new Uint8Array(key).buffer }).base32;
    const accepted: number[] = [];
    let elapsed = start;
    let lastStep: number | null = null;
    for (const { wait, skew } of list) {
      elapsed += wait;
      const present = Math.floor(elapsed / STEP_SECONDS);
      const code = codeAt(present + skew, key);
      const good = [present - 1, present, present + 1].filter(
        (step) => codeAt(step, key) === code && (lastStep === null || step > lastStep),
      );
      const step = judgeTotp({ secret, lastStep }, code, at(elapsed));
      expect(step).toBe(good.at(-1));
      if (step === undefined) continue;
      accepted.push(step);
      lastStep = step;
    }
    expect(new Set(accepted).size).toBe(accepted.length);
    expect([...accepted].sort((a, b) => a - b)).toEqual(accepted);
  });
  fc.assert(property, { numRuns: 500 });
});

describe('a new secret', () => {
  it('has 160 bits and is never the same', () => {
    const secrets = new Set(Array.from({ length: 100 }, newTotpSecret));
    expect(secrets.size).toBe(100);
    for (const secret of secrets) expect(Secret.fromBase32(secret).bytes).toHaveLength(20);
  });

  it('is given to the app with what it needs', () => {
    const secret = newTotpSecret();
    const url = otpauthUrl(secret, 'zoë+1@lakeside.example');
    expect(url).toMatch(/^otpauth:\/\/totp\/[^?@ ]+\?/);
    expect(URI.parse(url)).toMatchObject({
      issuer: 'Showroom Sales',
      label: 'zoë+1@lakeside.example',
      algorithm: 'SHA1',
      digits: 6,
      period: 30,
    });
    expect(URI.parse(url).secret.base32).toBe(secret);
  });

  it('waits ten minutes for its first code', () => {
    expect(enrolmentEnd(at(0))).toEqual(at(600));
  });
});
