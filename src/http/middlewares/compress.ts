import compression from 'compression';
import type { IncomingMessage } from 'node:http';
import type { Request, Response } from 'express';

const THRESHOLD_BYTES = 1_024;

const encode = compression({ threshold: THRESHOLD_BYTES });

/** True for a body that is worth compressing, unless the caller wants none of it. */
export function isLarge({ headers }: IncomingMessage, bytes: number): boolean {
  return bytes >= THRESHOLD_BYTES && headers['x-no-compression'] === undefined;
}

/** False for a caller who names no encoding at all: for him nothing is to be negotiated. */
export function takesCompressed({ headers }: IncomingMessage): boolean {
  return headers['accept-encoding'] !== undefined;
}

/**
 * Makes what is sent next go out as br or gzip, if the client takes it. Asked for answer by answer,
 * so that small ones do not pay for it; the head has been prepared (`prepareHead`), not written.
 */
export function compress(request: Request, response: Response): void {
  encode(request, response, () => undefined);
}

/** The same for what is sent piece by piece, of which nobody knows how long it will be. */
export function compressStream(request: Request, response: Response): void {
  if (request.headers['x-no-compression'] !== undefined) return;
  compress(request, response);
}
