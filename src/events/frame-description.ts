import type { z } from 'zod';

/**
 * How a frame looks around its payload:
 * - `command`: of a client;
 * - `notice`: of the server, to one connection;
 * - `room`: of the server, to one connection about a room;
 * - `event`: of a room, kept, with `seq`;
 * - `live`: of a room, not kept and never replayed.
 */
export type FrameForm = 'command' | 'notice' | 'room' | 'event' | 'live';

/** Kinds of rooms that have events. */
export type RoomKind = 'showroom' | 'user';

/** What a frame is: for the AsyncAPI document, and for the checks of all that is sent. */
export interface FrameDescription {
  /** In capitals; no two frames have the same. */
  readonly type: string;
  readonly form: FrameForm;
  /** When it is sent, in a sentence. */
  readonly summary: string;
  /** Of `payload` on the wire, names put in: closed, every field described. Absent: it has none. */
  readonly payload?: z.ZodType;
  /** In which rooms an event may be heard. */
  readonly rooms?: readonly RoomKind[];
  /** Types that may answer a command, besides `ERROR`. */
  readonly answers?: readonly string[];
}

/** An event that showrooms hear. */
export function showroomEvent(type: string, summary: string, payload: z.ZodType): FrameDescription {
  return { type, form: 'event', summary, payload, rooms: ['showroom'] };
}
