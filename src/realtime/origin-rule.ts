import type { IncomingMessage } from 'node:http';

/**
 * Makes the rule that keeps pages of strangers out (cross-site WebSocket hijacking): no Origin
 * (not a browser), the request's own host and port, or one of `ALLOWED_ORIGINS`.
 */
export function createOriginRule(
  allowedOrigins: readonly string[],
): (request: IncomingMessage) => boolean {
  const allowed = new Set(allowedOrigins.map((origin) => parseOrigin(origin)?.origin ?? origin));
  return ({ headers }) => {
    if (headers.origin === undefined) return true;
    const origin = parseOrigin(headers.origin);
    if (origin === undefined) return false;
    return allowed.has(origin.origin) || isOwnHost(origin, headers.host);
  };
}

function isOwnHost(origin: URL, host: string | undefined): boolean {
  if (host === undefined) return false;
  // Read with the page's scheme, so that a port that is usual for it may be left out.
  return parseOrigin(`${origin.protocol}//${host}`)?.host === origin.host;
}

function parseOrigin(text: string): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}
