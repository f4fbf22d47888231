import {
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  ResponseBodyError,
  allowInsecureRequests,
  clientCredentialsGrant,
} from 'openid-client';
import type { ClientAuth } from 'openid-client';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { makeIntegration } from './machines.js';
import type { Integration } from './machines.js';

let app: TestApp;
let group: DealerGroup;
let integration: Integration;
beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  group = await createDealerGroup(app, { reps: 0 });
  integration = await makeIntegration(app, group, ['showrooms:read', 'vehicles:read']);
});
afterAll(() => app.stop());

/** A client that was not written for this product. */
function outsideClient(authentication: ClientAuth): Configuration {
  const server = { issuer: 'urn:showroom-sales', token_endpoint: `${app.url}/api/v1/auth/token` };
  const configuration = new Configuration(server, integration.id, undefined, authentication);
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked to stand out; tests have no TLS
  allowInsecureRequests(configuration);
  return configuration;
}

describe.each<[string, (secret: string) => ClientAuth]>([
  ['client_secret_basic', ClientSecretBasic],
  ['client_secret_post', ClientSecretPost],
])('openid-client by %s', (_name, authentication) => {
  it('gets a token that opens the API', async () => {
    const client = outsideClient(authentication(integration.clientSecret));
    const tokens = await clientCredentialsGrant(client, { scope: 'showrooms:read' });
    expect(tokens.scope).toBe('showrooms:read');
    expect(tokens.expiresIn()).toBeGreaterThan(890);
    const answer = await app.request(tokens.access_token).get('/api/v1/showrooms');
    expect(answer.status).toBe(200);
  });

  it('understands why it gets none', async () => {
    const wide = outsideClient(authentication(integration.clientSecret));
    const refused = clientCredentialsGrant(wide, { scope: 'leads:read' });
    await expect(refused).rejects.toThrow(ResponseBodyError);
    await expect(refused).rejects.toMatchObject({ error: 'invalid_scope', status: 400 });
    const wrong = outsideClient(authentication('cs_wrong'));
    await expect(clientCredentialsGrant(wrong)).rejects.toMatchObject({ status: 401 });
  });
});
