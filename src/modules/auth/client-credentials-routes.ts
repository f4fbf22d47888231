import { defineRoute } from '../../http/define-route.js';
import type { AnyRoute, RouteResult } from '../../http/define-route.js';
import type { Failure } from '../../http/problem-document.js';
import { problem } from '../../shared/errors.js';
import { clientOf } from './client-authentication-input.js';
import {
  tokenErrorSchema,
  tokenRequestSchema,
  tokenResponseSchema,
} from './client-credentials-schema.js';
import type { ClientCredentialsService } from './client-credentials-service.js';

const ERRORS = ['invalid_client', 'invalid_scope', 'unsupported_grant_type'];

/** Where programs get their tokens. */
export function clientCredentialsRoutes(service: ClientCredentialsService): AnyRoute[] {
  return [
    defineRoute({
      method: 'post',
      path: '/auth/token',
      operationId: 'issueToken',
      summary: 'Get a token for a program',
      description:
        'OAuth 2.0 client credentials (RFC 6749, section 4.4), by `client_secret_basic` or ' +
        '`client_secret_post`. The token lives 15 minutes. Statuses 400 and 401 are answered as ' +
        'section 5.2 has it, here alone in place of a problem document. Failures alone are ' +
        'counted: after 10 per client and address, or 100 per address, within 15 minutes, ' +
        'further failures from there are answered with 429; the right secret is always taken.',
      tag: 'Authentication',
      access: { object: 'public' },
      body: tokenRequestSchema,
      bodyContentTypes: ['application/x-www-form-urlencoded'],
      responses: {
        200: { description: 'A token.', schema: tokenResponseSchema },
        400: { description: 'The request is wrong.', schema: tokenErrorSchema },
        401: { description: 'The client or its secret is wrong.', schema: tokenErrorSchema },
      },
      errors: [{ status: 429, codes: ['too_many_attempts'] }],
      answerFailure: toTokenError,
      handle: async ({ body, authorization, clientAddress }) => {
        if (body.grant_type !== 'client_credentials') {
          const detail = 'The grant here is client_credentials.';
          throw problem(400, 'unsupported_grant_type', detail);
        }
        const client = clientOf(authorization, body);
        const grant = await service.grant({ ...client, scope: body.scope }, clientAddress);
        return {
          status: 200,
          body: {
            access_token: grant.accessToken,
            token_type: 'Bearer',
            expires_in: grant.expiresIn,
            ...(grant.scope === undefined ? {} : { scope: grant.scope }),
          },
        };
      },
    }),
  ];
}

/** RFC 6749, section 5.2, knows 400 and 401; what else can fail stays a problem. */
function toTokenError({ status, code, detail, headers }: Failure): RouteResult | undefined {
  if (status !== 400 && status !== 401) return undefined;
  const error = ERRORS.includes(code) ? code : 'invalid_request';
  return {
    status,
    body: { error, error_description: detail },
    ...(headers === undefined ? {} : { headers }),
  };
}
