/** Hints that something has come; the database is where it is found. */
export interface WakeBus {
  /** Tells everybody who listens to the topic, on every instance, soon or never. */
  publish(topic: string, items?: readonly string[]): void;
  /** Calls `listener` on every hint; answers a function that ends it. */
  subscribe(topic: string, listener: WakeListener): () => void;
  close(): Promise<void>;
}

/** `items` says what of the topic it is about; absent: not known, look at all of it. */
export type WakeListener = (items?: readonly string[]) => void;

/** Events wait in the outbox. */
export const WAKE_RELAY = 'relay';
/** Deliveries wait for their subscribers. */
export const WAKE_DELIVERIES = 'deliveries';
/** Jobs have been put in the queue. */
export const WAKE_JOBS = 'jobs';
/** Rooms have new events; the items are the rooms. */
export const WAKE_ROOMS = 'rooms';

/** Hints within one process. */
export class LocalWakeBus implements WakeBus {
  private readonly listeners = new Map<string, Set<WakeListener>>();

  publish(topic: string, items?: readonly string[]): void {
    for (const listener of this.listeners.get(topic) ?? []) listener(items);
  }

  subscribe(topic: string, listener: WakeListener): () => void {
    const listeners = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** Tells every listener to look for itself: hints may have been missed. */
  wakeAll(): void {
    for (const topic of this.listeners.keys()) this.publish(topic);
  }

  close(): Promise<void> {
    this.listeners.clear();
    return Promise.resolve();
  }
}
