import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { ConfigError } from '../../src/config/config-error.js';
import { loadConfig } from '../../src/config/load-config.js';

function signingKey(namedCurve = 'P-256'): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
}

const [current, next, previous] = [signingKey(), signingKey(), signingKey()];
const minimal = {
  DATABASE_URL: 'mariadb://app:@db.example:3306/showroom',
  JWT_SIGNING_KEY: current,
  DATA_ENCRYPTION_KEY: randomBytes(32).toString('base64'),
};

it('takes the next and the previous key, and a secret for ops', () => {
  const secret = 'x'.repeat(32);
  const config = loadConfig({
    ...minimal,
    JWT_SIGNING_KEY_NEXT: next.replaceAll('\n', String.raw`\n`),
    JWT_SIGNING_KEY_PREVIOUS: previous,
    OPS_CLIENT_SECRET: secret,
  });
  expect(config.signingKeyPem).toBe(current);
  expect(config.otherSigningKeyPems).toEqual([next, previous]);
  expect(config.opsClientSecret).toBe(secret);
});

it('names what is wrong, and repeats no value', () => {
  const faults = (): readonly string[] => {
    try {
      loadConfig({
        ...minimal,
        JWT_SIGNING_KEY_NEXT: signingKey('P-384'),
        JWT_SIGNING_KEY_PREVIOUS: 'not a key',
        OPS_CLIENT_SECRET: 'too short',
      });
    } catch (error) {
      if (error instanceof ConfigError) return error.faults;
      throw error;
    }
    return [];
  };
  const form = 'must be an unencrypted PKCS#8 PEM of an EC key on the curve P-256';
  expect(faults()).toEqual([
    `JWT_SIGNING_KEY_NEXT ${form}`,
    `JWT_SIGNING_KEY_PREVIOUS ${form}`,
    'OPS_CLIENT_SECRET must have at least 32 characters',
  ]);
});
