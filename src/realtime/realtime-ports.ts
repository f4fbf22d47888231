import type { z } from 'zod';
import type { FrameDescription } from '../events/frame-description.js';
import type { UserPrincipal } from '../shared/principal.js';

/** A frame on its way to sockets. `seq` and `eventId` are absent on what is never replayed. */
export interface OutgoingFrame {
  readonly type: string;
  readonly room: string;
  readonly seq?: number;
  readonly eventId?: string;
  readonly occurredAt: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Who may enter rooms of one kind (`showroom`, `user`). */
export interface RoomRule {
  readonly kind: string;
  mayEnter(principal: UserPrincipal, id: string): Promise<boolean>;
  /** For rooms in which personal data is read: how entering is recorded (docs/audit.md). */
  readonly audit?: { readonly action: string; readonly subjectType: string };
}

/** What a newcomer to a room is told first. */
export interface RoomSnapshot {
  readonly kind: string;
  /** What `INITIAL_STATE` and `RECENT_ACTIVITY` are. */
  readonly frames?: readonly FrameDescription[];
  /**
   * Payload of `INITIAL_STATE`: state at or after the moment of the call; with names of customers
   * only where the newcomer may read them.
   */
  initialState(
    id: string,
    view: { readonly withNames: boolean },
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Payload of `RECENT_ACTIVITY`, latest first, 50 at most. */
  recentActivity(id: string): Promise<readonly unknown[]>;
}

/** Puts names into frames when they are sent; called in the room's organization. */
export type FrameEnricher = (frames: readonly OutgoingFrame[]) => Promise<readonly OutgoingFrame[]>;

/** A frame that a client may send, and what it does. */
export interface SocketCommand<Schema extends z.ZodType = z.ZodType> {
  readonly type: string;
  readonly payload: Schema;
  /** What the frame is on the wire, and what answers it. */
  readonly frames?: readonly FrameDescription[];
  /** Runs as the socket's principal; what it answers, if anything, is sent back. */
  handle(
    principal: UserPrincipal,
    payload: z.output<Schema>,
  ): Promise<{ readonly type: string; readonly payload: unknown } | undefined>;
}

/** Sends a frame to a room at once, on every instance, without keeping it. */
export interface LiveBroadcast {
  send(room: string, type: string, payload: Readonly<Record<string, unknown>>): void;
}

/** Reads afresh whom a socket belongs to: when it is opened, and again and again while it lives. */
export interface PrincipalLoader {
  /** Undefined when the person is gone or disabled; may also look at the session, if any. */
  load(userId: string, sessionId: string | undefined): Promise<UserPrincipal | undefined>;
}
