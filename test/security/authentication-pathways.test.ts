import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { collectRoutes } from '../../src/app/collect-routes.js';
import { fullPath } from '../../src/http/openapi/route-traits.js';
import { ROOT } from '../architecture/support/cruise.js';
import { startTestApp, testConfig } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

const PER_MINUTE = 150;
const PASSWORD = 'wet paint on a gate';

/** What is wrong, as it is sent to each public operation that takes a proof, as JSON or a form. */
const GUESSES: Readonly<Record<string, object>> = {
  login: { email: 'nobody@lakeside.example', password: 'wrong' },
  refreshSession: { refreshToken: 'A'.repeat(43) },
  issueToken: {
    grant_type: 'client_credentials',
    client_id: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5b',
    client_secret: 'wrong',
  },
  requestPasswordReset: { email: 'nobody@lakeside.example' },
  resetPassword: { token: 'A'.repeat(43), newPassword: PASSWORD },
  acceptInvitation: { token: 'A'.repeat(43), password: PASSWORD },
  logout: { refreshToken: 'A'.repeat(43) },
};

/** Their secrets have 256 random bits: the limit of the address is enough. */
const UNGUESSABLE = new Set(['resetPassword', 'acceptInvitation', 'logout']);

const open = collectRoutes().filter(
  ({ method, access }) => method === 'post' && access.object === 'public',
);
const named = open.map((route) => [route.operationId, route] as const);

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp({
    roles: ['api'],
    config: { http: { ...testConfig().http, trustProxy: 1, rateLimitPerMinute: PER_MINUTE } },
  });
});
afterAll(() => app.stop());

/** The first answer to guesses from one address that refuses to hear more of them. */
async function refusalOf(
  { operationId, path }: (typeof open)[number],
  address: string,
): Promise<{ count: number; answer: Response } | undefined> {
  for (let count = 0; count <= PER_MINUTE; count += 1) {
    const asked = app.request().post(`/api/v1${path}`).set('X-Forwarded-For', address);
    if (operationId === 'issueToken') asked.type('form');
    const answer = await asked.send(GUESSES[operationId]);
    if (answer.status === 429) return { count, answer };
    expect(answer.status).not.toBe(400);
  }
  return undefined;
}

describe('every operation that takes a proof from somebody unknown', () => {
  it('is one of those that are written down, and none is written down that is not there', () => {
    const text = readFileSync(join(ROOT, 'docs/security/authentication.md'), 'utf8');
    const rows = [...text.matchAll(/^\| `POST ([^`]+)`/gm)].map(([, path]) => path);
    const paths = open.map((route) => fullPath(route));
    expect(rows.filter((path) => path !== '/api/v1/realtime/tickets').sort()).toEqual(paths.sort());
  });

  it.each(named)('%s is throttled', async (operationId, route) => {
    const refused = await refusalOf(route, `203.0.113.${1 + open.indexOf(route)}`);
    const code = UNGUESSABLE.has(operationId) ? 'rate_limited' : 'too_many_attempts';
    expect(refused?.answer.body).toMatchObject({ code });
    expect(Number(refused?.answer.headers['retry-after'])).toBeGreaterThan(0);
    if (!UNGUESSABLE.has(operationId)) expect(refused?.count).toBeLessThanOrEqual(100);
  });
});
