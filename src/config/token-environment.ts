import { createPrivateKey } from 'node:crypto';
import { z } from 'zod';
import type { Config } from './config.js';

const HOW = 'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256';

const signingKey = z
  .string(`is missing; make one with: ${HOW}`)
  .transform((text) => text.replaceAll(String.raw`\n`, '\n'))
  .refine(isSigningKey, 'must be an unencrypted PKCS#8 PEM of an EC key on the curve P-256');

function isSigningKey(pem: string): boolean {
  if (!pem.startsWith('-----BEGIN PRIVATE KEY-----')) return false;
  try {
    return createPrivateKey(pem).asymmetricKeyDetails?.namedCurve === 'prime256v1';
  } catch {
    return false;
  }
}

/** What tokens are signed and believed with, and who may have those for running the product. */
export const tokenEnvironmentSchema = z.object({
  JWT_SIGNING_KEY: signingKey,
  JWT_SIGNING_KEY_NEXT: signingKey.optional(),
  JWT_SIGNING_KEY_PREVIOUS: signingKey.optional(),
  OPS_CLIENT_SECRET: z.string().min(32, 'must have at least 32 characters').max(512).optional(),
});

type TokenConfig = Pick<Config, 'signingKeyPem' | 'otherSigningKeyPems' | 'opsClientSecret'>;

/** The key that signs, those that are published and believed beside it, and the secret of ops. */
export function toTokenConfig(environment: z.output<typeof tokenEnvironmentSchema>): TokenConfig {
  const { JWT_SIGNING_KEY: signingKeyPem, OPS_CLIENT_SECRET: opsClientSecret } = environment;
  const { JWT_SIGNING_KEY_NEXT: next, JWT_SIGNING_KEY_PREVIOUS: previous } = environment;
  const others = [next, previous].filter((pem) => pem !== undefined);
  return {
    signingKeyPem,
    ...(others.length === 0 ? {} : { otherSigningKeyPems: others }),
    ...(opsClientSecret === undefined ? {} : { opsClientSecret }),
  };
}
