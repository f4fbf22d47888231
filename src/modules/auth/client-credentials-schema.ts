import '../../http/common-schema.js';
import { z } from 'zod';

const KNOWN = ['grant_type', 'scope', 'client_id', 'client_secret'] as const;

/**
 * RFC 6749, section 3.2: what is not known is passed over, and what has no value counts as not
 * sent; nothing may be sent twice.
 */
function knownParameters(form: unknown): unknown {
  if (typeof form !== 'object' || form === null) return form;
  return Object.fromEntries(
    Object.entries(form).filter(
      ([name, value]) => KNOWN.some((known) => known === name) && value !== '',
    ),
  );
}

/** A request for a token. */
export const tokenRequestSchema = z.preprocess(
  knownParameters,
  z
    .strictObject({
      grant_type: z.string().max(64).describe('`client_credentials`.'),
      scope: z
        .string()
        .max(4_096)
        .regex(/^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/)
        .optional()
        .describe('Some of the scopes of the client; absent: all.'),
      client_id: z.string().max(64).optional().describe('By `client_secret_post`.'),
      client_secret: z.string().max(512).optional().describe('By `client_secret_post`.'),
    })
    .openapi('TokenRequest', {
      example: { grant_type: 'client_credentials', scope: 'leads:read leads:write' },
    }),
);

/** RFC 6749, section 5.1. */
export const tokenResponseSchema = z
  .strictObject({
    access_token: z.string().max(8_192).describe('To be sent as bearer token.'),
    token_type: z.literal('Bearer').describe('How it is sent.'),
    expires_in: z.int().min(1).max(86_400).describe('Seconds that it lives.'),
    scope: z.string().max(4_096).optional().describe('What it is good for, separated by blanks.'),
  })
  .openapi('TokenResponse', {
    example: {
      access_token: 'eyJhbGciOiJFUzI1NiIsInR5cCI6ImF0K2p3dCJ9.e30.c2lnbmF0dXJl',
      token_type: 'Bearer',
      expires_in: 900,
      scope: 'leads:read leads:write',
    },
  });

/** RFC 6749, section 5.2. */
export const tokenErrorSchema = z
  .strictObject({
    error: z
      .enum(['invalid_request', 'invalid_client', 'invalid_scope', 'unsupported_grant_type'])
      .describe('What is wrong.'),
    error_description: z.string().max(512).describe('The same in words.'),
  })
  .openapi('TokenError', {
    example: {
      error: 'invalid_client',
      error_description: 'The client or its secret is not known.',
    },
  });
