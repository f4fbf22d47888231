import { startEdgeApp } from '../api/http-edges/edge-app.js';
import type { EdgeApp } from '../api/http-edges/edge-app.js';
import { sendRaw } from '../api/http-edges/raw-http.js';

let edge: EdgeApp;
beforeAll(async () => {
  edge = await startEdgeApp();
});
afterAll(() => edge.stop());

const HIDDEN = 'GET /hidden HTTP/1.1\r\nHost: showroom\r\n\r\n';

/** A POST whose length is told in `framing`, followed by what a proxy might take for its body. */
function post(framing: readonly string[], body: string): string {
  const head = ['POST /api/v1/notes HTTP/1.1', 'Host: showroom', ...framing, 'Connection: close'];
  return `${head.join('\r\n')}\r\n\r\n${body}`;
}

describe('a request whose end is in doubt', () => {
  it.each<[string, readonly string[], string]>([
    [
      'a length and chunks',
      ['Content-Length: 5', 'Transfer-Encoding: chunked'],
      `0\r\n\r\n${HIDDEN}`,
    ],
    ['chunks that are not the last encoding', ['Transfer-Encoding: chunked, identity'], HIDDEN],
    ['an encoding that is none', ['Transfer-Encoding: xchunked'], HIDDEN],
    ['two lengths', ['Content-Length: 5', 'Content-Length: 50'], HIDDEN],
    ['a length that is no number', ['Content-Length: 5x'], HIDDEN],
    ['a length with a sign', ['Content-Length: +5'], HIDDEN],
    ['a space before the colon', ['Content-Length : 5'], HIDDEN],
    ['a chunk size that is none', ['Transfer-Encoding: chunked'], `zz\r\n${HIDDEN}`],
  ])('is refused, and nothing behind it is answered: %s', async (_name, framing, body) => {
    const answer = await sendRaw(edge.url, post(framing, body));
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toHaveLength(1);
    expect(answer).toContain('Connection: close');
  });

  it('is told from one that is well framed', async () => {
    const text = `${HIDDEN}GET /health HTTP/1.1\r\nHost: showroom\r\nConnection: close\r\n\r\n`;
    const answer = await sendRaw(edge.url, text);
    expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toEqual(['HTTP/1.1 404', 'HTTP/1.1 200']);
  });
});
