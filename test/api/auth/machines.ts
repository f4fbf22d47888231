import type { Response } from 'supertest';
import type { DealerGroup } from '../../support/dealer-group.js';
import type { TestApp } from '../../support/test-app.js';

/** What a program is answered with when it is made. */
export interface MadeClient {
  readonly id: string;
  readonly clientId?: string;
  readonly clientSecret?: string;
  readonly publishableKey?: string;
}

/** An integration with its secret. */
export interface Integration {
  readonly id: string;
  readonly clientSecret: string;
}

export async function makeClient(
  app: TestApp,
  group: Pick<DealerGroup, 'admin'>,
  body: object,
): Promise<MadeClient> {
  const answer = await app.request(group.admin.token).post('/api/v1/api-clients').send(body);
  if (answer.status !== 201) throw new Error(`No program was made: ${answer.text}`);
  return answer.body as MadeClient;
}

export async function makeIntegration(
  app: TestApp,
  group: Pick<DealerGroup, 'admin'>,
  scopes: readonly string[],
  more: object = {},
): Promise<Integration> {
  const made = await makeClient(app, group, { kind: 'integration', name: 'Feed', scopes, ...more });
  if (made.clientSecret === undefined) throw new Error('An integration has a secret.');
  return { id: made.id, clientSecret: made.clientSecret };
}

/** A key for a page that anybody may read. */
export async function makeKey(
  app: TestApp,
  group: Pick<DealerGroup, 'admin'>,
  body: object,
): Promise<string> {
  const { publishableKey } = await makeClient(app, group, { name: 'Page', ...body });
  if (publishableKey === undefined) throw new Error('A page has a key.');
  return publishableKey;
}

/** Sends a form to the token endpoint. */
export async function askToken(
  app: TestApp,
  form: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return app
    .request()
    .post('/api/v1/auth/token')
    .set('Content-Type', 'application/x-www-form-urlencoded')
    .set(headers)
    .send(form);
}

/** By `client_secret_post`. */
export async function tokenOf(
  app: TestApp,
  { id, clientSecret }: Integration,
  scope?: string,
): Promise<string> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: clientSecret,
    ...(scope === undefined ? {} : { scope }),
  });
  const answer = await askToken(app, form.toString());
  const { access_token: token } = answer.body as { access_token?: string };
  if (token === undefined) throw new Error(`No token: ${answer.text}`);
  return token;
}

export function basic(id: string, secret: string): Record<string, string> {
  const text = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
  return { Authorization: `Basic ${Buffer.from(text).toString('base64')}` };
}
