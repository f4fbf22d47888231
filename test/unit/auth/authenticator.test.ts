import { Authenticator } from '../../../src/modules/auth/authenticator.js';
import type { UserAccess } from '../../../src/modules/auth/auth-types.js';
import { UserAccessCache } from '../../../src/modules/auth/user-access-cache.js';
import { unauthenticated } from '../../../src/shared/errors.js';

const user: UserAccess = {
  userId: 'user',
  organizationId: 'organization',
  role: 'sales_rep',
  showroomIds: ['showroom'],
};

function setUp(load: () => Promise<UserAccess | undefined> = async () => user) {
  let now = 0;
  const calls = { verify: 0, load: 0 };
  const clock = { now: () => new Date(now) };
  const access = new UserAccessCache({
    clock,
    load: () => {
      calls.load += 1;
      return load();
    },
  });
  const tokens = {
    verify: async (token: string) => {
      calls.verify += 1;
      if (!token.startsWith('good')) throw unauthenticated();
      const kind = 'user' as const;
      const ids = {
        kind,
        userId: 'user',
        organizationId: 'organization',
        sessionId: `of ${token}`,
      };
      return { ...ids, scopes: new Set<string>(), expiresAt: 900_000 };
    },
  };
  const advance = (milliseconds: number): void => {
    now += milliseconds;
  };
  const nobody = async (): Promise<undefined> => undefined;
  const unknown = (): undefined => undefined;
  const clients = {
    byId: nobody,
    byKey: nobody,
    rememberedById: unknown,
    rememberedByKey: unknown,
  };
  const scopesOf = (): ReadonlySet<string> => new Set();
  const authenticator = new Authenticator({ tokens, access, clients, clock, scopesOf });
  return { authenticator, access, calls, advance };
}

it('verifies a signature once until the token expires', async () => {
  const { authenticator, calls, advance } = setUp();
  for (let round = 0; round < 3; round += 1) await authenticator.authenticate('good');
  advance(899_999);
  await authenticator.authenticate('good');
  expect(calls.verify).toBe(1);
  advance(1);
  await authenticator.authenticate('good');
  expect(calls.verify).toBe(2);
});

it('keeps tokens apart, and remembers none that was refused', async () => {
  const { authenticator, calls } = setUp();
  expect(await authenticator.authenticate('good 1')).toMatchObject({ sessionId: 'of good 1' });
  expect(await authenticator.authenticate('good 2')).toMatchObject({ sessionId: 'of good 2' });
  await expect(authenticator.authenticate('bad')).rejects.toMatchObject({
    output: { statusCode: 401 },
  });
  await expect(authenticator.authenticate('bad')).rejects.toThrow();
  expect(calls.verify).toBe(4);
});

it('does not even look at a token of more than 8 KiB', async () => {
  const { authenticator, calls } = setUp();
  await expect(authenticator.authenticate(`good${'x'.repeat(8_192)}`)).rejects.toMatchObject({
    output: { statusCode: 401 },
  });
  expect(calls.verify).toBe(0);
});

it('reads the user once in ten seconds, for all who ask at the same time', async () => {
  const { authenticator, calls, advance } = setUp();
  const all = Array.from({ length: 20 }, () => authenticator.authenticate('good'));
  await Promise.all(all);
  advance(9_999);
  await authenticator.authenticate('good');
  expect(calls.load).toBe(1);
  advance(1);
  await authenticator.authenticate('good');
  expect(calls.load).toBe(2);
});

it('asks again at once after a read that failed', async () => {
  let isDown = true;
  const { authenticator } = setUp(async () => {
    if (isDown) throw new Error('down');
    return user;
  });
  await expect(authenticator.authenticate('good')).rejects.toThrow('down');
  isDown = false;
  expect(await authenticator.authenticate('good')).toMatchObject({ userId: 'user' });
});

it('reads afresh for a socket, and then knows it for requests', async () => {
  const { authenticator, calls } = setUp();
  await authenticator.authenticate('good');
  expect(await authenticator.load('user', 'of good')).toMatchObject({ sessionId: 'of good' });
  await authenticator.authenticate('good');
  expect(calls.load).toBe(2);
});

it('reads again at once when a session was ended, and keeps nothing read before that', async () => {
  const answers: Array<(access: UserAccess | undefined) => void> = [];
  const { authenticator, access } = setUp(
    () =>
      new Promise((resolve) => {
        answers.push(resolve);
      }),
  );
  const before = authenticator.authenticate('good');
  await untilAsked(answers, 1);
  access.forget('user', 'of good');
  answers[0]?.(user);
  expect(await before).toMatchObject({ userId: 'user' });
  const after = authenticator.authenticate('good');
  await untilAsked(answers, 2);
  answers[1]?.(undefined);
  await expect(after).rejects.toMatchObject({ output: { statusCode: 401 } });
});

async function untilAsked(answers: readonly unknown[], times: number): Promise<void> {
  while (answers.length < times) await new Promise(setImmediate);
}
