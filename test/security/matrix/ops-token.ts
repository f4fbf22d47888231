import { AccessTokens } from '../../../src/modules/auth/access-tokens.js';
import { SigningKeys } from '../../../src/modules/auth/signing-keys.js';
import type { TestApp } from '../../support/test-app.js';

/** A token for those who run the product. */
export async function opsToken({ config, clock }: TestApp): Promise<string> {
  const keys = new SigningKeys(config.signingKeyPem);
  return new AccessTokens({ keys, clock, scopesOf: () => new Set() }).issueToOps();
}
