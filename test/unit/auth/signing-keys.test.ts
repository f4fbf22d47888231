import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { SigningKeys } from '../../../src/modules/auth/signing-keys.js';

function pem(namedCurve: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

it('names a key by its RFC 7638 thumbprint, and publishes the public half alone', async () => {
  const keys = new SigningKeys(pem('P-256'));
  const [jwk, ...others] = keys.publicJwks();
  if (jwk === undefined) throw new Error('The key is missing.');
  expect(others).toEqual([]);
  expect(jwk.kid).toBe(await calculateJwkThumbprint({ ...jwk }));
  expect(jwk.kid).toBe(keys.activeKid);
  expect(jwk).not.toHaveProperty('d');
  expect(keys.publicKey(jwk.kid)?.type).toBe('public');
  expect(keys.publicKey('another')).toBeUndefined();
});

it('takes no key of another kind', () => {
  expect(() => new SigningKeys(pem('P-384'))).toThrow('P-256');
  expect(() => new SigningKeys('none')).toThrow();
});

it('publishes and believes the keys beside the one that signs, each once', () => {
  const [current, next, previous] = [pem('P-256'), pem('P-256'), pem('P-256')];
  const keys = new SigningKeys(current, [next, previous, current]);
  const kids = keys.publicJwks().map(({ kid }) => kid);
  expect(kids).toEqual([current, next, previous].map((one) => new SigningKeys(one).activeKid));
  expect(keys.activeKid).toBe(kids[0]);
  for (const kid of kids) expect(keys.publicKey(kid)?.type).toBe('public');
});
