import { startAuthApp } from './auth-app.js';
import type { AuthApp } from './auth-app.js';
import { PASSWORD, createGroup, createPerson, newEmail } from './people.js';
import type { Group } from './people.js';
import { StillClock } from './still-clock.js';

const FIFTEEN_MINUTES = 15 * 60 * 1_000;

let app: AuthApp;
let group: Group;

let lastAddress = 0;
/** Each test has an address of its own. */
function newAddress(): string {
  lastAddress += 1;
  return `198.51.100.${lastAddress}`;
}

async function attempt(
  target: AuthApp,
  email: string,
  address: string,
  password = 'wrong',
): Promise<{ status: number; code: unknown; retryAfter: number }> {
  const body = { email, password };
  const answer = await target.send({ method: 'post', path: '/api/v1/auth/login', address, body });
  const { code } = answer.body as { code?: unknown };
  return { status: answer.status, code, retryAfter: Number(answer.headers['retry-after']) };
}

async function fail(target: AuthApp, times: number, email: string, address: string): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    expect((await attempt(target, email, address)).status).toBe(401);
  }
}

describe('one instance', () => {
  beforeAll(async () => {
    app = await startAuthApp({ clock: new StillClock() });
    group = await createGroup(app);
  });
  afterAll(() => app.stop());

  it('refuses the eleventh attempt on an account from an address, right or wrong', async () => {
    const { email } = await createPerson(app, group);
    const address = newAddress();
    await fail(app, 10, email, address);
    const refused = await attempt(app, email, address, PASSWORD);
    expect(refused).toEqual({ status: 429, code: 'too_many_attempts', retryAfter: 900 });
    expect((await attempt(app, email.toUpperCase(), address)).status).toBe(429);
  });

  it('does not lock the account out for other addresses, nor the address for others', async () => {
    const [one, two] = [await createPerson(app, group), await createPerson(app, group)];
    const address = newAddress();
    await fail(app, 10, one.email, address);
    expect((await attempt(app, one.email, newAddress(), PASSWORD)).status).toBe(200);
    expect((await attempt(app, two.email, address, PASSWORD)).status).toBe(200);
  });

  it('counts failures alone', async () => {
    const { email } = await createPerson(app, group);
    const address = newAddress();
    for (let round = 0; round < 12; round += 1) {
      expect((await attempt(app, email, address, PASSWORD)).status).toBe(200);
    }
    await fail(app, 10, email, address);
    expect((await attempt(app, email, address, PASSWORD)).status).toBe(429);
  });

  it('forgets 15 minutes after the first failure', async () => {
    const { email } = await createPerson(app, group);
    const address = newAddress();
    await fail(app, 1, email, address);
    app.clock.advance(60_000);
    await fail(app, 9, email, address);
    app.clock.advance(FIFTEEN_MINUTES - 61_000);
    expect((await attempt(app, email, address)).retryAfter).toBe(1);
    app.clock.advance(1_000);
    expect((await attempt(app, email, address, PASSWORD)).status).toBe(200);
  });

  it('refuses an address after 100 failures on whatever accounts', async () => {
    const { email } = await createPerson(app, group);
    const address = newAddress();
    for (let account = 0; account < 20; account += 1) await fail(app, 5, newEmail(), address);
    expect((await attempt(app, email, address, PASSWORD)).code).toBe('too_many_attempts');
    expect((await attempt(app, email, newAddress(), PASSWORD)).status).toBe(200);
  });

  it('lets no more through when they come all at once', async () => {
    const { email } = await createPerson(app, group);
    const address = newAddress();
    const before = app.verifiedHashes.length;
    const all = Array.from({ length: 40 }, () => attempt(app, email, address));
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(30);
    expect(app.verifiedHashes.length - before).toBe(10);
  });
});

describe('two instances', () => {
  let other: AuthApp;

  beforeAll(async () => {
    app = await startAuthApp();
    other = await startAuthApp({ clock: app.clock });
    group = await createGroup(app);
  });
  afterAll(async () => {
    await other.stop();
    await app.stop();
  });

  it('count together, until the window ends', async () => {
    const { email } = await createPerson(app, group);
    const address = newAddress();
    await fail(app, 6, email, address);
    await fail(other, 4, email, address);
    expect((await attempt(app, email, address, PASSWORD)).status).toBe(429);
    expect((await attempt(other, email, address, PASSWORD)).status).toBe(429);
    app.clock.advance(FIFTEEN_MINUTES);
    await fail(other, 1, email, address);
    expect((await attempt(app, email, address, PASSWORD)).status).toBe(200);
  });

  it('keep neither e-mail nor network addresses in Redis, and nothing for long', async () => {
    const { redis } = app.test;
    await fail(app, 1, newEmail(), newAddress());
    const keys = await redis.keys('failures:*');
    expect(keys.length).toBeGreaterThanOrEqual(2);
    for (const key of keys) expect(key).toMatch(/^failures:[\w-]{43}$/);
    const [key = ''] = keys;
    expect(await redis.hkeys(key)).toEqual(['startedAt', 'failures']);
    const ttl = await redis.pttl(key);
    expect(ttl).toBeGreaterThan(0);
    expect(ttl).toBeLessThanOrEqual(FIFTEEN_MINUTES);
  });
});

describe('without the Redis it was told of', () => {
  beforeAll(async () => {
    app = await startAuthApp({ redisUrl: 'redis://127.0.0.1:1' });
    group = await createGroup(app);
  });
  afterAll(() => app.stop());

  it('the limits hold all the same', async () => {
    const { email } = await createPerson(app, group);
    const address = newAddress();
    await fail(app, 10, email, address);
    expect((await attempt(app, email, address, PASSWORD)).status).toBe(429);
    expect((await attempt(app, email, newAddress(), PASSWORD)).status).toBe(200);
  });
});
