import { freshKey } from '../../support/test-app.js';
import { productContract } from '../../support/api-client.js';

/** One request, ready to be sent. */
export interface MatrixRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly contentType?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came of it. */
export interface MatrixAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The body, if it is JSON. */
  readonly body: unknown;
}

/** Sends a request, and holds its answer against the OpenAPI document. */
export async function exchange(url: string, request: MatrixRequest): Promise<MatrixAnswer> {
  const { method, path, token, body, contentType = 'application/json' } = request;
  const isSent = body !== undefined;
  const response = await fetch(url + path, {
    method: method.toUpperCase(),
    headers: {
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(isSent ? { 'Content-Type': contentType } : {}),
      ...request.headers,
    },
    ...(isSent ? { body: encoded(body, contentType) } : {}),
  });
  const text = await response.text();
  const headers = Object.fromEntries(response.headers);
  const answer = { status: response.status, headers, text };
  productContract().expect(answer, { method, path });
  return { ...answer, body: headers['content-type']?.includes('json') ? parsed(text) : undefined };
}

/** A key that was never used, as a header. */
export function freshIdempotencyKey(): Record<string, string> {
  return { 'Idempotency-Key': freshKey() };
}

/** The code of a problem; empty for anything else. */
export function codeOf({ body }: Pick<MatrixAnswer, 'body'>): string {
  if (typeof body !== 'object' || body === null || !('code' in body)) return '';
  return typeof body.code === 'string' ? body.code : '';
}

function encoded(body: unknown, contentType: string): string {
  if (typeof body === 'string') return body;
  if (contentType === 'application/x-www-form-urlencoded') {
    return new URLSearchParams(body as Record<string, string>).toString();
  }
  return JSON.stringify(body);
}

function parsed(text: string): unknown {
  return text === '' ? undefined : (JSON.parse(text) as unknown);
}
