import type { Registry } from 'prom-client';
import type { Database } from '../database/create-database.js';
import type { ClaimWorker } from '../jobs/claim-worker.js';
import { createJobWorker } from '../jobs/create-job-worker.js';
import type { JobHandler, Schedule } from '../jobs/job.js';
import { createRetentionSchedule } from '../jobs/retention-schedule.js';
import { Scheduler } from '../jobs/scheduler.js';
import { createWorkMetrics } from '../jobs/work-metrics.js';
import { WorkLoop } from '../jobs/work-loop.js';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../shared/clock.js';
import { createDeliveryWorker } from './create-delivery-worker.js';
import type { EventSubscriber, RealtimeMapping, RelayListener } from './event.js';
import { EventRelay } from './event-relay.js';
import { FrameMaker } from './frame-maker.js';
import { WAKE_DELIVERIES, WAKE_JOBS, WAKE_RELAY } from './wake-bus.js';
import type { WakeBus } from './wake-bus.js';

/** What the `worker` role runs on. */
export interface EventRuntimeDeps {
  /**
   * The one that the modules of these subscribers, handlers and schedules were made with: effects
   * and marks are one transaction only in the same pool.
   */
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly wakeBus: WakeBus;
  readonly subscribers: readonly EventSubscriber[];
  readonly mappings: readonly RealtimeMapping[];
  readonly jobs: readonly JobHandler[];
  readonly afterRelay?: readonly RelayListener[];
  /** Beyond the retention, which is always there. */
  readonly schedules: readonly Schedule[];
  readonly registry?: Registry;
}

/** Everything that happens after a commit: relay, deliveries, jobs and schedules. */
export interface EventRuntime {
  start(): void;
  /** Waits until nothing is due and nothing under way in this process. */
  idle(): Promise<void>;
  /** Takes no more work, and finishes what is under way. */
  stop(): Promise<void>;
}

const IDLE_MS = 250;
const DELIVERIES_AT_ONCE = 8;
const JOBS_AT_ONCE = 4;

/** Wires the loops of one process; any number of processes may run them. */
export function createEventRuntime(deps: EventRuntimeDeps): EventRuntime {
  const metrics = createWorkMetrics(deps.registry);
  const common = { ...deps, metrics, idleMs: IDLE_MS };
  const relay = new EventRelay({ ...common, frames: new FrameMaker(common) });
  const relayLoop = new WorkLoop({ ...common, name: 'relay', pass: () => relay.pass() });
  const deliveries = createDeliveryWorker({ ...common, concurrency: DELIVERIES_AT_ONCE });
  const jobs = createJobWorker({ ...common, handlers: deps.jobs, concurrency: JOBS_AT_ONCE });
  const schedules = [...deps.schedules, createRetentionSchedule(deps)];
  const scheduler = new Scheduler({ ...common, schedules });
  const workers = [deliveries, jobs, scheduler].filter((worker) => worker !== undefined);
  const loops = [relayLoop, ...workers.map((worker) => worker.loop)];
  const hints = [
    { topic: WAKE_RELAY, loop: relayLoop },
    { topic: WAKE_DELIVERIES, loop: deliveries?.loop },
    { topic: WAKE_JOBS, loop: jobs?.loop },
  ];
  let unsubscribe: Array<() => void> = [];
  return {
    start() {
      unsubscribe = hints.map(({ topic, loop }) =>
        deps.wakeBus.subscribe(topic, () => loop?.wake()),
      );
      for (const loop of loops) loop.start();
    },
    idle: () => untilQuiet(loops),
    async stop() {
      for (const end of unsubscribe.splice(0)) end();
      await Promise.all([relayLoop.stop(), ...workers.map((worker) => stopWorker(worker))]);
    },
  };
}

function stopWorker(worker: ClaimWorker | Scheduler): Promise<void> {
  return worker.stop();
}

/** One loop makes work for another: all have to be quiet in the same round. */
async function untilQuiet(loops: readonly WorkLoop[]): Promise<void> {
  for (let worked = true; worked;) {
    worked = false;
    for (const loop of loops) worked = (await loop.quiet()) || worked;
  }
}
