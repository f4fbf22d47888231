import OpossumCircuitBreaker from 'opossum';
import type { Registry } from 'prom-client';
import type { Logger } from '../observability/logger.js';
import { createCircuitBreakerMetrics } from './circuit-breaker-metrics.js';
import type { CircuitBreakerMetrics, CircuitState } from './circuit-breaker-metrics.js';

/** When a breaker gives up on a call, and when on the service behind it. */
export interface CircuitBreakerFigures {
  /** A call is aborted after this many milliseconds. */
  readonly timeoutMs: number;
  /** The circuit opens when at least this share of the calls failed. */
  readonly failurePercentage: number;
  /** Below this number of calls in the window the circuit stays closed. */
  readonly minimumCalls: number;
  /** Length of the rolling window in milliseconds. */
  readonly windowMs: number;
  /** An open circuit tries one call after this many milliseconds. */
  readonly halfOpenAfterMs: number;
  /** Calls at once; one more is refused. */
  readonly capacity: number;
}

/** The figures of `docs/integrations.md`, the same for every outside service. */
export const DEFAULT_CIRCUIT_BREAKER_FIGURES: CircuitBreakerFigures = {
  timeoutMs: 3_000,
  failurePercentage: 50,
  minimumCalls: 10,
  windowMs: 60_000,
  halfOpenAfterMs: 30_000,
  capacity: 10,
};

export interface CircuitBreakerOptions<A extends unknown[], R> {
  /** Names the service in metrics and logs. */
  readonly name: string;
  /** The guarded call; it has to stop when the signal is aborted. */
  readonly action: (signal: AbortSignal, ...args: A) => Promise<R>;
  readonly logger: Logger;
  readonly registry?: Registry | undefined;
  /** False for an error that is the caller's own fault. By default every error is a failure. */
  readonly isFailure?: ((error: unknown) => boolean) | undefined;
  readonly figures?: Partial<CircuitBreakerFigures> | undefined;
}

export interface CircuitBreaker<A extends unknown[], R> {
  /** Rejects with the action's own error, or with `CircuitBreakerError`. */
  call(...args: A): Promise<R>;
  state(): CircuitState;
  /** Stops the timers and refuses further calls; running ones end by themselves. */
  shutdown(): void;
}

/** The breaker's own refusal (`open`, `busy`: nothing was called) or abort (`timeout`). */
export class CircuitBreakerError extends Error {
  readonly code = 'circuit_breaker';

  constructor(
    circuit: string,
    readonly reason: 'open' | 'busy' | 'timeout',
  ) {
    super(`The circuit breaker of ${circuit} ended the call: ${reason}.`);
    this.name = 'CircuitBreakerError';
  }
}

type Opossum<A extends unknown[], R> = OpossumCircuitBreaker<[AbortSignal, ...A], R>;

/** opossum opens above its percentage; the rule says from the percentage on. */
const JUST_BELOW = 1e-9;

/** Buckets of the rolling window: with 60 s, a call is forgotten to the second. */
const WINDOW_BUCKETS = 60;

/**
 * Puts a circuit breaker around a call to an outside service, so that a service which is down or
 * silent costs neither time nor sockets. Calls that the breaker refuses do not count as calls.
 */
export function createCircuitBreaker<A extends unknown[], R>(
  options: CircuitBreakerOptions<A, R>,
): CircuitBreaker<A, R> {
  const { name, isFailure = () => true } = options;
  const figures = { ...DEFAULT_CIRCUIT_BREAKER_FIGURES, ...options.figures };
  const metrics = createCircuitBreakerMetrics(name, options.registry);
  const circuit = createOpossum(options, figures, isFailure);
  let running = 0;

  async function call(...args: A): Promise<R> {
    const refusal = refusalOf(circuit, running, figures.capacity);
    if (refusal !== undefined) {
      metrics.outcome(refusal);
      throw new CircuitBreakerError(name, refusal);
    }
    const controller = new AbortController();
    running += 1;
    try {
      const result = await circuit.fire(controller.signal, ...args);
      metrics.outcome('success');
      return result;
    } catch (error) {
      const failure = isOurs(error) ? new CircuitBreakerError(name, 'timeout') : error;
      controller.abort(failure);
      metrics.outcome(outcomeOf(failure, isFailure));
      throw failure;
    } finally {
      running -= 1;
    }
  }

  reportStates(name, circuit, metrics, options.logger);
  const shutdown = (): void => {
    circuit.shutdown();
  };
  return { call, state: () => stateOf(circuit), shutdown };
}

function createOpossum<A extends unknown[], R>(
  options: CircuitBreakerOptions<A, R>,
  figures: CircuitBreakerFigures,
  isFailure: (error: unknown) => boolean,
): Opossum<A, R> {
  return new OpossumCircuitBreaker<[AbortSignal, ...A], R>(options.action, {
    name: options.name,
    timeout: figures.timeoutMs,
    errorThresholdPercentage: figures.failurePercentage - JUST_BELOW,
    volumeThreshold: figures.minimumCalls,
    rollingCountTimeout: figures.windowMs,
    rollingCountBuckets: WINDOW_BUCKETS,
    rollingPercentilesEnabled: false,
    enableSnapshots: false,
    resetTimeout: figures.halfOpenAfterMs,
    errorFilter: (error: unknown) => !isOurs(error) && !isFailure(error),
  });
}

function isOurs(error: unknown): boolean {
  return error instanceof Error && OpossumCircuitBreaker.isOurError(error);
}

/**
 * Decided here and not by opossum, which would count a refused call as a failed one: a burst on a
 * healthy service would open the circuit, and refusals would thin out the failures of a sick one.
 */
function refusalOf<A extends unknown[], R>(
  circuit: Opossum<A, R>,
  running: number,
  capacity: number,
): 'open' | 'busy' | undefined {
  if (circuit.isShutdown || (!circuit.closed && !circuit.pendingClose)) return 'open';
  return running >= capacity ? 'busy' : undefined;
}

function outcomeOf(
  error: unknown,
  isFailure: (error: unknown) => boolean,
): 'timeout' | 'failure' | 'ignored' {
  if (error instanceof CircuitBreakerError) return 'timeout';
  return isFailure(error) ? 'failure' : 'ignored';
}

function stateOf<A extends unknown[], R>(circuit: Opossum<A, R>): CircuitState {
  if (circuit.closed) return 'closed';
  return circuit.halfOpen ? 'half_open' : 'open';
}

function reportStates<A extends unknown[], R>(
  circuitBreaker: string,
  circuit: Opossum<A, R>,
  metrics: CircuitBreakerMetrics,
  logger: Logger,
): void {
  metrics.state('closed');
  circuit.on('open', () => {
    metrics.state('open');
    logger.warn({ circuitBreaker }, 'circuit breaker opened');
  });
  circuit.on('halfOpen', () => {
    metrics.state('half_open');
    logger.info({ circuitBreaker }, 'circuit breaker half-open');
  });
  circuit.on('close', () => {
    metrics.state('closed');
    logger.info({ circuitBreaker }, 'circuit breaker closed');
  });
}
