import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { newUser, refusal } from './user-rig.js';

let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  group = await createDealerGroup(app, { reps: 1 });
});

afterAll(() => app.stop());

/** The token of a new integration with these scopes. */
async function tokenWith(scopes: readonly string[]): Promise<string> {
  const made = await app
    .request(group.admin.token)
    .post('/api/v1/api-clients')
    .send({ name: 'Payroll', kind: 'integration', scopes });
  const { clientId, clientSecret } = made.body as Record<'clientId' | 'clientSecret', string>;
  const answer = await app
    .request()
    .post('/api/v1/auth/token')
    .auth(clientId, clientSecret)
    .type('form')
    .send({ grant_type: 'client_credentials' });
  return (answer.body as { access_token: string }).access_token;
}

describe('an integration', () => {
  it('reads users with the scope for it, and makes and changes none', async () => {
    const client = app.request(await tokenWith(['users:read']));
    const { body } = await client.get('/api/v1/users?limit=100');
    const users = (body as { data: ReadonlyArray<{ id: string; _links: object }> }).data;
    expect(users.map(({ id }) => id)).toContain(group.manager.userId);
    for (const { _links: links } of users) expect(Object.keys(links)).toEqual(['self']);
    const path = `/api/v1/users/${group.manager.userId}`;
    expect((await client.get(path)).status).toBe(200);
    const refused = [
      await client.post('/api/v1/users').send(newUser()),
      await client.patch(path).set('If-Match', '"1"').send({ disabled: true }),
      await client.post(`${path}/password-reset`),
    ];
    for (const answer of refused) expect(answer.status).toBe(403);
  });

  it('reads none without it', async () => {
    const client = app.request(await tokenWith(['leads:read']));
    const answer = await client.get('/api/v1/users');
    expect(refusal(answer)).toEqual([403, 'insufficient_scope']);
  });
});
