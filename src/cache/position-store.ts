import { LRUCache } from 'lru-cache';

/** Where somebody is, in integer millimetres, since when in milliseconds of the epoch. */
export interface KnownPosition {
  readonly at: number;
  readonly floor: number;
  readonly xMm: number;
  readonly yMm: number;
  readonly zone?: string;
}

/** A position that somebody tells of a visit. */
export interface PositionReport {
  readonly visitId: string;
  readonly position: KnownPosition;
}

/**
 * What became of a report. `interests` changes whenever what the visitor cares for may have
 * changed: what was remembered under another one is out of date.
 */
export type PositionVerdict =
  | { readonly kind: 'moved'; readonly interests: string }
  | { readonly kind: 'older'; readonly interests: string; readonly known: KnownPosition }
  | { readonly kind: 'closed' };

/**
 * Last positions of visits, the same for all instances as far as Redis is there. A position is
 * taken only if it is not older than the last one; of two of one instant, the later arrival
 * counts (docs/live-floor.md). Nothing here ever fails: without Redis this process knows what it
 * was told itself.
 */
export interface PositionStore {
  /** Takes reports in their order; answers one verdict each. */
  accept(reports: readonly PositionReport[]): Promise<readonly PositionVerdict[]>;
  /** Learns from Redis what `known` then answers. Not inside a transaction. */
  look(visitIds: readonly string[]): Promise<void>;
  /** The last position that this process has heard of; asks nobody. */
  known(visitId: string): KnownPosition | undefined;
  /** Tells of a position that the database has. */
  seed(visitId: string, position: KnownPosition): void;
  /** The visit is over: no position is taken any more, by any instance. */
  close(visitId: string): Promise<void>;
  /** What the visitors care for may have changed. */
  interestsChanged(visitIds: readonly string[]): Promise<void>;
}

interface Entry {
  readonly position?: KnownPosition;
  readonly isClosed?: boolean;
  readonly interests: number;
}

/** More visits than this at once, and the one not heard of for longest is forgotten. */
const MAX_VISITS = 50_000;
const NOTHING: Entry = { interests: 0 };

/** Positions in this process alone. */
export class MemoryPositionStore implements PositionStore {
  private readonly entries = new LRUCache<string, Entry>({ max: MAX_VISITS });

  /** See `PositionStore`. */
  accept(reports: readonly PositionReport[]): Promise<readonly PositionVerdict[]> {
    return Promise.resolve(reports.map((report) => this.take(report)));
  }

  /** Nothing is known but what this process was told. */
  look(): Promise<void> {
    return Promise.resolve();
  }

  /** See `PositionStore`. */
  known(visitId: string): KnownPosition | undefined {
    return this.entries.get(visitId)?.position;
  }

  /** Takes over a position that is newer than the known one. */
  seed(visitId: string, position: KnownPosition): void {
    const entry = this.entryOf(visitId);
    if (entry.position !== undefined && entry.position.at >= position.at) return;
    this.entries.set(visitId, { ...entry, position });
  }

  /** Takes over a position that is not older: it comes from where the order is known. */
  adopt(visitId: string, position: KnownPosition): void {
    const entry = this.entryOf(visitId);
    if (entry.position !== undefined && entry.position.at > position.at) return;
    this.entries.set(visitId, { ...entry, position });
  }

  /** See `PositionStore`. */
  close(visitId: string): Promise<void> {
    this.entries.set(visitId, { ...this.entryOf(visitId), isClosed: true });
    return Promise.resolve();
  }

  /** See `PositionStore`. */
  interestsChanged(visitIds: readonly string[]): Promise<void> {
    for (const visitId of visitIds) {
      const entry = this.entryOf(visitId);
      this.entries.set(visitId, { ...entry, interests: entry.interests + 1 });
    }
    return Promise.resolve();
  }

  /** Takes one report. */
  take({ visitId, position }: PositionReport): PositionVerdict {
    const entry = this.entryOf(visitId);
    const { position: known } = entry;
    if (entry.isClosed === true) return { kind: 'closed' };
    const interests = `here ${entry.interests}`;
    if (known !== undefined && known.at > position.at) return { kind: 'older', interests, known };
    this.entries.set(visitId, { ...entry, position });
    return { kind: 'moved', interests };
  }

  private entryOf(visitId: string): Entry {
    return this.entries.get(visitId) ?? NOTHING;
  }
}
