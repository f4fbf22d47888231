import type { WorkMetrics } from '../jobs/work-metrics.js';
import type { Logger } from '../observability/logger.js';
import type { DomainEvent, RealtimeMapping, RoomFrame } from './event.js';

/** A frame that can be stored as it is. */
export interface StorableFrame {
  readonly room: string;
  readonly type: string;
  /** JSON. */
  readonly payload: string;
  readonly event: DomainEvent;
}

interface FrameMakerDeps {
  readonly mappings: readonly RealtimeMapping[];
  readonly logger: Logger;
  readonly metrics: WorkMetrics;
}

const LONGEST_ROOM = 64;
const LONGEST_TYPE = 48;
const ASCII = /^[\x21-\x7e]+$/;

/**
 * Turns events into room frames. A mapping that throws, or whose frames could not be stored, costs
 * the frames of that event, never the relay of the others.
 */
export class FrameMaker {
  private readonly mappings = new Map<string, RealtimeMapping[]>();

  constructor(private readonly deps: FrameMakerDeps) {
    for (const mapping of deps.mappings) {
      for (const type of mapping.types) {
        this.mappings.set(type, [...(this.mappings.get(type) ?? []), mapping]);
      }
    }
  }

  /** All frames of these events, in their order. */
  framesOf(events: readonly DomainEvent[]): readonly StorableFrame[] {
    return events.flatMap((event) => this.framesOfOne(event));
  }

  private framesOfOne(event: DomainEvent): readonly StorableFrame[] {
    try {
      const frames = (this.mappings.get(event.type) ?? [])
        .flatMap((mapping) => mapping.toFrames(event))
        .map((frame) => storable(frame, event));
      refuseRepeated(frames);
      return frames;
    } catch (error) {
      const { logger, metrics } = this.deps;
      metrics.frameFailed();
      logger.error({ err: error, eventId: event.id, type: event.type }, 'frames left out');
      return [];
    }
  }
}

function storable({ room, type, payload }: RoomFrame, event: DomainEvent): StorableFrame {
  if (room.length > LONGEST_ROOM || !ASCII.test(room)) throw new Error('Not a name of a room.');
  if (type.length > LONGEST_TYPE || !ASCII.test(type)) throw new Error('Not a type of a frame.');
  return { room, type, payload: JSON.stringify(payload), event };
}

/** A room gets one frame of a type for an event: clients and the schema rely on it. */
function refuseRepeated(frames: readonly StorableFrame[]): void {
  if (frames.length < 2) return;
  const keys = new Set(frames.map(({ room, type }) => `${room} ${type}`));
  if (keys.size < frames.length) throw new Error('A room would get the same frame twice.');
}
