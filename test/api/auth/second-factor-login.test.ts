import { randomBytes } from 'node:crypto';
import { startAuthApp } from './auth-app.js';
import type { AuthApp } from './auth-app.js';
import { createGroup, createPerson, disable } from './people.js';
import type { Group, Person } from './people.js';
import { STEP_MS, askLogin, enable, stateOf, verdictOf } from './second-factor-client.js';
import type { Authenticator } from './second-factor-client.js';
import { StillClock } from './still-clock.js';

const REFUSED = [401, 'invalid_credentials'];

let app: AuthApp;
let other: AuthApp;
let group: Group;
let rep: Person;
let device: Authenticator;
let recoveryCodes: readonly string[];

beforeAll(async () => {
  app = await startAuthApp({ clock: new StillClock() });
  other = await startAuthApp({ clock: app.clock });
  group = await createGroup(app);
});
beforeEach(async () => {
  rep = await createPerson(app, group);
  ({ device, recoveryCodes } = await enable(app, rep));
});
afterAll(async () => {
  await other.stop();
  await app.stop();
});

let lastAddress = 0;
function newAddress(): string {
  lastAddress += 1;
  return `198.51.100.${lastAddress}`;
}

async function loginWith(totp: string, target = app): Promise<[number, unknown]> {
  const [status, code] = verdictOf(await askLogin(target, rep, { totp }));
  return [status, code];
}

describe('a log-in with a second factor', () => {
  it('needs password and code', async () => {
    const answer = await askLogin(app, rep, { totp: device.code() });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ user: { id: rep.id } });
  });

  it('says what is missing to who knows the password, and to nobody else', async () => {
    const required = await askLogin(app, rep);
    expect(verdictOf(required)).toEqual([401, 'totp_required']);
    expect(required.headers['www-authenticate']).toContain('Bearer');
    const password = 'wrong';
    expect(verdictOf(await askLogin(app, rep, { password }))).toEqual(REFUSED);
    const totp = device.code();
    expect(verdictOf(await askLogin(app, rep, { password, totp }))).toEqual(REFUSED);
    expect(await loginWith(totp)).toEqual([200, undefined]);
  });

  it('does not say so of a user who is disabled', async () => {
    await disable(app, group, rep);
    expect(verdictOf(await askLogin(app, rep))).toEqual(REFUSED);
    expect(await loginWith(device.code())).toEqual(REFUSED);
  });

  it('takes a code that is not needed', async () => {
    const colleague = await createPerson(app, group);
    expect((await askLogin(app, colleague, { totp: '000000' })).status).toBe(200);
  });

  it.each([-1, 1])('takes a code %i step away', async (skew) => {
    expect(await loginWith(device.code(skew))).toEqual([200, undefined]);
  });

  it.each([-2, 2])('refuses a code %i steps away', async (skew) => {
    expect(await loginWith(device.code(skew))).toEqual(REFUSED);
  });
});

describe('a code that was used', () => {
  it('is refused, here and on another instance, as long as it would be good', async () => {
    const code = device.code(1);
    expect(await loginWith(code)).toEqual([200, undefined]);
    for (let step = 0; step < 3; step += 1) {
      expect(await loginWith(code)).toEqual(REFUSED);
      expect(await loginWith(code, other)).toEqual(REFUSED);
      app.clock.advance(STEP_MS);
    }
  });

  it('takes those before it along', async () => {
    const [earlier, used] = [device.code(-1), device.code()];
    expect(await loginWith(used)).toEqual([200, undefined]);
    expect(await loginWith(earlier)).toEqual(REFUSED);
    expect(await loginWith(device.code(1))).toEqual([200, undefined]);
  });

  it('opened once, however many came with it at once, to two instances', async () => {
    const totp = device.code();
    const all = Array.from({ length: 8 }, (_, index) =>
      askLogin(index % 2 === 0 ? app : other, rep, { totp, address: newAddress() }),
    );
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 401)).toHaveLength(7);
  });
});

describe('a recovery code', () => {
  it('opens once, in whatever way it is typed', async () => {
    const [first = '', second = ''] = recoveryCodes;
    expect(await loginWith(first)).toEqual([200, undefined]);
    expect(await loginWith(first)).toEqual(REFUSED);
    expect(await loginWith(second.toLowerCase().replaceAll('-', ' '))).toEqual([200, undefined]);
    expect(await loginWith(second, other)).toEqual(REFUSED);
    expect(await stateOf(app, rep)).toMatchObject({ enabled: true, recoveryCodesLeft: 8 });
  });

  it('opens once, however many come with it at once, to two instances', async () => {
    const [totp = ''] = recoveryCodes;
    const all = Array.from({ length: 8 }, (_, index) =>
      askLogin(index % 2 === 0 ? app : other, rep, { totp, address: newAddress() }),
    );
    const statuses = (await Promise.all(all)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(await stateOf(app, rep)).toMatchObject({ recoveryCodesLeft: 9 });
  });

  it('that is none is refused', async () => {
    expect(await loginWith('0000-0000-0000-0000')).toEqual(REFUSED);
  });
});

describe('guessing', () => {
  it('counts as any failed log-in, of the account and address', async () => {
    const address = newAddress();
    for (let count = 0; count < 10; count += 1) {
      const totp = '0000-0000-0000-0000';
      expect(verdictOf(await askLogin(app, rep, { totp, address }))).toEqual(REFUSED);
    }
    const [totp = ''] = recoveryCodes;
    expect((await askLogin(app, rep, { totp, address })).status).toBe(429);
    expect((await askLogin(app, rep, { totp, address: newAddress() })).status).toBe(200);
  });

  it('a missing code neither counts nor lets failures be forgotten', async () => {
    const address = newAddress();
    for (let count = 0; count < 12; count += 1) {
      const answer = await askLogin(app, rep, { address });
      expect(verdictOf(answer)).toEqual([401, 'totp_required']);
    }
    for (let count = 0; count < 10; count += 1) {
      expect((await askLogin(app, rep, { address, password: 'wrong' })).status).toBe(401);
      if (count < 9)
        expect(verdictOf(await askLogin(app, rep, { address }))[1]).toBe('totp_required');
    }
    expect((await askLogin(app, rep, { address, totp: device.code() })).status).toBe(429);
  });

  it('codes from many addresses is stopped for the user, who still has recovery codes', async () => {
    for (let count = 0; count < 10; count += 1) {
      const target = count % 2 === 0 ? app : other;
      const guess = { totp: device.code(50 + count), address: newAddress() };
      expect(verdictOf(await askLogin(target, rep, guess))).toEqual(REFUSED);
    }
    const right = { totp: device.code(), address: newAddress() };
    expect(verdictOf(await askLogin(app, rep, right))).toEqual([429, 'too_many_attempts']);
    const [totp = ''] = recoveryCodes;
    expect((await askLogin(other, rep, { totp, address: newAddress() })).status).toBe(200);
  });
});

it('a secret outlives the key it was sealed with, as long as that is a previous one', async () => {
  const { dataEncryptionKeys } = app.test.config;
  const key = randomBytes(32).toString('base64');
  const rotated = await startAuthApp({
    clock: app.clock,
    dataEncryptionKeys: [key, ...dataEncryptionKeys],
  });
  const later = await startAuthApp({ clock: app.clock, dataEncryptionKeys: [key] });
  try {
    expect(await loginWith(device.code(), rotated)).toEqual([200, undefined]);
    // That log-in has sealed the secret anew: the previous key is not needed any more.
    expect(await loginWith(device.freshCode(), later)).toEqual([200, undefined]);
  } finally {
    await later.stop();
    await rotated.stop();
  }
});
