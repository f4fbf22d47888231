import {
  hashRefreshToken,
  isRefreshTokenShaped,
  newRefreshToken,
  openSuccessor,
  sealSuccessor,
} from '../../../src/modules/auth/refresh-token.js';

it('makes tokens of 256 bits, no two alike', () => {
  const tokens = Array.from({ length: 100 }, () => newRefreshToken());
  expect(new Set(tokens).size).toBe(100);
  for (const token of tokens) {
    expect(isRefreshTokenShaped(token)).toBe(true);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
  }
  expect(isRefreshTokenShaped(`${tokens[0]}x`)).toBe(false);
});

it('seals a successor so that its own token opens it, and nothing else', () => {
  const [token, successor] = [newRefreshToken(), newRefreshToken()];
  const sealed = sealSuccessor(token, successor);
  expect(openSuccessor(token, sealed)).toBe(successor);
  expect(() => openSuccessor(newRefreshToken(), sealed)).toThrow();
  expect(() => openSuccessor(hashRefreshToken(token).toString('base64url'), sealed)).toThrow();
  expect(sealSuccessor(token, successor).equals(sealed)).toBe(false);
});

it('notices when what was sealed is tampered with', () => {
  const token = newRefreshToken();
  const sealed = sealSuccessor(token, newRefreshToken());
  for (const place of [0, 12, sealed.length - 1]) {
    const broken = Buffer.from(sealed);
    broken[place] = (broken[place] ?? 0) ^ 1;
    expect(() => openSuccessor(token, broken)).toThrow();
  }
  expect(() => openSuccessor(token, sealed.subarray(0, 20))).toThrow();
});
