import type { ErrorDetail } from '../shared/errors.js';

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

/** The bytes of a frame, made once for all sockets that get it. */
export function encodeFrame(frame: object): Buffer {
  return Buffer.from(JSON.stringify(frame));
}

/** Tells that events up to `seq` cannot be given: start again from `INITIAL_STATE`. */
export function resyncFrame(room: string, seq: number): ServerFrame {
  return { type: 'RESYNC', room, payload: { room, seq } };
}
