import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Settles when the caller's side of the exchange is over; true if it was cut off. */
  readonly closed: Promise<boolean>;
}

export type Respond = (response: ServerResponse, request: SeenRequest) => void;

/** A service on loopback that answers as the test says and keeps what it was asked. */
export interface LocalServer {
  readonly url: string;
  readonly requests: SeenRequest[];
  respond: Respond;
  close(): Promise<void>;
}

export async function startLocalServer(respond: Respond): Promise<LocalServer> {
  const server = createServer((request, response) => {
    const closed = new Promise<boolean>((resolve) => {
      response.on('close', () => resolve(!response.writableFinished));
    });
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const seen = { method, url, headers, body: Buffer.concat(chunks).toString('utf8'), closed };
      local.requests.push(seen);
      local.respond(response, seen);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const local: LocalServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    respond,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return local;
}

/** Answers with JSON. */
export function json(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): Respond {
  return text(status, JSON.stringify(value), { 'content-type': 'application/json', ...headers });
}

export function text(status: number, body: string, headers: Record<string, string> = {}): Respond {
  return (response) => {
    response.writeHead(status, headers).end(body);
  };
}

/** Takes the request and says nothing. */
export const silence: Respond = () => undefined;

/** Resets the connection without an answer. */
export const reset: Respond = (response) => {
  response.socket?.resetAndDestroy();
};

/** Resets the connection in the middle of the body. */
export function cutOff(status: number): Respond {
  return (response) => {
    response.writeHead(status, { 'content-length': '100' });
    response.write('{"sid":', () => response.socket?.resetAndDestroy());
  };
}
