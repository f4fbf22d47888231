import { startAuthApp } from '../api/auth/auth-app.js';
import type { AuthApp } from '../api/auth/auth-app.js';
import { createGroup, createPerson } from '../api/auth/people.js';
import type { Person } from '../api/auth/people.js';

let app: AuthApp;
let rep: Person;
beforeAll(async () => {
  app = await startAuthApp();
  rep = await createPerson(app, await createGroup(app));
});
afterAll(() => app.stop());

/** The lines that were logged for the answer of a request id. */
function linesOf(requestId: unknown): ReadonlyArray<Record<string, unknown>> {
  return app.logLines
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((line) => line['requestId'] === requestId);
}

describe('a security event', () => {
  it('that is a refused operation is logged: when, who, what', async () => {
    const body = { name: 'Mine', timeZone: 'America/Chicago', currency: 'USD' };
    const answer = await app.send({
      ...{ method: 'post', path: '/api/v1/showrooms', token: rep.token, body },
    });
    expect(answer.status).toBe(403);
    expect(linesOf(answer.body.requestId)).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        caller: 'user',
        callerId: rep.id,
        organizationId: expect.any(String),
        traceId: expect.stringMatching(/^[0-9a-f]{32}$/),
        method: 'POST',
        route: '/api/v1/showrooms',
        status: 403,
      }),
    );
  });

  it('that is a bad token, bad input or too many attempts is logged with its status', async () => {
    const stranger = await app.send({ path: '/api/v1/auth/me', token: 'not-a-token' });
    const path = '/api/v1/leads?bogus=1';
    const malformed = await app.send({ path, token: rep.token });
    for (const [answer, status] of [
      [stranger, 401],
      [malformed, 400],
    ] as const) {
      const expected = expect.objectContaining({ level: 'warn', status });
      expect(linesOf(answer.body.requestId)).toContainEqual(expected);
    }
    const guess = { email: rep.email, password: 'not the password' };
    const send = { method: 'post', path: '/api/v1/auth/login', body: guess } as const;
    const guesses = [];
    for (let count = 0; count < 11; count += 1) guesses.push(await app.send(send));
    const last = guesses.at(-1);
    expect(last?.status).toBe(429);
    expect(linesOf(guesses[0]?.body.requestId)).toContainEqual(
      expect.objectContaining({ level: 'warn', msg: 'log-in refused' }),
    );
    expect(linesOf(last?.body.requestId)).toContainEqual(
      expect.objectContaining({ level: 'warn', status: 429 }),
    );
  });
});
