import { timingSafeEqual } from 'node:crypto';
import type { Logger } from '../../observability/logger.js';
import type { Clock } from '../../shared/clock.js';
import { problem } from '../../shared/errors.js';
import { isId } from '../../shared/ids.js';
import type { AccessTokens } from './access-tokens.js';
import type { ApiClientRepository } from './api-client-repository.js';
import { hashClientSecret } from './api-client-secret.js';
import type { ClientAccess } from './api-client-types.js';
import { ACCESS_TOKEN_SECONDS } from './auth-types.js';
import type { ClientAccessCache } from './client-access-cache.js';
import type { ClientAudit } from './client-audit.js';
import { invalidClient } from './client-errors.js';
import type { ClientTokenGrant, TokenRequest } from './client-credentials-types.js';
import type { ClientThrottle } from './client-throttle.js';
import { OPS_CLIENT_ID } from './token-claims.js';

interface ClientCredentialsServiceDeps {
  readonly clients: Pick<ApiClientRepository, 'findBySecret'>;
  readonly access: Pick<ClientAccessCache, 'byId'>;
  readonly tokens: Pick<AccessTokens, 'issueToClient' | 'issueToOps'>;
  readonly throttle: ClientThrottle;
  readonly audit: ClientAudit;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** Of those who run the product; absent: they get no tokens. */
  readonly opsClientSecret: string | undefined;
}

/** Tokens for programs: the grant `client_credentials` of RFC 6749, section 4.4. */
export class ClientCredentialsService {
  constructor(private readonly deps: ClientCredentialsServiceDeps) {}

  /**
   * Throws 401 `invalid_client`, the same whether the program or its secret is unknown, 400
   * `invalid_scope`, and 429 `too_many_attempts` to whoever failed too often, never to a program
   * with the right secret.
   */
  async grant(request: TokenRequest, address: string): Promise<ClientTokenGrant> {
    return request.clientId === OPS_CLIENT_ID
      ? this.grantToOps(request, address)
      : this.grantToClient(request, address);
  }

  private async grantToClient(request: TokenRequest, address: string): Promise<ClientTokenGrant> {
    const { audit, logger, tokens } = this.deps;
    const { clientId } = request;
    const access = await this.proven(request);
    if (access === undefined) {
      const known = isId(clientId) ? await this.deps.access.byId(clientId) : undefined;
      if (known !== undefined) audit.refused(known);
      return this.refuse(clientId, address);
    }
    const scopes = narrowed(access.scopes, request.scope);
    await audit.issued(access);
    logger.info({ clientId }, 'a program was given a token');
    const accessToken = await tokens.issueToClient(access, scopes);
    return { accessToken, expiresIn: ACCESS_TOKEN_SECONDS, scope: scopes.join(' ') };
  }

  private async grantToOps(request: TokenRequest, address: string): Promise<ClientTokenGrant> {
    const { opsClientSecret, logger, tokens } = this.deps;
    if (opsClientSecret === undefined || !isSame(opsClientSecret, request.clientSecret)) {
      return this.refuse(OPS_CLIENT_ID, address);
    }
    narrowed(new Set(), request.scope);
    logger.info({ clientId: OPS_CLIENT_ID }, 'a program was given a token');
    return { accessToken: await tokens.issueToOps(), expiresIn: ACCESS_TOKEN_SECONDS };
  }

  private async proven({
    clientId,
    clientSecret,
  }: TokenRequest): Promise<ClientAccess | undefined> {
    const { access, clients, clock } = this.deps;
    const row = await clients.findBySecret(hashClientSecret(clientSecret), clock.now());
    if (row?.kind !== 'integration' || row.id !== clientId) return undefined;
    return access.byId(clientId);
  }

  private async refuse(clientId: string, address: string): Promise<never> {
    await this.deps.throttle.failed(clientId, address);
    this.deps.logger.warn('a program was refused a token');
    throw invalidClient();
  }
}

/** Hashes are of the same length, whatever was sent. */
function isSame(secret: string, sent: string): boolean {
  return timingSafeEqual(hashClientSecret(secret), hashClientSecret(sent));
}

function narrowed(granted: ReadonlySet<string>, scope: string | undefined): readonly string[] {
  if (scope === undefined) return [...granted];
  const asked = [...new Set(scope.split(' '))].sort();
  if (asked.every((name) => granted.has(name))) return asked;
  throw problem(400, 'invalid_scope', 'The program does not have a scope that is asked for.');
}
