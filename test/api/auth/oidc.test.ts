import { SignJWT, UnsecuredJWT, decodeJwt, exportSPKI } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSocket } from '../../realtime/support/socket-client.js';
import { TEST_PASSWORD } from '../../support/dealer-group.js';
import type { Person } from '../../support/dealer-group.js';
import { OidcIssuer, newIssuerKey } from '../../support/oidc-issuer.js';
import type { IssuerKey, TokenParts } from '../../support/oidc-issuer.js';
import type { TestApp } from '../../support/test-app.js';
import { askMe, createOidcGround, withKeysAt } from './oidc-app.js';
import type { OidcGround } from './oidc-app.js';

let ground: OidcGround;
let app: TestApp;
let issuer: OidcIssuer;
/** Its keys are found at an address that is given. */
let direct: OidcIssuer;
let rep: Person;
/** Nobody publishes it. */
let foreign: IssuerKey;
beforeAll(async () => {
  ground = await createOidcGround();
  ({ rep } = ground);
  issuer = await OidcIssuer.start(await newIssuerKey('es', 'ES256'));
  direct = await OidcIssuer.start(await newIssuerKey('own', 'ES256'));
  const others = (['RS256', 'PS256', 'EdDSA', 'ES384'] as const).map((alg) =>
    newIssuerKey(alg, alg),
  );
  issuer.keys = [...issuer.keys, ...(await Promise.all(others))];
  foreign = await newIssuerKey('es', 'ES256');
  const trusting = { emailClaim: 'https://dealer.example/mail', requireEmailVerified: false };
  app = await ground.start([
    { issuer: issuer.url },
    { issuer: issuer.url, audience: 'trusting', ...trusting },
    { issuer: issuer.url, audience: 'strong', requiredAmr: 'mfa' },
    withKeysAt(direct),
  ]);
});
afterAll(async () => {
  await ground.stop();
  await issuer.stop();
  await direct.stop();
});

function make(parts?: TokenParts, person: { email: string } = rep): Promise<string> {
  return issuer.token(ground.clock, person.email, parts);
}

function seconds(): number {
  return Math.floor(ground.clock.now().getTime() / 1_000);
}

describe('a token of an outside issuer', () => {
  it('is somebody’s by its e-mail address, whose keys the issuer’s own document names', async () => {
    expect(await askMe(app, await make())).toEqual([200, rep.userId]);
    expect(issuer.asked).toContain('/.well-known/openid-configuration');
  });

  it('needs no such document where the address of the keys is given', async () => {
    const token = await direct.token(ground.clock, rep.email);
    expect(await askMe(app, token)).toEqual([200, rep.userId]);
    expect(direct.asked).toEqual(['/keys']);
  });

  it.each([0, 1, 2, 3])('may be signed by each algorithm that is believed (%i)', async (index) => {
    const key = issuer.keys[index];
    if (key === undefined) throw new Error('The key is missing.');
    expect(await askMe(app, await make({ key }))).toEqual([200, rep.userId]);
  });

  it('may write the address in capitals, and that it is verified as a word', async () => {
    const claims = { email: ` ${rep.email.toUpperCase()} `, email_verified: 'true' };
    expect(await askMe(app, await make({ claims }))).toEqual([200, rep.userId]);
  });

  it('has its address in the claim that is named for this audience', async () => {
    const mail = { 'https://dealer.example/mail': rep.email, email_verified: undefined };
    const claims = { ...mail, aud: 'trusting', email: ground.stranger.email };
    expect(await askMe(app, await make({ claims }))).toEqual([200, rep.userId]);
    const both = { aud: ['trusting', 'showroom'] };
    expect(await askMe(app, await make({ claims: both }))).toEqual([401, 'unauthenticated']);
  });

  it('has to say how somebody logged in, where that is asked for', async () => {
    const ask = async (amr?: unknown) => askMe(app, await make({ claims: { aud: 'strong', amr } }));
    expect(await ask(['pwd', 'mfa'])).toEqual([200, rep.userId]);
    for (const amr of [undefined, ['pwd'], 'mfa', []]) expect((await ask(amr))[0]).toBe(401);
  });

  it('is not asked for the second factor of our log-in', async () => {
    const { group } = ground;
    const policy = app.request(group.admin.token).patch('/api/v1/organization');
    const roles = { secondFactorRequiredFor: ['sales_rep'] };
    expect((await policy.set('If-Match', '"1"').send(roles)).status).toBe(200);
    const login = { email: rep.email, password: TEST_PASSWORD };
    const ours = await app.request().post('/api/v1/auth/login').send(login);
    expect(ours.body).toMatchObject({ secondFactorRequired: true });
    const token = await make();
    expect((await app.request(token).get('/api/v1/showrooms')).status).toBe(200);
  });

  it('is of the very address, not of one that only looks like it', async () => {
    const { group } = ground;
    const role = 'sales_rep' as const;
    const email = `kate-${group.organizationId}@dealer.example`;
    const showroomIds = [group.showroom.id];
    const { id } = await group.inContext(() =>
      app.app.modules.auth.users.create({ email, name: 'Kate', role, showroomIds }),
    );
    expect(await askMe(app, await make({}, { email }))).toEqual([200, id]);
    const kelvin = email.replace('k', '\u212a');
    expect(kelvin.toLowerCase()).toBe(email);
    expect((await askMe(app, await make({}, { email: kelvin })))[0]).toBe(401);
  });

  it('gives the role that we know, whatever it says', async () => {
    const { admin, organizationId } = ground.group;
    const claims = {
      ...decodeJwt(admin.token),
      ...{ iss: issuer.url, aud: 'showroom', org: organizationId, scope: 'users:read ops:read' },
    };
    const token = await make({ claims });
    expect(await askMe(app, token)).toEqual([200, rep.userId]);
    expect((await app.request(token).get('/api/v1/users')).status).toBe(403);
    const narrow = await make({ claims: { scope: '' } });
    expect((await app.request(narrow).get('/api/v1/showrooms')).status).toBe(200);
  });

  it('may be of a clock that goes five seconds wrong, and no more', async () => {
    const before = { iat: seconds() - 100, exp: seconds() - 3 };
    const after = { iat: seconds() + 3, nbf: seconds() + 3 };
    expect((await askMe(app, await make({ claims: before })))[0]).toBe(200);
    expect((await askMe(app, await make({ claims: after })))[0]).toBe(200);
  });
});

/** A payload like that of a good token. */
async function payload(): Promise<Record<string, unknown>> {
  return decodeJwt(await make());
}

const claiming = (claims: () => Record<string, unknown>) => () => make({ claims: claims() });

const hostile: ReadonlyArray<[string, () => Promise<string>]> = [
  ['another issuer', claiming(() => ({ iss: `${issuer.url}/` }))],
  ['no issuer', claiming(() => ({ iss: undefined }))],
  ['an issuer that is no text', claiming(() => ({ iss: [issuer.url] }))],
  ['another audience', claiming(() => ({ aud: 'shop' }))],
  ['our audience of the API', claiming(() => ({ aud: 'urn:showroom-sales:api' }))],
  ['no audience', claiming(() => ({ aud: undefined }))],
  ['an expiry six seconds ago', claiming(() => ({ iat: seconds() - 60, exp: seconds() - 6 }))],
  ['no expiry', claiming(() => ({ exp: undefined }))],
  ['not valid yet', claiming(() => ({ nbf: seconds() + 60 }))],
  ['issued in the future', claiming(() => ({ iat: seconds() + 60 }))],
  ['no time of issue', claiming(() => ({ iat: undefined }))],
  ['more than a day of age', claiming(() => ({ iat: seconds() - 86_410 }))],
  ['no e-mail address', claiming(() => ({ email: undefined }))],
  ['an e-mail address that is no text', claiming(() => ({ email: [rep.email] }))],
  ['an unverified e-mail address', claiming(() => ({ email_verified: false }))],
  ['an e-mail address of which nothing is said', claiming(() => ({ email_verified: undefined }))],
  ['an e-mail address that nobody has', claiming(() => ({ email: 'nobody@dealer.example' }))],
  ['a user of another organization', () => make({}, ground.stranger)],
  ['a wildcard as e-mail address', claiming(() => ({ email: '%' }))],
  ['a key of its own under a known name', () => make({ key: foreign })],
  ['a key that nobody knows', () => make({ header: { kid: 'unheard-of' } })],
  ['the key of another issuer', async () => make({ key: direct.keys[0] ?? foreign })],
  [
    'the address of a key set (jku)',
    () => make({ key: foreign, header: { jku: `${issuer.url}/planted`, kid: 'planted' } }),
  ],
  ['a key in its header', () => make({ key: foreign, header: { jwk: foreign.jwk } })],
  ['the type of another purpose', () => make({ header: { typ: 'logout+jwt' } })],
  ['an algorithm that is not that of the key', () => make({ header: { kid: 'RS256' } })],
  ['an algorithm that is not on the list', () => make({ key: issuer.keys[4] ?? foreign })],
  ['no signature (alg none)', async () => new UnsecuredJWT(await payload()).encode()],
  [
    'HS256 with the public key as secret',
    async () => {
      const secret = Buffer.from(await exportSPKI(issuer.keys[0]?.publicKey ?? foreign.publicKey));
      const header = { alg: 'HS256', kid: 'es' };
      return new SignJWT(await payload()).setProtectedHeader(header).sign(secret);
    },
  ],
  [
    'our own issuer, by their key',
    () => make({ claims: decodeJwt(rep.token), header: { typ: 'at+jwt' } }),
  ],
  ['a tampered payload', async () => tampered(await make())],
];

function tampered(token: string): string {
  const [header = '', , signature = ''] = token.split('.');
  const claims = { ...decodeJwt(token), email: ground.group.admin.email };
  return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.');
}

describe('refuses a token with', () => {
  it.each(hostile)('%s', async (_name, forge) => {
    expect(await askMe(app, await forge())).toEqual([401, 'unauthenticated']);
  });

  it('and never asks an address that a token names', () => {
    expect(issuer.asked).not.toContain('/planted');
  });
});

it('takes our own tokens as before', async () => {
  expect(await askMe(app, rep.token)).toEqual([200, rep.userId]);
});

async function loginsOf(userId: string): Promise<number> {
  const rows = await ground.group.inContext(() =>
    app.database.tenantDb.select(
      `SELECT id FROM audit_events WHERE organization_id = $organizationId
         AND action = 'auth.login' AND outcome = 'success' AND actor_id = $userId`,
      { userId },
    ),
  );
  return rows.length;
}

it('records a token as one log-in, however often and fast it is used', async () => {
  const before = await loginsOf(rep.userId);
  const token = await make({ claims: { jti: 'recorded once' } });
  await Promise.all(Array.from({ length: 8 }, () => askMe(app, token)));
  await askMe(app, token);
  expect(await loginsOf(rep.userId)).toBe(before + 1);
  await askMe(app, await make({ claims: { jti: 'another' } }));
  expect(await loginsOf(rep.userId)).toBe(before + 2);
});

describe('somebody without a session of ours', () => {
  it('sees his sessions, none of which is this one, and ends them', async () => {
    const ours = await app.app.modules.auth.tokens.issueAccessToken(rep.userId);
    const token = await make();
    const listed = await app.request(token).get('/api/v1/auth/sessions');
    const { data } = listed.body as { data: Array<{ current: boolean }> };
    expect(data.length).toBeGreaterThan(0);
    expect(data.filter(({ current }) => current)).toEqual([]);
    expect((await app.request(token).post('/api/v1/auth/sessions/revoke')).status).toBe(204);
    expect((await askMe(app, ours))[0]).toBe(401);
    expect((await askMe(app, token))[0]).toBe(200);
  });

  it('keeps no session when he changes his password', async () => {
    const ours = await app.app.modules.auth.tokens.issueAccessToken(rep.userId);
    const change = { currentPassword: TEST_PASSWORD, newPassword: 'battery-staple-horse' };
    const asked = app.request(await make()).post('/api/v1/auth/password/change');
    expect((await asked.send(change)).status).toBe(204);
    expect((await askMe(app, ours))[0]).toBe(401);
  });

  it('gets a socket by a ticket, which ends with the token', async () => {
    const urlWith = async (token: string): Promise<string> => {
      const answer = await app.request(token).post('/api/v1/realtime/tickets');
      const { ticket } = answer.body as { ticket: string };
      return `${app.url.replace('http', 'ws')}/realtime?ticket=${ticket}`;
    };
    const client = await openSocket(await urlWith(await make()));
    await client.untilType('WELCOME');
    client.send('SUBSCRIBE', { room: `user:${rep.userId}` });
    await client.untilType('SUBSCRIBED');
    await client.close();
    const short = await urlWith(await make({ claims: { exp: seconds() + 20 } }));
    ground.clock.advance(21_000);
    expect((await (await openSocket(short)).ended).code).toBe(1008);
  });

  it('is out within ten seconds of being disabled, also for sockets', async () => {
    const { group, clock } = ground;
    const person = group.reps[1];
    if (person === undefined) throw new Error('The group has no second rep.');
    const token = await make({}, person);
    const loaded = () => app.app.modules.auth.principalLoader.load(person.userId, undefined);
    expect((await askMe(app, token))[0]).toBe(200);
    expect(await loaded()).toMatchObject({ userId: person.userId });
    const disabled = await app
      .request(group.admin.token)
      .patch(`/api/v1/users/${person.userId}`)
      .set('If-Match', '"1"')
      .send({ disabled: true });
    expect(disabled.status).toBe(200);
    clock.advance(10_000);
    expect(await askMe(app, token)).toEqual([401, 'unauthenticated']);
    expect(await loaded()).toBeUndefined();
    const recorded = await loginsOf(person.userId);
    expect((await askMe(app, await make({}, person)))[0]).toBe(401);
    expect(await loginsOf(person.userId)).toBe(recorded);
  });
});

it('refuses a remembered token once it has expired', async () => {
  const token = await make({ claims: { exp: seconds() + 60 } });
  expect((await askMe(app, token))[0]).toBe(200);
  ground.clock.advance(66_000);
  expect((await askMe(app, token))[0]).toBe(401);
});
