import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** A key as `JWT_SIGNING_KEY` has it, for what never signs. */
export function anySigningKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** A key as `DATA_ENCRYPTION_KEY` has it, for what never seals. */
export function anySealingKey(): string {
  return randomBytes(32).toString('base64');
}
