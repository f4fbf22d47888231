import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { withTimeout } from '../shared/with-timeout.js';
import type { HttpObserver } from './http-observer.js';

/** Connections of one pool at this moment. */
export interface PoolUsage {
  readonly using: number;
  readonly available: number;
  readonly waiting: number;
}

/** What waits in the outbox and at the subscribers. */
export interface OutboxLag {
  readonly unrelayedEvents: number;
  /** Age of the oldest of them in seconds; 0 when there is none. */
  readonly oldestAgeSeconds: number;
  readonly pendingDeliveries: number;
  readonly deadDeliveries: number;
}

/** The registry and the few instruments that the product itself feeds. */
export interface Metrics {
  readonly registry: Registry;
  readonly http: HttpObserver;
  /** Reads a pool whenever metrics are collected. */
  watchPool(pool: string, usage: () => PoolUsage): void;
  /** Reads the outbox whenever metrics are collected; silence does not hold them up. */
  watchOutbox(lag: () => Promise<OutboxLag>): void;
  /** All metrics in the text format of Prometheus. */
  text(): Promise<string>;
}

/** Around the targets of `docs/performance.md`: from one millisecond to the 3 s limit. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

const COLLECT_MS = 1_000;

/** A registry of its own: several applications in one process do not mix. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    http: createHttpObserver(registry),
    watchPool: createPoolWatch(registry),
    watchOutbox: (lag) => watchOutbox(registry, lag),
    text: () => registry.metrics(),
  };
}

function createHttpObserver(registry: Registry): HttpObserver {
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request to the end of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [registry],
  });
  // To find the instrument of some labels takes the library longer than to use it.
  const instruments = new Map<string, Histogram.Internal<string>>();
  return {
    observe({ method, route, status, seconds }) {
      const name = `${method} ${status} ${route}`;
      const known = instruments.get(name);
      const instrument = known ?? duration.labels({ method, route, status: String(status) });
      if (known === undefined) instruments.set(name, instrument);
      instrument.observe(seconds);
    },
  };
}

function createPoolWatch(registry: Registry): Metrics['watchPool'] {
  const pools = new Map<string, () => PoolUsage>();
  new Gauge({
    name: 'database_pool_connections',
    help: 'Connections in use and free, and callers waiting for one',
    labelNames: ['pool', 'state'],
    registers: [registry],
    collect() {
      for (const [pool, usage] of pools) {
        const { using, available, waiting } = usage();
        this.set({ pool, state: 'using' }, using);
        this.set({ pool, state: 'available' }, available);
        this.set({ pool, state: 'waiting' }, waiting);
      }
    },
  });
  return (pool, usage) => void pools.set(pool, usage);
}

const LAG_GAUGES: ReadonlyArray<readonly [keyof OutboxLag, string, string]> = [
  ['unrelayedEvents', 'outbox_unrelayed_events', 'Committed events not yet relayed'],
  ['oldestAgeSeconds', 'outbox_oldest_event_age_seconds', 'Age of the oldest of them'],
  ['pendingDeliveries', 'deliveries_pending', 'Deliveries that a subscriber has yet to take'],
  ['deadDeliveries', 'deliveries_dead', 'Deliveries given up, to be looked at and replayed'],
];

/** One look at the database per collection feeds all gauges. */
function watchOutbox(registry: Registry, lag: () => Promise<OutboxLag>): void {
  let flight: Promise<OutboxLag> | undefined;
  const shared = (): Promise<OutboxLag> => {
    flight ??= lagOrUnknown(lag).finally(() => {
      flight = undefined;
    });
    return flight;
  };
  for (const [field, name, help] of LAG_GAUGES) {
    new Gauge({
      name,
      help: `${help}; -1 when the database does not answer`,
      registers: [registry],
      async collect() {
        const now = await shared();
        this.set(now[field]);
      },
    });
  }
}

const UNKNOWN: OutboxLag = {
  unrelayedEvents: -1,
  oldestAgeSeconds: -1,
  pendingDeliveries: -1,
  deadDeliveries: -1,
};

async function lagOrUnknown(lag: () => Promise<OutboxLag>): Promise<OutboxLag> {
  try {
    return await withTimeout(lag, { timeoutMs: COLLECT_MS });
  } catch {
    // Shown as -1: the other metrics matter most when the database is away.
    return UNKNOWN;
  }
}
