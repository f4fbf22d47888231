import type { Registry } from 'prom-client';
import type { Agent } from 'undici';
import type { Logger } from '../observability/logger.js';
import { createRetryBudget, withRetry } from '../shared/with-retry.js';
import type { RetryPolicy } from '../shared/with-retry.js';
import {
  CircuitBreakerError,
  DEFAULT_CIRCUIT_BREAKER_FIGURES,
  createCircuitBreaker,
} from './circuit-breaker.js';
import type { CircuitBreaker, CircuitBreakerFigures } from './circuit-breaker.js';
import type { CircuitState } from './circuit-breaker-metrics.js';
import { HttpExchangeError, appendPath, createHttpAgent, exchangeHttp } from './http-exchange.js';
import type { HttpAnswer } from './http-exchange.js';
import { readLeadScoreAnswer } from './lead-scoring-answer.js';
import type { LeadScoreAnswer } from './lead-scoring-answer.js';

/** What is known of a lead, by the names listed in `docs/integrations.md`. */
export type ScoringFeatures = Readonly<Record<string, number | string | boolean>>;

/** The outside service that gives a lead its probability of conversion. */
export interface LeadScoringService {
  /** Rejects with `ScoringUnavailable` only; the caller then scores by its own rules. */
  score(features: ScoringFeatures): Promise<LeadScoreAnswer>;
  state(): CircuitState;
}

/** `open` and `busy`: refused by the breaker, nothing was sent. */
export type ScoringFailure = 'open' | 'timeout' | 'busy' | 'error' | 'invalid_answer';

/** The one failure of the scoring service: there is no score from it now. */
export class ScoringUnavailable extends Error {
  readonly code = 'scoring_unavailable';

  constructor(
    readonly reason: ScoringFailure,
    options?: ErrorOptions,
  ) {
    super(`The scoring service gave no score: ${reason}.`, options);
    this.name = 'ScoringUnavailable';
  }
}

export interface LeadScoringClientDeps {
  /** Base URL; the score is at `{url}/score`. */
  readonly url: string;
  readonly apiKey?: string | undefined;
  readonly logger: Logger;
  readonly registry?: Registry | undefined;
  readonly figures?: Partial<CircuitBreakerFigures> | undefined;
  readonly retry?: Partial<RetryPolicy> | undefined;
}

const MAX_ANSWER_BYTES = 64 * 1024;
const RETRY_POLICY = { maxAttempts: 3, baseDelayMs: 100, maxDelayMs: 1_000 };
const RETRY_BUDGET = { ratio: 0.1, reserve: 3 };
/** Answers to this request's own content; they say nothing about the service's health. */
const CALLER_FAULTS: readonly number[] = [400, 413, 422];

/**
 * Client of the scoring service (protocol: `docs/integrations.md`). Retries stay inside the
 * breaker's one time limit, and count there as one call.
 */
export class LeadScoringClient implements LeadScoringService {
  private readonly agent: Agent;
  private readonly breaker: CircuitBreaker<[ScoringFeatures], LeadScoreAnswer>;
  private readonly budget = createRetryBudget(RETRY_BUDGET);
  private readonly retryPolicy: RetryPolicy;
  private readonly url: URL;
  private readonly headers: Readonly<Record<string, string>>;

  constructor({ url, apiKey, logger, registry, retry, ...deps }: LeadScoringClientDeps) {
    const figures = { ...DEFAULT_CIRCUIT_BREAKER_FIGURES, ...deps.figures };
    const { capacity: connections, timeoutMs } = figures;
    this.agent = createHttpAgent({ connections, timeoutMs, keepAlive: true });
    this.retryPolicy = { ...RETRY_POLICY, totalTimeMs: timeoutMs, ...retry };
    this.url = appendPath(url, '/score');
    this.headers = requestHeaders(apiKey);
    this.breaker = createCircuitBreaker({
      name: 'lead_scoring',
      action: (signal, features: ScoringFeatures) => this.scoreWithRetry(signal, features),
      isFailure: (error) => !(error instanceof ServiceRefusal && error.isCallersFault()),
      logger,
      registry,
      figures,
    });
  }

  async score(features: ScoringFeatures): Promise<LeadScoreAnswer> {
    try {
      return await this.breaker.call(features);
    } catch (error) {
      throw new ScoringUnavailable(reasonOf(error), { cause: error });
    }
  }

  state(): CircuitState {
    return this.breaker.state();
  }

  /** Refuses new calls and waits for the running ones, at most the breaker's time limit. */
  async close(): Promise<void> {
    this.breaker.shutdown();
    if (!this.agent.closed) await this.agent.close();
  }

  private scoreWithRetry(signal: AbortSignal, features: ScoringFeatures): Promise<LeadScoreAnswer> {
    return withRetry(() => this.requestScore(signal, features), {
      ...this.retryPolicy,
      budget: this.budget,
      signal,
      isRetryable: (error) => error instanceof HttpExchangeError || isPassingRefusal(error),
      requestedDelayMs: (error) =>
        error instanceof ServiceRefusal ? error.retryAfterMs() : undefined,
    });
  }

  private async requestScore(
    signal: AbortSignal,
    features: ScoringFeatures,
  ): Promise<LeadScoreAnswer> {
    const answer = await exchangeHttp(this.agent, {
      url: this.url,
      method: 'POST',
      headers: this.headers,
      body: JSON.stringify({ features }),
      maxAnswerBytes: MAX_ANSWER_BYTES,
      signal,
    });
    if (answer.status < 200 || answer.status > 299) throw new ServiceRefusal(answer);
    const score = readLeadScoreAnswer(answer.body);
    if (score === undefined) throw new InvalidScoreAnswer();
    return score;
  }
}

/** The service answered, but with no score. */
class ServiceRefusal extends Error {
  readonly code = 'scoring_refused';

  constructor(private readonly answer: HttpAnswer) {
    super(`The scoring service answered with status ${answer.status}.`);
    this.name = 'ServiceRefusal';
  }

  isCallersFault(): boolean {
    return CALLER_FAULTS.includes(this.answer.status);
  }

  mayPass(): boolean {
    return this.answer.status === 429 || this.answer.status >= 500;
  }

  /** RFC 9110 `Retry-After` in its form of seconds. */
  retryAfterMs(): number | undefined {
    const seconds = this.answer.headers['retry-after'];
    return seconds !== undefined && /^\d{1,9}$/.test(seconds) ? Number(seconds) * 1_000 : undefined;
  }
}

class InvalidScoreAnswer extends Error {
  readonly code = 'scoring_answer_invalid';

  constructor() {
    super('The answer of the scoring service is not JSON with a score in 0..1.');
    this.name = 'InvalidScoreAnswer';
  }
}

function isPassingRefusal(error: unknown): boolean {
  return error instanceof ServiceRefusal && error.mayPass();
}

function reasonOf(error: unknown): ScoringFailure {
  if (error instanceof CircuitBreakerError) return error.reason;
  return error instanceof InvalidScoreAnswer ? 'invalid_answer' : 'error';
}

function requestHeaders(apiKey: string | undefined): Record<string, string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  return apiKey === undefined ? headers : { ...headers, authorization: `Bearer ${apiKey}` };
}
