import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Session, createApi, newKey, unwrap } from '../../clients/typescript/src/index.js';
import type { Fetch, ProblemError } from '../../clients/typescript/src/index.js';
import { TEST_PASSWORD, createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup } from '../support/dealer-group.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp();
  group = await createDealerGroup(app, { reps: 1 });
});

afterAll(() => app.stop());

/** Sends on what it is given, after `meddle` has had its say; remembers what was asked. */
function meddling(meddle: (request: Request, count: number) => Response | undefined): {
  asked: Request[];
  fetch: Fetch;
} {
  const asked: Request[] = [];
  const fetch: Fetch = async (request) => {
    asked.push(request.clone());
    return meddle(request, asked.length) ?? globalThis.fetch(request);
  };
  return { asked, fetch };
}

function credentials(): { email: string; password: string } {
  return { email: group.manager.email, password: TEST_PASSWORD };
}

const lead = { source: 'website', customer: { lastName: 'Lee', phone: '+13125550142' } };

describe('a session', () => {
  it('reads and writes, with types', async () => {
    const { api } = await Session.logIn({ baseUrl: app.url }, credentials());
    const showrooms = await unwrap(
      api.GET('/api/v1/showrooms', { params: { query: { limit: 5 } } }),
    );
    expect(showrooms.data.map(({ id }) => id)).toEqual([group.showroom.id]);
    const body = { ...lead, showroomId: group.showroom.id };
    const created = await unwrap(api.POST('/api/v1/leads', { body }));
    const params = { path: { leadId: created.id } };
    const read = await unwrap(api.GET('/api/v1/leads/{leadId}', { params }));
    expect(read).toMatchObject({ id: created.id, source: 'website' });
  });

  it('gets the next token when one is refused, once for all who wait', async () => {
    const { asked, fetch } = meddling((request, count) =>
      count > 1 && count < 5 && request.headers.has('authorization')
        ? new Response('{"code":"unauthenticated"}', { status: 401 })
        : undefined,
    );
    const session = await Session.logIn({ baseUrl: app.url, fetch }, credentials());
    const first = session.refreshToken;
    const read = (): Promise<unknown> => unwrap(session.api.GET('/api/v1/auth/me', {}));
    const answers = await Promise.all([read(), read(), read()]);
    expect(answers).toEqual(
      answers.map(() => expect.objectContaining({ name: group.manager.name })),
    );
    const refreshes = asked.filter(({ url }) => url.endsWith('/refresh'));
    expect(refreshes).toHaveLength(1);
    expect(session.refreshToken).not.toBe(first);
  });

  it('goes on with nothing but its refresh token', async () => {
    const { refreshToken } = await Session.logIn({ baseUrl: app.url }, credentials());
    const { api } = new Session({ baseUrl: app.url }, { refreshToken });
    const me = await unwrap(api.GET('/api/v1/auth/me', {}));
    expect(me.id).toBe(group.manager.userId);
  });

  it('does not begin with a wrong password', async () => {
    const wrong = { ...credentials(), password: 'not-the-password' };
    await expect(Session.logIn({ baseUrl: app.url }, wrong)).rejects.toMatchObject({
      status: 401,
      code: 'invalid_credentials',
    });
  });
});

describe('a problem', () => {
  it('has its code, the faults by field and the request id', async () => {
    const { api } = await Session.logIn({ baseUrl: app.url }, credentials());
    const body = { ...lead, showroomId: 'none' };
    const error = await unwrap(api.POST('/api/v1/leads', { body })).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ status: 400, code: 'validation_failed' });
    const { errors, requestId } = error as ProblemError;
    expect(errors).toEqual([expect.objectContaining({ pointer: '/showroomId' })]);
    expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('may be looked at instead of thrown', async () => {
    const api = createApi({ baseUrl: app.url, token: () => group.manager.token });
    const params = { path: { leadId: '01a1fdd4-fa60-7265-baa1-bef257024119' } };
    const { error, response } = await api.GET('/api/v1/leads/{leadId}', { params });
    expect([response.status, error?.code]).toEqual([404, 'lead_not_found']);
  });
});

describe('a request that fails on the way', () => {
  it('is sent again with the same key, and has one effect', async () => {
    let calls = 0;
    const asked: Array<string | null> = [];
    const fetch: Fetch = async (request) => {
      asked.push(request.headers.get('idempotency-key'));
      const answer = await globalThis.fetch(request);
      // The first answer is lost after the server has done its work.
      if ((calls += 1) === 1) throw new TypeError('The line is down.');
      return answer;
    };
    const api = createApi({ baseUrl: app.url, token: () => group.manager.token, fetch });
    const comments = newKey();
    const body = { ...lead, comments, showroomId: group.showroom.id };
    const { response } = await api.POST('/api/v1/leads', { body });
    expect([response.status, response.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toBe(asked[1]);
  });

  it('waits as long as it was told, and no longer than it may', async () => {
    const busy = (seconds: string): Response =>
      new Response('{"code":"rate_limited"}', { status: 429, headers: { 'retry-after': seconds } });
    const { asked, fetch } = meddling((_request, count) => (count === 1 ? busy('1') : busy('60')));
    const api = createApi({ baseUrl: app.url, token: () => group.manager.token, fetch });
    const began = performance.now();
    await expect(unwrap(api.GET('/api/v1/auth/me', {}))).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfter: 60,
    });
    expect(performance.now() - began).toBeGreaterThan(950);
    expect(asked).toHaveLength(2);
  });

  it('is given up in the end, and at once where it could have two effects', async () => {
    const { asked, fetch } = meddling(() => {
      throw new TypeError('The line is down.');
    });
    const api = createApi({
      baseUrl: app.url,
      token: () => group.manager.token,
      fetch,
      retries: 1,
    });
    await expect(api.GET('/api/v1/auth/me', {})).rejects.toThrow('The line is down.');
    expect(asked).toHaveLength(2);
    const params = { path: { visitId: group.showroom.id }, header: { 'If-Match': '"1"' } };
    await expect(
      api.PATCH('/api/v1/visits/{visitId}', { params, body: { customerId: newKey() } }),
    ).rejects.toThrow('The line is down.');
    expect(asked).toHaveLength(3);
  });
});

// Last, because time does not go back.
describe('a session of yesterday', () => {
  it('is over when it was ended elsewhere', async () => {
    const session = await Session.logIn({ baseUrl: app.url }, credentials());
    await session.logOut();
    app.clock.advance(16 * 60_000);
    await expect(unwrap(session.api.GET('/api/v1/auth/me', {}))).rejects.toMatchObject({
      name: 'ProblemError',
      status: 401,
    });
  });
});
