import { Counter } from 'prom-client';
import type { Registry } from 'prom-client';

/** What may become of a claimed piece of work. */
export type WorkOutcome = 'done' | 'put off' | 'dead' | 'lost';

/** Counts background work; does nothing without a registry. */
export interface WorkMetrics {
  finished(queue: string, name: string, outcome: WorkOutcome): void;
  relayed(events: number): void;
  frameFailed(): void;
}

/** Counters for queues, the relay and frames that could not be made. */
export function createWorkMetrics(registry: Registry | undefined): WorkMetrics {
  if (registry === undefined) {
    return { finished: () => undefined, relayed: () => undefined, frameFailed: () => undefined };
  }
  const registers = [registry];
  const work = new Counter({
    name: 'background_work_total',
    help: 'Deliveries, jobs and schedules by what became of them',
    labelNames: ['queue', 'name', 'outcome'],
    registers,
  });
  const events = new Counter({
    name: 'outbox_relayed_events_total',
    help: 'Events that the relay of this process has passed on',
    registers,
  });
  const frames = new Counter({
    name: 'realtime_frame_failures_total',
    help: 'Events whose room frames could not be made and were left out',
    registers,
  });
  return {
    finished: (queue, name, outcome) => {
      work.inc({ queue, name, outcome: outcome.replace(' ', '_') });
    },
    relayed: (count) => events.inc(count),
    frameFailed: () => frames.inc(),
  };
}
