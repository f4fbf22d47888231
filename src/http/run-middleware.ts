import type { NextFunction, Request, Response } from 'express';

/** A middleware of Express or of its company. */
type Middleware = (request: Request, response: Response, next: NextFunction) => unknown;

/** Runs a middleware as a step of ours; rejects with what it hands to `next`. */
export function runMiddleware(
  middleware: Middleware,
  request: Request,
  response: Response,
): Promise<void> {
  return new Promise((resolve, reject) => {
    void middleware(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(asError(error));
    });
  });
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('A middleware failed.', { cause: error });
}
