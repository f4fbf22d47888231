import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import type { JSONWebKeySet } from 'jose';
import type { Response } from 'supertest';
import { asOrganization } from '../../../src/observability/request-context.js';
import { modulesOnOwnPool, startAuthApp } from './auth-app.js';
import type { AuthApp } from './auth-app.js';
import { PASSWORD, createGroup, createPerson, disable, newEmail } from './people.js';
import type { Group } from './people.js';

let app: AuthApp;
let group: Group;
beforeAll(async () => {
  app = await startAuthApp();
  group = await createGroup(app);
});
afterAll(() => app.stop());

function login(body: object): Promise<Response> {
  return app.send({ method: 'post', path: '/api/v1/auth/login', body });
}

interface Grant {
  readonly accessToken: string;
}

async function tokenOf(email: string): Promise<string> {
  const answer = await login({ email, password: PASSWORD });
  return (answer.body as Grant).accessToken;
}

describe('POST /auth/login', () => {
  it('answers with an access token and who has logged in', async () => {
    const rep = await createPerson(app, group, { name: 'Zoë Ødegård', phone: '(312) 555-0101' });
    const answer = await login({ email: rep.email, password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toEqual({
      accessToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      tokenType: 'Bearer',
      expiresIn: 900,
      refreshToken: expect.stringMatching(/^[\w-]{43}$/),
      refreshExpiresIn: 604_800,
      user: {
        id: rep.id,
        organizationId: group.organizationId,
        email: rep.email,
        name: 'Zoë Ødegård',
        phone: '+13125550101',
        role: 'sales_rep',
        showrooms: [{ id: group.showrooms[0].id, name: 'Downtown' }],
        _links: { self: { href: '/api/v1/auth/me' }, showrooms: { href: '/api/v1/showrooms' } },
      },
    });
  });

  it('does not look at the case of the e-mail address', async () => {
    const email = newEmail();
    await createPerson(app, group, { email: email.toUpperCase() });
    const answer = await login({ email: email.replace('some', 'SOME'), password: PASSWORD });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ user: { email } });
  });

  it('answers a wrong password, an unknown user and a disabled one alike', async () => {
    const rep = await createPerson(app, group);
    const gone = await createPerson(app, group);
    await disable(app, group, gone);
    const answers = [
      await login({ email: rep.email, password: `${PASSWORD}r` }),
      await login({ email: newEmail(), password: PASSWORD }),
      await login({ email: gone.email, password: PASSWORD }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect(body).toMatchObject({ code: 'invalid_credentials' });
    }
    const details = answers.map(({ body }) => (body as { detail: string }).detail);
    expect(new Set(details).size).toBe(1);
  });

  it('does the same work for a user who does not exist', async () => {
    const rep = await createPerson(app, group);
    const before = app.verifiedHashes.length;
    await login({ email: newEmail(), password: 'wrong' });
    await login({ email: rep.email, password: 'wrong' });
    const [unknown, known, ...more] = app.verifiedHashes.slice(before);
    expect(more).toEqual([]);
    expect(unknown).toBe(app.decoy);
    expect(known).not.toBe(app.decoy);
  });

  it.each([
    ['an unknown field', { otp: '123456' }, '/otp'],
    ['a code that cannot be one', { totp: '12345' }, '/totp'],
    ['a password of the wrong type', { password: 7 }, '/password'],
    ['no address at all', { email: 'nobody' }, '/email'],
  ])('refuses %s', async (_name, change, pointer) => {
    const answer = await login({ email: newEmail(), password: PASSWORD, ...change });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ pointer }] });
  });

  it('writes neither password nor address to the log', async () => {
    const rep = await createPerson(app, group);
    await login({ email: rep.email, password: 'a-secret-nobody-may-see' });
    await login({ email: rep.email, password: PASSWORD });
    const log = app.logLines.join('\n');
    expect(log).toContain('log-in refused');
    expect(log).toContain('logged in');
    expect(log).not.toContain('a-secret-nobody-may-see');
    expect(log).not.toContain(PASSWORD);
    expect(log).not.toContain(rep.email);
  });
});

describe('the access token', () => {
  it('can be verified by anybody with the published keys, and says who and for what', async () => {
    const rep = await createPerson(app, group);
    const before = Math.floor(app.clock.now().getTime() / 1_000);
    const token = await tokenOf(rep.email);
    const after = Math.floor(app.clock.now().getTime() / 1_000);
    const keys = await app.send({ path: '/.well-known/jwks.json' });
    expect(keys.status).toBe(200);
    expect(keys.headers['cache-control']).toMatch(/public, max-age=\d+/);
    const keySet = createLocalJWKSet(keys.body as JSONWebKeySet);
    const currentDate = app.clock.now();
    const { payload } = await jwtVerify(token, keySet, { currentDate });
    const { iat = 0, exp } = payload;
    expect(iat).toBeGreaterThanOrEqual(before);
    expect(iat).toBeLessThanOrEqual(after);
    expect(exp).toBe(iat + 900);
    expect(payload).toEqual({
      iss: 'urn:showroom-sales',
      aud: 'urn:showroom-sales:api',
      sub: rep.id,
      org: group.organizationId,
      role: 'sales_rep',
      scope: expect.stringMatching(/\bshowrooms:read\b.*\busers:read\b/),
      sid: expect.any(String),
      jti: expect.any(String),
      iat,
      exp,
    });
    const [key] = (keys.body as JSONWebKeySet).keys;
    expect(decodeProtectedHeader(token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: key?.kid });
    expect(Object.keys(key ?? {})).not.toContain('d');
  });
});

describe('GET /auth/me', () => {
  it('tells a manager the showrooms open to the manager', async () => {
    const showroomIds = group.showrooms.map(({ id }) => id);
    const manager = await createPerson(app, group, { role: 'sales_manager', showroomIds });
    const answer = await app.send({ path: '/api/v1/auth/me', token: manager.token });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      id: manager.id,
      role: 'sales_manager',
      showrooms: [{ name: 'Downtown' }, { name: 'Airport' }],
    });
    expect(answer.body).not.toHaveProperty('phone');
  });

  it('tells an administrator all showrooms of the group', async () => {
    const other = await createGroup(app);
    const answer = await app.send({ path: '/api/v1/auth/me', token: other.admin.token });
    expect(answer.body).toMatchObject({
      role: 'admin',
      showrooms: other.showrooms.map(({ id, name }) => ({ id, name })),
    });
  });
});

describe('making users', () => {
  it('refuses an address that is taken, also by another group', async () => {
    const other = await createGroup(app);
    const rep = await createPerson(app, group);
    await expect(createPerson(app, other, { email: rep.email })).rejects.toMatchObject({
      data: { code: 'email_taken' },
    });
  });

  it('refuses a showroom of another group, and keeps nothing', async () => {
    const other = await createGroup(app);
    const email = newEmail();
    const showroomIds = [group.showrooms[0].id, other.showrooms[0].id];
    await expect(createPerson(app, group, { email, showroomIds })).rejects.toMatchObject({
      data: { code: 'showroom_not_found' },
    });
    await expect(createPerson(app, group, { email })).resolves.toMatchObject({ email });
  });

  it('refuses what is no phone number', async () => {
    await expect(createPerson(app, group, { phone: 'call me' })).rejects.toMatchObject({
      data: { code: 'invalid_phone' },
    });
  });

  it('refuses to hash inside a unit of work', async () => {
    const { auth } = modulesOnOwnPool(app);
    const person = { email: newEmail(), name: 'Rosa Rep', password: PASSWORD, showroomIds: [] };
    const inside = app.database.unitOfWork.run(() =>
      auth.users.create({ ...person, role: 'sales_rep' }),
    );
    await expect(inside).rejects.toThrow('before the unit of work');
  });
});

describe('the directory', () => {
  it('knows names, phones and managers, of its own group alone', async () => {
    const other = await createGroup(app);
    const [showroom, without] = other.showrooms;
    const rep = await createPerson(app, other, {
      phone: '+13125550102',
      showroomIds: [showroom.id],
    });
    const manager = await createPerson(app, other, {
      role: 'sales_manager',
      name: 'Mo Manager',
      showroomIds: [showroom.id],
    });
    const gone = await createPerson(app, other, {
      role: 'sales_manager',
      phone: '+13125550103',
      showroomIds: [showroom.id],
    });
    await disable(app, other, gone);
    const { users } = app.auth;
    await asOrganization(other.organizationId, async () => {
      const names = await users.namesOf([rep.id, manager.id, rep.id, group.admin.id]);
      expect([...names]).toEqual(
        expect.arrayContaining([
          [rep.id, 'Rosa Rep'],
          [manager.id, 'Mo Manager'],
        ]),
      );
      expect(names.size).toBe(2);
      expect(await users.namesOf([])).toEqual(new Map());
      expect(await users.phoneOf(rep.id)).toBe('+13125550102');
      expect(await users.phoneOf(manager.id)).toBeUndefined();
      expect(await users.phoneOf(gone.id)).toBeUndefined();
      expect(await users.managersOf(showroom.id)).toEqual([manager.id]);
      expect(await users.managersOf(without.id)).toEqual([other.admin.id]);
      expect(await users.find(group.admin.id)).toBeUndefined();
      expect(await users.find(rep.id)).not.toHaveProperty('passwordHash');
    });
  });
});
