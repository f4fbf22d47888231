import type { Violation } from './violation.js';

/** A committed event. */
export interface StoredEvent {
  readonly position: number;
  readonly stream: string;
  readonly streamId: string;
  readonly version: number;
  readonly type: string;
  readonly relayed: boolean;
}

/** What became of an event at one subscriber. */
export interface StoredDelivery {
  readonly subscriber: string;
  readonly position: number;
  readonly state: string;
  /** Milliseconds since the epoch. */
  readonly finishedAt?: number;
}

/** Who wants which events. */
export interface Subscription {
  readonly subscriber: string;
  readonly types: readonly string[];
}

/** All that was committed, and what became of it. */
export interface DeliveryRecord {
  readonly events: readonly StoredEvent[];
  readonly deliveries: readonly StoredDelivery[];
  readonly subscriptions: readonly Subscription[];
}

/**
 * Every committed event reaches every subscriber, in order per stream (P4):
 *
 * - `not relayed`, `undelivered` (no delivery), `unfinished` (still pending), `dead`;
 * - `out of order`: done before an earlier one of its stream and subscriber;
 * - `gap`: versions of a stream do not follow one another.
 */
export function checkDeliveries(record: DeliveryRecord): Violation[] {
  const { events, deliveries, subscriptions } = record;
  const byEvent = new Map(deliveries.map((one) => [`${one.subscriber} ${one.position}`, one]));
  const violations: Violation[] = events
    .filter((event) => !event.relayed)
    .map((event) => ({ kind: 'not relayed', detail: nameOf(event) }));
  for (const { subscriber, types } of subscriptions) {
    const wanted = events.filter((event) => types.includes(event.type)).sort(byPosition);
    const found = wanted.map((event) => ({
      event,
      delivery: byEvent.get(`${subscriber} ${event.position}`),
    }));
    violations.push(...found.flatMap((one) => checkOne(subscriber, one)));
    violations.push(...checkOrder(subscriber, found));
  }
  return [...violations, ...checkVersions(events)];
}

interface Delivered {
  readonly event: StoredEvent;
  readonly delivery: StoredDelivery | undefined;
}

const KIND_OF_STATE: Readonly<Record<string, string>> = { pending: 'unfinished', dead: 'dead' };

function checkOne(subscriber: string, { event, delivery }: Delivered): Violation[] {
  const kind = delivery === undefined ? 'undelivered' : KIND_OF_STATE[delivery.state];
  return kind === undefined ? [] : [{ kind, detail: `${subscriber} ← ${nameOf(event)}` }];
}

function checkOrder(subscriber: string, found: readonly Delivered[]): Violation[] {
  const latest = new Map<string, number>();
  return found.flatMap(({ event, delivery }) => {
    const stream = `${event.stream} ${event.streamId}`;
    const before = latest.get(stream) ?? -Infinity;
    const at = delivery?.finishedAt ?? Infinity;
    latest.set(stream, Math.max(before, at));
    if (at >= before) return [];
    return [{ kind: 'out of order', detail: `${subscriber} ← ${nameOf(event)}` }];
  });
}

function checkVersions(events: readonly StoredEvent[]): Violation[] {
  const next = new Map<string, number>();
  return [...events].sort(byPosition).flatMap((event) => {
    const stream = `${event.stream} ${event.streamId}`;
    const expected = next.get(stream) ?? 1;
    next.set(stream, event.version + 1);
    return event.version === expected ? [] : [{ kind: 'gap', detail: nameOf(event) }];
  });
}

function byPosition(one: StoredEvent, other: StoredEvent): number {
  return one.position - other.position;
}

function nameOf({ type, streamId, version, position }: StoredEvent): string {
  return `${type} ${streamId} v${version} (position ${position})`;
}
