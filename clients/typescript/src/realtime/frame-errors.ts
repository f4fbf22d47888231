import type { ErrorPayload } from './frames.js';

/** The server's `ERROR` in answer to what this client asked. */
export class FrameError extends Error {
  override readonly name: string = 'FrameError';
  /** `FORBIDDEN_ROOM`, `INVALID_MESSAGE`, `PROCESSING_ERROR`, `RATE_LIMITED`, `TOO_MANY_ROOMS`. */
  readonly code: ErrorPayload['code'];
  /** Code of the problem, as an HTTP answer would have it. */
  readonly problem: string | undefined;

  constructor(readonly payload: ErrorPayload) {
    super(payload.detail);
    this.code = payload.code;
    this.problem = payload.problem;
  }
}

/** The client was closed, by its owner or for good. */
export class RealtimeClosedError extends Error {
  override readonly name = 'RealtimeClosedError';

  constructor(override readonly cause?: unknown) {
    super('The realtime client is closed.');
  }
}
