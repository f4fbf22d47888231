import type { IncomingMessage } from 'node:http';
import { problem } from '../shared/errors.js';
import type { ProblemError } from '../shared/errors.js';

/**
 * Of these Node takes the first and drops the rest, while a proxy in front may have looked at the
 * last (RFC 9110, section 5.3). Those that it joins by commas fail by their own form.
 */
const TAKEN_ONCE = ['Host', 'Authorization', 'Content-Type', 'Proxy-Authorization'];

/** The 400 for a request that names its host, caller or type of body twice; undefined for others. */
export function repeatedHeader(request: IncomingMessage): ProblemError | undefined {
  const { headers, rawHeaders } = request;
  // As many names as fields: nothing came twice, and nothing else is to be looked at.
  if (Object.keys(headers).length * 2 === rawHeaders.length) return undefined;
  const { headersDistinct } = request;
  const name = TAKEN_ONCE.find((one) => (headersDistinct[one.toLowerCase()]?.length ?? 0) > 1);
  if (name === undefined) return undefined;
  return problem(400, 'malformed_request', `The header ${name} is given more than once.`);
}
