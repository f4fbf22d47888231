import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** `half_open` lets one trial call through; `open` refuses all. */
export type CircuitState = 'closed' | 'half_open' | 'open';

/** How a call through a breaker ended; `ignored` is a failure that was the caller's own fault. */
export type CircuitOutcome = 'success' | 'failure' | 'ignored' | 'timeout' | 'open' | 'busy';

export interface CircuitBreakerMetrics {
  state(state: CircuitState): void;
  outcome(outcome: CircuitOutcome): void;
}

const STATE_VALUES: Readonly<Record<CircuitState, number>> = { closed: 0, half_open: 1, open: 2 };

/** The figures of one breaker; all breakers of a registry share the two metrics. */
export function createCircuitBreakerMetrics(
  name: string,
  registry: Registry | undefined,
): CircuitBreakerMetrics {
  if (registry === undefined) return { state: () => undefined, outcome: () => undefined };
  const gauge = stateGauge(registry);
  const counter = callCounter(registry);
  return {
    state: (state) => {
      gauge.set({ name }, STATE_VALUES[state]);
    },
    outcome: (outcome) => {
      counter.inc({ name, outcome });
    },
  };
}

function stateGauge(registry: Registry): Gauge {
  const existing = registry.getSingleMetric('circuit_breaker_state');
  if (existing instanceof Gauge) return existing;
  return new Gauge({
    name: 'circuit_breaker_state',
    help: 'State of the circuit breaker: 0 closed, 1 half-open, 2 open',
    labelNames: ['name'],
    registers: [registry],
  });
}

function callCounter(registry: Registry): Counter {
  const existing = registry.getSingleMetric('circuit_breaker_calls_total');
  if (existing instanceof Counter) return existing;
  return new Counter({
    name: 'circuit_breaker_calls_total',
    help: 'Calls through the circuit breaker by outcome',
    labelNames: ['name', 'outcome'],
    registers: [registry],
  });
}
