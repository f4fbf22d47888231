import { hashRecoveryCode, newRecoveryCodes } from '../../../src/modules/auth/recovery-codes.js';

it('ten different codes make a set', () => {
  const codes = newRecoveryCodes();
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  for (const code of codes)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}$/);
});

it('every character of the alphabet comes up at every place: 125 bits', () => {
  const codes = Array.from({ length: 200 }, newRecoveryCodes).flat();
  const places = codes.map((code) => code.replaceAll('-', ''));
  for (let place = 0; place < 25; place += 1) {
    expect(new Set(places.map((characters) => characters.charAt(place))).size).toBe(32);
  }
});

describe('what people type', () => {
  const code = '01ABC-DEFGH-JKMNP-QRSTV-WXYZ0';

  it.each([
    '01abcdefghjkmnpqrstvwxyz0',
    ' 01ABC DEFGH JKMNP QRSTV WXYZ0 ',
    'oiabc-defgh-jkmnp-qrstv-wxyzo',
    'OLABC-DEFGHJKMNPQRSTVWXYZ0',
  ])('%j is the same code', (typed) => {
    expect(hashRecoveryCode(typed)).toEqual(hashRecoveryCode(code));
  });

  it('another code is another', () => {
    expect(hashRecoveryCode('01ABC-DEFGH-JKMNP-QRSTV-WXYZ1')).not.toEqual(hashRecoveryCode(code));
  });

  it.each([
    '',
    '287082',
    '01ABC-DEFGH-JKMNP-QRSTV-WXYZ',
    '01ABC-DEFGH-JKMNP-QRSTV-WXYZ0-1',
    '01ABC-DEFGH-JKMNP-QRSTV-WXYZU',
    '01ABC_DEFGH_JKMNP_QRSTV_WXYZ0',
  ])('%j is none', (typed) => {
    expect(hashRecoveryCode(typed)).toBeUndefined();
  });

  it('is not to be read from what is stored', () => {
    const hash = hashRecoveryCode(code);
    expect(hash).toHaveLength(32);
    expect(hash?.toString('latin1')).not.toContain('01ABCDEFGHJKMNPQRSTVWXYZ0');
  });
});
