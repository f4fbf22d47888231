import { isUtf8 } from 'node:buffer';
import { parse as parseForm } from 'node:querystring';
import { raw } from 'express';
import type { Request, Response } from 'express';
import { problem } from '../../shared/errors.js';
import { JsonFormError, parseStrictJson } from '../../shared/strict-json.js';
import { runMiddleware } from '../run-middleware.js';

const LARGEST_BODY_BYTES = 1_048_576;
const JSON_TYPES: readonly string[] = ['application/json'];
const FORM_TYPE = 'application/x-www-form-urlencoded';
const MALFORMED_JSON =
  'The body is not JSON in UTF-8, nested too deeply, or has a name twice in one object.';
const CHARSET = /;\s*charset\s*=\s*"?([^\s";]+)/i;

/** Encoded bodies are refused, not inflated: 1 MiB of them may be gigabytes. */
const readBytes = raw({ type: () => true, limit: LARGEST_BODY_BYTES, inflate: false });

/**
 * Reads and decodes a body of one of `contentTypes`: JSON and forms become values, everything
 * else text. Undefined when there is none. Throws 400, 413 and 415.
 */
export async function readBody(
  request: Request,
  response: Response,
  contentTypes: readonly string[] = JSON_TYPES,
): Promise<unknown> {
  if (!hasBody(request)) return undefined;
  const contentType = acceptedType(request.headers['content-type'], contentTypes);
  await runMiddleware(readBytes, request, response);
  const bytes: unknown = request.body;
  return Buffer.isBuffer(bytes) && bytes.length > 0 ? decode(bytes, contentType) : undefined;
}

function hasBody({ headers }: Request): boolean {
  if (headers['transfer-encoding'] !== undefined) return true;
  return headers['content-length'] !== undefined && headers['content-length'] !== '0';
}

function acceptedType(header: string | undefined, contentTypes: readonly string[]): string {
  const [type = ''] = (header ?? '').split(';', 1);
  const contentType = type.trim().toLowerCase();
  const charset = CHARSET.exec(header ?? '')?.[1]?.toLowerCase() ?? 'utf-8';
  if (contentTypes.includes(contentType) && charset === 'utf-8') return contentType;
  const detail = `The body has to be ${contentTypes.join(' or ')}, in UTF-8.`;
  throw problem(415, 'unsupported_media_type', detail, {
    headers: { Accept: contentTypes.join(', ') },
  });
}

function decode(bytes: Buffer, contentType: string): unknown {
  if (!isUtf8(bytes)) throw malformed(contentType);
  const text = bytes.toString('utf8');
  if (contentType === FORM_TYPE) return { ...parseForm(text) };
  return contentType.endsWith('json') ? parseJson(text) : text;
}

function parseJson(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch (error) {
    if (error instanceof JsonFormError) throw malformed('json');
    throw error;
  }
}

function malformed(contentType: string): Error {
  return contentType.endsWith('json')
    ? problem(400, 'malformed_json', MALFORMED_JSON)
    : problem(400, 'malformed_request', 'The body is not text in UTF-8.');
}
