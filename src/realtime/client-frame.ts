import { z } from 'zod';
import type { ErrorDetail } from '../shared/errors.js';
import { JsonFormError, parseStrictJson } from '../shared/strict-json.js';

/** A frame of a client: its type, and a payload that is yet to be checked. */
export interface ClientFrame {
  readonly type: string;
  readonly payload: unknown;
}

/** A frame that does not fit: not JSON, no such type, or against its schema. */
export class InvalidFrameError extends Error {
  override readonly name = 'InvalidFrameError';

  constructor(
    detail: string,
    readonly type?: string,
    readonly errors?: readonly ErrorDetail[],
  ) {
    super(detail);
  }
}

const MOST_ERRORS = 20;

const envelopeSchema = z.looseObject({
  type: z.string().min(1).max(48),
  payload: z.unknown().optional(),
});

/**
 * Reads `{type, payload?}`. A client that writes the fields beside `type`, as the prose of the
 * contract does, is understood as well. Throws `InvalidFrameError`.
 */
export function readFrame(data: string): ClientFrame {
  const envelope = envelopeSchema.safeParse(parseJson(data));
  if (!envelope.success) throw new InvalidFrameError('A frame is an object with a `type`.');
  const { type, payload, ...beside } = envelope.data;
  return { type, payload: payload === undefined ? beside : payload };
}

/** Checks a payload; throws `InvalidFrameError` with the faults by field. */
export function readPayload<Schema extends z.ZodType>(
  schema: Schema,
  { type, payload }: ClientFrame,
): z.output<Schema> {
  const result = schema.safeParse(payload);
  if (result.success) return result.data;
  const errors = result.error.issues.slice(0, MOST_ERRORS).map(({ code, path, message }) => ({
    pointer: `/payload${path.map((part) => `/${escapePointer(String(part))}`).join('')}`,
    code,
    detail: message,
  }));
  throw new InvalidFrameError('The payload does not fit its schema.', type, errors);
}

function parseJson(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch (error) {
    if (!(error instanceof JsonFormError)) throw error;
    throw new InvalidFrameError('A frame is JSON, with no name twice in one object.');
  }
}

function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
