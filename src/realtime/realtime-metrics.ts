import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

/** What is counted of the sockets of this process. */
export interface RealtimeMetrics {
  readonly openSockets: Gauge;
  readonly framesSent: Counter;
  readonly closes: Counter<'code'>;
}

/** Makes the metrics in `registry`; once for each registry. */
export function createRealtimeMetrics(registry: Registry): RealtimeMetrics {
  const registers = [registry];
  return {
    openSockets: new Gauge({
      name: 'realtime_open_sockets',
      help: 'WebSockets that are open in this process.',
      registers,
    }),
    framesSent: new Counter({
      name: 'realtime_frames_sent_total',
      help: 'Frames handed to WebSockets.',
      registers,
    }),
    closes: new Counter({
      name: 'realtime_closes_total',
      help: 'WebSockets closed, by the code that the peer was told or told us.',
      labelNames: ['code'],
      registers,
    }),
  };
}
