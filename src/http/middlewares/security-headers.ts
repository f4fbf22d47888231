import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import helmet from 'helmet';

/** Nothing that this API answers is a page; one that is brings a policy of its own. */
const POLICY = {
  useDefaults: false,
  directives: {
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  },
};

/**
 * Helmet's headers keep browsers from doing harm with an answer. They are the same for every answer:
 * they are asked for once, and then repeated (`answer-head.ts`).
 */
export const SECURITY_HEADERS: ReadonlyArray<readonly [string, string]> = collectHeaders();

function collectHeaders(): Array<readonly [string, string]> {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const setHeaders = helmet({ contentSecurityPolicy: POLICY });
  setHeaders(response.req, response, (error) => {
    if (error !== undefined) throw new Error('Helmet refuses its settings.', { cause: error });
  });
  return Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]);
}
