import { withTimeout } from '../shared/with-timeout.js';
import type { Logger } from './logger.js';
import type { ProcessState } from './process-state.js';

/** `disabled`: not configured here, which is no fault. */
export type DependencyState = 'up' | 'down' | 'disabled';

/** Looks at one dependency; a rejection or silence counts as `down`. */
export type DependencyProbe = (signal: AbortSignal) => Promise<DependencyState>;

/** What the product depends on; the database decides, the others only degrade. */
export type DependencyName = 'database' | 'cache' | 'scoring' | 'sms';

export interface ReadinessReport {
  readonly status: 'READY' | 'DEGRADED' | 'NOT_READY';
  readonly dependencies: Readonly<Record<DependencyName, DependencyState>>;
}

export interface ReadinessDeps {
  readonly probes: Readonly<Record<DependencyName, DependencyProbe>>;
  readonly processState: ProcessState;
  readonly logger: Logger;
  /** Longest time for one look at a dependency, in milliseconds. */
  readonly probeMs?: number;
  /** How long a look at the dependencies is good for others too, in milliseconds. */
  readonly keepMs?: number;
}

type Dependencies = ReadinessReport['dependencies'];

/**
 * Says whether this process can serve. All who ask within half a second share one look at the
 * dependencies, so that probing cannot overload them; a look ends within a second.
 */
export class Readiness {
  #flight: Promise<Dependencies> | undefined;
  #keptUntil = 0;
  readonly #known = new Map<DependencyName, DependencyState>();

  constructor(private readonly deps: ReadinessDeps) {}

  /** The state of now; never rejects, and takes at most a second. */
  async check(): Promise<ReadinessReport> {
    const dependencies = await this.dependencies();
    return { status: this.statusOf(dependencies), dependencies };
  }

  private dependencies(): Promise<Dependencies> {
    if (this.#flight !== undefined && performance.now() < this.#keptUntil) return this.#flight;
    this.#keptUntil = Number.POSITIVE_INFINITY;
    this.#flight = this.look().finally(() => {
      this.#keptUntil = performance.now() + (this.deps.keepMs ?? 500);
    });
    return this.#flight;
  }

  private async look(): Promise<Dependencies> {
    const [database, cache, scoring, sms] = await Promise.all([
      this.probe('database'),
      this.probe('cache'),
      this.probe('scoring'),
      this.probe('sms'),
    ]);
    return { database, cache, scoring, sms };
  }

  private async probe(dependency: DependencyName): Promise<DependencyState> {
    const timeoutMs = this.deps.probeMs ?? 1_000;
    try {
      const state = await withTimeout(this.deps.probes[dependency], { timeoutMs });
      this.note(dependency, state);
      return state;
    } catch (error) {
      this.note(dependency, 'down', error);
      return 'down';
    }
  }

  /** Logs a change, not every look: probes come every few seconds. */
  private note(dependency: DependencyName, state: DependencyState, err?: unknown): void {
    const before = this.#known.get(dependency);
    this.#known.set(dependency, state);
    if (before === state) return;
    const fields = { dependency, state };
    if (state === 'down') this.deps.logger.warn({ ...fields, err }, 'a dependency is down');
    else if (before === 'down') this.deps.logger.info(fields, 'a dependency is back');
  }

  private statusOf(dependencies: Dependencies): ReadinessReport['status'] {
    const { processState } = this.deps;
    if (!processState.started || processState.stopping) return 'NOT_READY';
    if (dependencies.database !== 'up') return 'NOT_READY';
    return Object.values(dependencies).includes('down') ? 'DEGRADED' : 'READY';
  }
}
