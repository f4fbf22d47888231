import type { Logger } from '../../observability/logger.js';
import { asOrganization } from '../../observability/request-context.js';
import type { AuditTrail } from '../../shared/audit-trail.js';
import type { Clock } from '../../shared/clock.js';
import type { AccessTokens } from './access-tokens.js';
import { AuthAudit } from './auth-audit.js';
import { OutsideIssuer } from './outside-issuer.js';
import type { OutsideIssuerSource } from './outside-issuer.js';
import { TokenVerifier } from './token-verifier.js';
import type { UserRepository } from './user-repository.js';

interface TokenVerifierParts {
  readonly tokens: AccessTokens;
  /** Whose tokens are believed besides our own; none if absent. */
  readonly outsideIssuers?: readonly OutsideIssuerSource[] | undefined;
  readonly users: Pick<UserRepository, 'findEnabledId'>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Wires what verifies tokens, ours and those of outside issuers. */
export function createTokenVerifier(parts: TokenVerifierParts): TokenVerifier {
  const { tokens: ours, outsideIssuers = [], users, clock, logger } = parts;
  const audit = new AuthAudit({ trail: parts.audit, logger });
  const findUser = (organizationId: string, email: string): Promise<string | undefined> =>
    asOrganization(organizationId, () => users.findEnabledId(email));
  const around = { clock, logger, audit, findUser };
  const outside = outsideIssuers.map((source) => new OutsideIssuer(source, around));
  return new TokenVerifier({ ours, outside });
}
