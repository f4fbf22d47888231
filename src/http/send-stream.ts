import type { Request, Response } from 'express';
import { prepareHead } from './answer-head.js';
import type { AnswerHeaders } from './answer-head.js';
import { compressStream } from './middlewares/compress.js';

/** An answer that is sent as it comes. */
interface StreamedAnswer {
  readonly status: number;
  readonly headers: AnswerHeaders;
  readonly stream: AsyncIterable<string | Buffer>;
}

/**
 * Sends what comes, no faster than the client takes it, and stops asking when the client has gone.
 * Rejects when the source fails: before the first byte that is a problem like any other, later the
 * connection is cut, so that nobody takes a part for the whole.
 */
export async function sendStream(
  request: Request,
  response: Response,
  { status, headers, stream }: StreamedAnswer,
): Promise<void> {
  if (request.method === 'HEAD') {
    prepareHead(request, response, status, headers);
    response.end();
    return;
  }
  let gate: Gate | undefined;
  for await (const piece of stream) {
    // Not before there is something to send: a failure until then is answered plainly.
    if (gate === undefined) {
      prepareHead(request, response, status, headers);
      gate = openGate(request, response);
    }
    if (!response.write(piece)) await gate.opened();
    if (response.destroyed) return;
  }
  if (gate === undefined) prepareHead(request, response, status, headers);
  response.end();
}

/** Where a sender waits for his client. */
interface Gate {
  opened(): Promise<void>;
}

/** Listens once for all pieces: compression keeps listeners that are removed from the response. */
function openGate(request: Request, response: Response): Gate {
  compressStream(request, response);
  let open = (): void => undefined;
  const listener = (): void => {
    open();
  };
  response.on('drain', listener);
  response.on('close', listener);
  return {
    opened: () =>
      new Promise((resolve) => {
        open = resolve;
        if (response.destroyed) resolve();
      }),
  };
}
