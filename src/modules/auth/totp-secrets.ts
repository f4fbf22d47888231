import { currentOrganizationId } from '../../observability/request-context.js';
import type { SealedBox, SealingContext } from '../../shared/sealed-box.js';

/** Seals the secrets of authenticator apps, each to its user of the current organization. */
export class TotpSecrets {
  constructor(private readonly box: SealedBox) {}

  /** What is stored of a secret. */
  seal(userId: string, secret: string): Buffer {
    return this.box.seal(secret, contextOf(userId));
  }

  /** The secret in base32; throws when it is another user's. */
  open(userId: string, sealed: Buffer): string {
    return this.box.open(sealed, contextOf(userId));
  }

  /** The same secret under the key that seals now. */
  reseal(userId: string, sealed: Buffer): Buffer {
    return this.box.reseal(sealed, contextOf(userId));
  }
}

function contextOf(userId: string): SealingContext {
  return ['second factor', currentOrganizationId(), userId];
}
