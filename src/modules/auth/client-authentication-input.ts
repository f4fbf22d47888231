import { problem } from '../../shared/errors.js';
import { invalidClient } from './client-errors.js';
import type { TokenRequest } from './client-credentials-types.js';

const BASIC = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i;

/** The fields of a token request that say who asks. */
export interface ClientFields {
  readonly client_id?: string | undefined;
  readonly client_secret?: string | undefined;
}

/**
 * Who asks, by `client_secret_basic` or `client_secret_post` (RFC 6749, section 2.3.1). Throws 400
 * `invalid_request` for both at once, and 401 `invalid_client` for neither.
 */
export function clientOf(
  authorization: string | undefined,
  { client_id: id, client_secret: secret }: ClientFields,
): Pick<TokenRequest, 'clientId' | 'clientSecret'> {
  if (authorization === undefined) {
    if (id === undefined || secret === undefined) throw invalidClient();
    return { clientId: id, clientSecret: secret };
  }
  if (secret !== undefined) throw invalidRequest('The client proves itself in one way only.');
  const client = fromBasic(authorization);
  if (client === undefined) throw invalidClient();
  if (id !== undefined && id !== client.clientId) {
    throw invalidRequest('The body names another client than the header.');
  }
  return client;
}

function fromBasic(
  authorization: string,
): Pick<TokenRequest, 'clientId' | 'clientSecret'> | undefined {
  const encoded = BASIC.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon === -1) return undefined;
  const clientId = formDecoded(text.slice(0, colon));
  const clientSecret = formDecoded(text.slice(colon + 1));
  return clientId === undefined || clientSecret === undefined
    ? undefined
    : { clientId, clientSecret };
}

/** Both are form-encoded before they are joined. */
function formDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function invalidRequest(detail: string): Error {
  return problem(400, 'invalid_request', detail);
}
