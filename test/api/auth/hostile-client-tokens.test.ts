import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { SignJWT, UnsecuredJWT, decodeJwt, decodeProtectedHeader } from 'jose';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { startTestApp, testConfig } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { newId } from '../../../src/shared/ids.js';
import { askToken, basic, makeIntegration, tokenOf } from './machines.js';

const SECRET = 'a-secret-of-more-than-32-characters';

let app: TestApp;
let group: DealerGroup;
const genuine = { client: '', ops: '' };
beforeAll(async () => {
  const http = { ...testConfig().http, trustProxy: 1 };
  app = await startTestApp({ roles: ['api'], config: { http, opsClientSecret: SECRET } });
  group = await createDealerGroup(app, { reps: 0 });
  const integration = await makeIntegration(app, group, ['showrooms:read']);
  genuine.client = await tokenOf(app, integration);
  const answer = await askToken(app, 'grant_type=client_credentials', basic('ops', SECRET));
  genuine.ops = (answer.body as { access_token: string }).access_token;
});
afterAll(() => app.stop());

type Kind = keyof typeof genuine;

interface Forgery {
  /** `undefined` takes one away. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: KeyObject;
}

/** The genuine token, signed with the right key, with something changed. */
async function forge(kind: Kind, forgery: Forgery = {}): Promise<string> {
  const { claims = {}, header = {}, key = createPrivateKey(app.config.signingKeyPem) } = forgery;
  const payload = present({ ...decodeJwt(genuine[kind]), ...claims });
  const merged = present({ ...decodeProtectedHeader(genuine[kind]), ...header });
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', ...merged }).sign(key);
}

function present(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

async function statusOf(kind: Kind, token: string): Promise<number> {
  const path = kind === 'client' ? '/api/v1/showrooms' : '/metrics';
  return (await app.request(token).get(path).set('X-Forwarded-For', '203.0.113.9')).status;
}

function now(): number {
  return Math.floor(app.clock.now().getTime() / 1_000);
}

function asHmac(kind: Kind): Promise<string> {
  const pem = createPublicKey(app.config.signingKeyPem).export({ type: 'spki', format: 'pem' });
  return new SignJWT(decodeJwt(genuine[kind]))
    .setProtectedHeader({ ...decodeProtectedHeader(genuine[kind]), alg: 'HS256' })
    .sign(Buffer.from(pem));
}

function withRsa(kind: Kind): Promise<string> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  return forge(kind, { key: privateKey, header: { alg: 'RS256' } });
}

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const jwk = createPublicKey(stranger).export({ format: 'jwk' });
const url = 'https://keys.example/jwks.json';

const forgeries: ReadonlyArray<[string, (kind: Kind) => Promise<string> | string]> = [
  ['no signature', (kind) => new UnsecuredJWT(decodeJwt(genuine[kind])).encode()],
  ['HS256 with the public key', asHmac],
  ['RS256', withRsa],
  ['another key', (kind) => forge(kind, { key: stranger })],
  ['another kid', (kind) => forge(kind, { header: { kid: 'other' } })],
  ['a key in its header', (kind) => forge(kind, { key: stranger, header: { jwk } })],
  ['jku', (kind) => forge(kind, { key: stranger, header: { jku: url } })],
  ['x5u', (kind) => forge(kind, { key: stranger, header: { x5u: url } })],
  ['another type', (kind) => forge(kind, { header: { typ: 'JWT' } })],
  ['another issuer', (kind) => forge(kind, { claims: { iss: 'urn:elsewhere' } })],
  ['another audience', (kind) => forge(kind, { claims: { aud: 'urn:elsewhere' } })],
  [
    'both audiences',
    (kind) =>
      forge(kind, { claims: { aud: ['urn:showroom-sales:api', 'urn:showroom-sales:ops'] } }),
  ],
  ['an expiry in the past', (kind) => forge(kind, { claims: { exp: now() - 1 } })],
  ['not valid yet', (kind) => forge(kind, { claims: { nbf: now() + 60 } })],
  ['issued in the future', (kind) => forge(kind, { claims: { iat: now() + 60 } })],
  ['another subject', (kind) => forge(kind, { claims: { sub: newId() } })],
  ['another client', (kind) => forge(kind, { claims: { client_id: newId() } })],
  ['no client', (kind) => forge(kind, { claims: { client_id: undefined } })],
  ['a session', (kind) => forge(kind, { claims: { sid: newId() } })],
  ['another organization', (kind) => forge(kind, { claims: { org: newId() } })],
];

describe.each<Kind>(['client', 'ops'])('the token of %s', (kind) => {
  it('is taken as it was given', async () => {
    expect(await statusOf(kind, genuine[kind])).toBe(200);
    expect(await statusOf(kind, await forge(kind))).toBe(200);
  });

  it.each(forgeries)('is refused with %s', async (_name, make) => {
    expect(await statusOf(kind, await make(kind))).toBe(401);
  });
});

it.each<[string, Kind, Forgery]>([
  ['an unknown client', 'client', { claims: { sub: newId(), client_id: newId() } }],
  ['a client in the audience of ops', 'client', { claims: { aud: 'urn:showroom-sales:ops' } }],
  ['ops in the audience of the API', 'ops', { claims: { aud: 'urn:showroom-sales:api' } }],
])('takes %s for nobody', async (_name, kind, forgery) => {
  const token = await forge(kind, forgery);
  expect(await statusOf('client', token)).toBe(401);
  expect(await statusOf('ops', token)).toBe(401);
});

it('refuses crit that it does not understand', async () => {
  const head = { ...decodeProtectedHeader(genuine.client), crit: ['odd'], odd: true };
  const encoded = Buffer.from(JSON.stringify(head)).toString('base64url');
  const [, payload, signature] = genuine.client.split('.');
  expect(await statusOf('client', [encoded, payload, signature].join('.'))).toBe(401);
});
