import type { JSONWebKeySet, JWK } from 'jose';
import type { Registry } from 'prom-client';
import type { Agent } from 'undici';
import type { Logger } from '../observability/logger.js';
import { DEFAULT_CIRCUIT_BREAKER_FIGURES, createCircuitBreaker } from './circuit-breaker.js';
import type { CircuitBreaker, CircuitBreakerFigures } from './circuit-breaker.js';
import { appendPath, createHttpAgent, exchangeHttp } from './http-exchange.js';
import { isJsonObject, parseJsonObject } from './json-object.js';

/** An outside issuer, and which of its tokens are believed. */
export interface OidcIssuerSettings {
  /** As it stands in `iss`. */
  readonly issuer: string;
  /** What has to stand in `aud`. */
  readonly audience: string;
  /** Whose users its tokens may name. */
  readonly organizationId: string;
  /** Where its keys are; absent: the discovery document tells. */
  readonly jwksUri?: string | undefined;
  readonly emailClaim: string;
  readonly emailVerifiedClaim: string;
  readonly requireEmailVerified: boolean;
  readonly requiredAmr?: string | undefined;
}

/** What the issuer answered is neither its description nor its keys. */
export class InvalidIssuerAnswer extends Error {
  readonly code = 'issuer_answer_invalid';

  constructor(what: string) {
    super(`The issuer answered with ${what}.`);
    this.name = 'InvalidIssuerAnswer';
  }
}

interface OidcKeyClientDeps {
  readonly settings: OidcIssuerSettings;
  readonly logger: Logger;
  readonly registry?: Registry | undefined;
  readonly figures?: Partial<CircuitBreakerFigures> | undefined;
}

const MAX_ANSWER_BYTES = 256 * 1024;
const MAX_KEYS = 100;

/**
 * Reads the keys of one outside issuer, behind a breaker of its own: both steps, description
 * (OpenID Connect Discovery 1.0, section 4) and keys, within its one time limit.
 */
export class OidcKeyClient {
  readonly settings: OidcIssuerSettings;
  private readonly agent: Agent;
  private readonly breaker: CircuitBreaker<[], JSONWebKeySet>;

  constructor({ settings, logger, registry, figures }: OidcKeyClientDeps) {
    this.settings = settings;
    const { timeoutMs } = { ...DEFAULT_CIRCUIT_BREAKER_FIGURES, ...figures };
    this.agent = createHttpAgent({ connections: 2, timeoutMs, keepAlive: false });
    this.breaker = createCircuitBreaker({
      name: `oidc ${settings.issuer}`,
      action: (signal) => this.request(signal),
      logger,
      registry,
      figures,
    });
  }

  /** The keys as they are published now. Rejects when there is no such answer. */
  async readKeys(): Promise<JSONWebKeySet> {
    return this.breaker.call();
  }

  /** Refuses new calls and waits for the running ones, at most the breaker's time limit. */
  async close(): Promise<void> {
    this.breaker.shutdown();
    if (!this.agent.closed) await this.agent.close();
  }

  private async request(signal: AbortSignal): Promise<JSONWebKeySet> {
    const { jwksUri } = this.settings;
    const url = jwksUri === undefined ? await this.discover(signal) : new URL(jwksUri);
    const { keys } = await this.read(url, signal);
    if (!isKeyList(keys)) throw new InvalidIssuerAnswer('no key set');
    return { keys };
  }

  /** Where the keys are; the document has to be of this very issuer. */
  private async discover(signal: AbortSignal): Promise<URL> {
    const { issuer } = this.settings;
    const url = appendPath(issuer, '/.well-known/openid-configuration');
    const description = await this.read(url, signal);
    if (description['issuer'] !== issuer) throw new InvalidIssuerAnswer('the name of another');
    const { jwks_uri: text } = description;
    const jwksUri = typeof text === 'string' && URL.canParse(text) ? new URL(text) : undefined;
    if (jwksUri === undefined || !isAsSafe(jwksUri, url)) {
      throw new InvalidIssuerAnswer('no safe address of its keys');
    }
    return jwksUri;
  }

  private async read(url: URL, signal: AbortSignal): Promise<Record<string, unknown>> {
    const headers = { accept: 'application/json' };
    const request = { url, method: 'GET' as const, headers, signal };
    const answer = await exchangeHttp(this.agent, { ...request, maxAnswerBytes: MAX_ANSWER_BYTES });
    const body = answer.status === 200 ? parseJsonObject(answer.body) : undefined;
    if (body === undefined) throw new InvalidIssuerAnswer(`status ${answer.status} and no JSON`);
    return body;
  }
}

/** An issuer on this machine may keep its keys there; nobody else's keys come unencrypted. */
function isAsSafe(keys: URL, issuer: URL): boolean {
  if (keys.username !== '' || keys.password !== '') return false;
  if (keys.protocol === 'https:') return true;
  return issuer.protocol === 'http:' && keys.origin === issuer.origin;
}

function isKeyList(keys: unknown): keys is JWK[] {
  return Array.isArray(keys) && keys.length > 0 && keys.length <= MAX_KEYS && keys.every(isKey);
}

function isKey(key: unknown): key is JWK {
  return isJsonObject(key) && typeof key['kty'] === 'string';
}
