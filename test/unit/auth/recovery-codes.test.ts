import { hashRecoveryCode, newRecoveryCodes } from '../../../src/modules/auth/recovery-codes.js';

it('ten different codes make a set', () => {
  const codes = newRecoveryCodes();
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
});

it('every character of the alphabet comes up at every place: 80 bits', () => {
  const codes = Array.from({ length: 200 }, newRecoveryCodes).flat();
  const places = codes.map((code) => code.replaceAll('-', ''));
  for (let place = 0; place < 16; place += 1) {
    expect(new Set(places.map((characters) => characters.charAt(place))).size).toBe(32);
  }
});

describe('what people type', () => {
  const code = '01AB-CDEF-GHJK-MNPQ';

  it.each([
    '01abcdefghjkmnpq',
    ' 01AB CDEF GHJK MNPQ ',
    'oiab-cdef-ghjk-mnpq',
    'OLAB-CDEFGHJKMNPQ',
  ])('%j is the same code', (typed) => {
    expect(hashRecoveryCode(typed)).toEqual(hashRecoveryCode(code));
  });

  it('another code is another', () => {
    expect(hashRecoveryCode('01AB-CDEF-GHJK-MNPR')).not.toEqual(hashRecoveryCode(code));
  });

  it.each([
    '',
    '287082',
    '01AB-CDEF-GHJK-MNP',
    '01AB-CDEF-GHJK-MNPQ-0',
    '01AB-CDEF-GHJK-MNPU',
    '01AB_CDEF_GHJK_MNPQ',
  ])('%j is none', (typed) => {
    expect(hashRecoveryCode(typed)).toBeUndefined();
  });

  it('is not to be read from what is stored', () => {
    const hash = hashRecoveryCode(code);
    expect(hash).toHaveLength(32);
    expect(hash?.toString('latin1')).not.toContain('01ABCDEFGHJKMNPQ');
  });
});
