import type { IncomingMessage } from 'node:http';
import { problem } from '../../shared/errors.js';

const KEY = /^[\x21-\x7e]{8,255}$/;

/**
 * The `Idempotency-Key` of a request, undefined where it may be and is absent. Throws 400 when
 * it is missing though required, or is not 8 to 255 visible characters of ASCII.
 */
export function idempotencyKeyOf(
  request: IncomingMessage,
  need: 'required' | 'optional',
): string | undefined {
  const header = request.headers['idempotency-key'];
  if (header === undefined) {
    if (need === 'optional') return undefined;
    throw problem(400, 'idempotency_key_required', 'This needs an Idempotency-Key header.');
  }
  if (typeof header === 'string' && KEY.test(header)) return header;
  const detail = 'Idempotency-Key takes 8 to 255 visible characters of ASCII, once.';
  throw problem(400, 'idempotency_key_invalid', detail);
}
