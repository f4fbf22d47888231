import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader } from 'jose';
import type { JWTHeaderParameters } from 'jose';
import { startAuthApp } from './auth-app.js';
import type { AuthApp } from './auth-app.js';
import { createGroup, createPerson, disable, sessionOf } from './people.js';
import type { Group, Person } from './people.js';

let app: AuthApp;
let group: Group;
let rep: Person;
beforeAll(async () => {
  app = await startAuthApp();
  group = await createGroup(app);
  rep = await createPerson(app, group);
});
afterAll(() => app.stop());

interface Forgery {
  /** `undefined` takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: KeyObject;
}

/** A token like the rep's own, signed with the right key, with something changed. */
async function forge({ claims = {}, header = {}, key = ownKey() }: Forgery = {}): Promise<string> {
  const merged = present({ ...ownHeader(), ...header });
  const payload = present({ ...decodeJwt(rep.token), ...claims });
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', ...merged }).sign(key);
}

function present(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function ownKey(): KeyObject {
  return createPrivateKey(app.test.config.signingKeyPem);
}

function publicPem(): Buffer {
  const key = createPublicKey(app.test.config.signingKeyPem);
  return Buffer.from(key.export({ type: 'spki', format: 'pem' }));
}

async function statusOf(token: string): Promise<number> {
  const answer = await app.send({ path: '/api/v1/auth/me', token });
  if (answer.status === 401) {
    expect(answer.body).toMatchObject({ code: 'unauthenticated' });
    expect(answer.headers['www-authenticate']).toContain('Bearer');
  }
  return answer.status;
}

function now(): number {
  return Math.floor(app.clock.now().getTime() / 1_000);
}

function withPart(token: string, index: number, part: string): string {
  const parts = token.split('.');
  parts[index] = part;
  return parts.join('.');
}

it('takes a token that is like ours in everything', async () => {
  expect(await statusOf(await forge())).toBe(200);
});

const otherKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const otherKid = createHash('sha256').update('other').digest('base64url');

const forgeries: ReadonlyArray<[string, () => Promise<string> | string]> = [
  ['no signature (alg none)', () => new UnsecuredJWT(decodeJwt(rep.token)).encode()],
  [
    'an emptied signature',
    () => withPart(withPart(rep.token, 0, encode({ ...ownHeader(), alg: 'none' })), 2, ''),
  ],
  [
    'HS256 with the public key as secret',
    () =>
      new SignJWT(decodeJwt(rep.token))
        .setProtectedHeader({ ...ownHeader(), alg: 'HS256' })
        .sign(publicPem()),
  ],
  ['another key under our kid', () => forge({ key: otherKey })],
  ['another kid', () => forge({ header: { kid: otherKid } })],
  ['no kid', () => forge({ header: { kid: undefined } })],
  [
    'a key of its own in the header',
    () =>
      forge({
        key: otherKey,
        header: { kid: undefined, jwk: createPublicKey(otherKey).export({ format: 'jwk' }) },
      }),
  ],
  [
    'the address of a key set (jku)',
    () => forge({ key: otherKey, header: { jku: 'https://keys.example/jwks.json' } }),
  ],
  [
    'the address of a certificate (x5u)',
    () => forge({ key: otherKey, header: { x5u: 'https://keys.example/chain.pem' } }),
  ],
  ['the claims of a program', () => forge({ claims: { client_id: rep.id } })],
  [
    'crit that nobody understands',
    () => withPart(rep.token, 0, encode({ ...ownHeader(), crit: ['odd'], odd: true })),
  ],
  ['another type', () => forge({ header: { typ: 'JWT' } })],
  ['no type', () => forge({ header: { typ: undefined } })],
  ['another issuer', () => forge({ claims: { iss: 'urn:elsewhere' } })],
  ['another audience', () => forge({ claims: { aud: 'urn:showroom-sales:ops' } })],
  ['no audience', () => forge({ claims: { aud: undefined } })],
  ['an expiry in the past', () => forge({ claims: { exp: now() - 1 } })],
  ['no expiry', () => forge({ claims: { exp: undefined } })],
  ['not valid yet', () => forge({ claims: { nbf: now() + 60 } })],
  ['issued in the future', () => forge({ claims: { iat: now() + 60 } })],
  ['no subject', () => forge({ claims: { sub: undefined } })],
  ['a subject that is no id', () => forge({ claims: { sub: "' OR 1=1 --" } })],
  ['another organization', () => forge({ claims: { org: rep.id } })],
  ['an unknown session', () => forge({ claims: { sid: rep.id } })],
  ['no session', () => forge({ claims: { sid: undefined } })],
  ['the session of somebody else', () => forge({ claims: { sid: sessionOf(group.admin.token) } })],
  ['an unknown user', () => forge({ claims: { sub: group.organizationId } })],
  ['a tampered payload', () => withPart(rep.token, 1, encode({ ...decodeJwt(rep.token), x: 1 }))],
  ['a tampered signature', () => withPart(rep.token, 2, Buffer.alloc(64).toString('base64url'))],
  ['two parts only', () => rep.token.split('.').slice(0, 2).join('.')],
  ['no token at all', () => 'not-a-token'],
  ['a very long token', () => forge({ claims: { x: 'x'.repeat(7_000) } })],
];

function ownHeader(): JWTHeaderParameters {
  return { alg: 'ES256', ...decodeProtectedHeader(rep.token) };
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

describe('refuses a token with', () => {
  it.each(forgeries)('%s', async (_name, make) => {
    expect(await statusOf(await make())).toBe(401);
  });
});

it('takes the role from the database, whatever the token says', async () => {
  const token = await forge({ claims: { role: 'admin' } });
  const answer = await app.send({
    method: 'post',
    path: '/api/v1/showrooms',
    token,
    body: { name: 'Mine', timeZone: 'America/Chicago', currency: 'USD' },
  });
  expect(answer.status).toBe(403);
});

it('refuses a token without the scheme', async () => {
  const headers = { Authorization: rep.token };
  expect((await app.send({ path: '/api/v1/auth/me', headers })).status).toBe(401);
});

it('refuses a good token once its 15 minutes are over', async () => {
  const person = await createPerson(app, group);
  expect(await statusOf(person.token)).toBe(200);
  app.clock.advance(15 * 60 * 1_000 - 2_000);
  expect(await statusOf(person.token)).toBe(200);
  app.clock.advance(2_000);
  expect(await statusOf(person.token)).toBe(401);
});

it('refuses a user who was disabled, after ten seconds at the latest', async () => {
  const person = await createPerson(app, group);
  expect(await statusOf(person.token)).toBe(200);
  await disable(app, group, person);
  app.clock.advance(10_000);
  expect(await statusOf(person.token)).toBe(401);
  expect(await app.auth.principalLoader.load(person.id, sessionOf(person.token))).toBeUndefined();
  await expect(app.auth.tokens.issueAccessToken(person.id)).rejects.toMatchObject({
    data: { code: 'user_not_found' },
  });
});

it('loads the principal of a socket by id', async () => {
  const sessionId = sessionOf(rep.token);
  const principal = await app.auth.principalLoader.load(rep.id, sessionId);
  expect(principal).toMatchObject({
    kind: 'user',
    userId: rep.id,
    organizationId: group.organizationId,
    role: 'sales_rep',
    showroomIds: [group.showrooms[0].id],
    sessionId,
  });
  const [rule] = app.auth.roomRules;
  if (principal === undefined || rule === undefined) throw new Error('Neither may be missing.');
  expect(await rule.mayEnter(principal, rep.id)).toBe(true);
  expect(await rule.mayEnter(principal, group.admin.id)).toBe(false);
});
