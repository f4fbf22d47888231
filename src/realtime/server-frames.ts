import type { ErrorDetail } from '../shared/errors.js';
import { wireFrame } from './wire-frame.js';

/** A frame of the server's own; room events are `OutgoingFrame`s. */
export interface ServerFrame {
  readonly type: string;
  /** The room that the frame is about, if it is about one. */
  readonly room?: string;
  readonly payload?: unknown;
}

/** Payload of `ERROR`. */
export interface ErrorPayload {
  readonly code:
    'FORBIDDEN_ROOM' | 'INVALID_MESSAGE' | 'PROCESSING_ERROR' | 'RATE_LIMITED' | 'TOO_MANY_ROOMS';
  readonly detail: string;
  /** Type of the client's frame that this answers. */
  readonly inReplyTo?: string;
  readonly room?: string;
  /** Code of the problem, as an HTTP answer would have it. */
  readonly problem?: string;
  readonly errors?: readonly ErrorDetail[];
}

/** An `ERROR` frame; the connection stays. */
export function errorFrame(payload: ErrorPayload): ServerFrame {
  return { type: 'ERROR', payload };
}

/** A frame ready for the wire, made once for all sockets that get it. */
export function encodeFrame(frame: object): Buffer {
  return wireFrame(JSON.stringify(frame));
}

/** Tells a client that this process ends, and when to connect again: each another moment. */
export function reconnectFrame(afterMs: number): ServerFrame {
  return { type: 'RECONNECT', payload: { afterMs } };
}

/** Tells that events up to `seq` cannot be given: start again from `INITIAL_STATE`. */
export function resyncFrame(room: string, seq: number): ServerFrame {
  return { type: 'RESYNC', room, payload: { room, seq } };
}
