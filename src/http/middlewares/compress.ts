import compression from 'compression';
import type { Request, Response } from 'express';

const THRESHOLD_BYTES = 1_024;

const encode = compression({ threshold: THRESHOLD_BYTES });

/**
 * Makes what is sent next go out as br or gzip, if it is large enough and the client takes it.
 * Asked for answer by answer, so that small ones do not pay for it.
 */
export function compressIfLarge(request: Request, response: Response, bytes: number): void {
  if (bytes < THRESHOLD_BYTES || request.headers['x-no-compression'] !== undefined) return;
  encode(request, response, () => undefined);
}

/** The same for what is sent piece by piece, of which nobody knows how long it will be. */
export function compressStream(request: Request, response: Response): void {
  if (request.headers['x-no-compression'] !== undefined) return;
  encode(request, response, () => undefined);
}
