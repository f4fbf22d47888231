import { randomFillSync } from 'node:crypto';

const PARTS = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);

/** Asking the system for each id alone would cost more than all the rest. */
const pool = Buffer.alloc(4_096);
let used = pool.length;

/**
 * The `traceparent` of our own span: in the caller's trace if the header is valid, else in a new
 * one (W3C Trace Context, level 1). Only the `sampled` flag is carried on.
 */
export function continueTrace(header: string | string[] | undefined): string {
  const caller = typeof header === 'string' ? parse(header) : undefined;
  const traceId = caller?.traceId ?? randomHex(16);
  const spanId = randomHex(8);
  return `00-${traceId}-${spanId}-${caller?.sampled === true ? '01' : '00'}`;
}

function parse(header: string): { traceId: string; sampled: boolean } | undefined {
  const [, version, traceId, spanId, flags, rest] = PARTS.exec(header) ?? [];
  if (version === undefined || traceId === undefined || flags === undefined) return undefined;
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (traceId === NO_TRACE || spanId === NO_SPAN) return undefined;
  return { traceId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

function randomHex(bytes: number): string {
  if (used + bytes > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += bytes;
  return pool.toString('hex', used - bytes, used);
}
