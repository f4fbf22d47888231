import type { IncomingMessage } from 'node:http';
import { problem } from '../../shared/errors.js';

const VERSION_TAG = /^"([1-9]\d{0,9})"$/;
const LISTED_TAG = /(?:W\/)?("[^"]*")/g;

/** The strong entity tag of a version. */
export function versionTag(version: number): string {
  return `"${version}"`;
}

/**
 * The version that the caller wants to change. Throws 428 without `If-Match`, 400 when it is
 * anything but the one strong tag that we gave out: `*` would overwrite what nobody has read.
 */
export function requireIfMatch(request: IncomingMessage): number {
  const header = request.headers['if-match'];
  if (header === undefined) {
    throw problem(428, 'precondition_required', 'This needs If-Match with the version you read.');
  }
  const version = VERSION_TAG.exec(header.trim())?.[1];
  if (version === undefined) {
    throw problem(400, 'invalid_if_match', 'If-Match takes one ETag as you were given it.');
  }
  return Number(version);
}

/**
 * Whether who reads this has it already: `If-None-Match` names its tag, by weak comparison
 * (RFC 9110, section 13.1.2). Then the answer is 304.
 */
export function isKnownToCaller(
  { method, headers }: IncomingMessage,
  answer: { readonly status: number; readonly headers: Readonly<Record<string, unknown>> },
): boolean {
  const tag = answer.headers['ETag'];
  const header = headers['if-none-match'];
  if (header === undefined || tag === undefined || answer.status !== 200) return false;
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (header.trim() === '*') return true;
  for (const [, listed] of header.matchAll(LISTED_TAG)) if (listed === tag) return true;
  return false;
}
