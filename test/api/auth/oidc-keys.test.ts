import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OidcIssuer, newIssuerKey } from '../../support/oidc-issuer.js';
import type { IssuerMood } from '../../support/oidc-issuer.js';
import type { TestApp } from '../../support/test-app.js';
import { askMe, createOidcGround, withKeysAt } from './oidc-app.js';
import type { OidcGround } from './oidc-app.js';

const MINUTE = 60_000;

let ground: OidcGround;
let issuers: OidcIssuer[];
beforeAll(async () => {
  ground = await createOidcGround();
  issuers = [];
});
afterAll(async () => {
  await ground.stop();
  for (const issuer of issuers) await issuer.stop();
});

/** A product and an issuer of their own: nothing is known of its keys yet. */
async function setUp(mood: IssuerMood = 'well'): Promise<[TestApp, OidcIssuer]> {
  const issuer = await OidcIssuer.start(await newIssuerKey('first', 'ES256'));
  issuer.mood = mood;
  issuers.push(issuer);
  const app = await ground.start([{ issuer: issuer.url }]);
  // Whatever is slow in a first request is not to be taken for a slow issuer.
  const own = await app.app.modules.auth.tokens.issueAccessToken(ground.rep.userId);
  expect((await askMe(app, own))[0]).toBe(200);
  return [app, issuer];
}

async function ask(app: TestApp, issuer: OidcIssuer): Promise<number> {
  const token = await issuer.token(ground.clock, ground.rep.email);
  return (await askMe(app, token))[0];
}

describe('the keys of an issuer', () => {
  it('are read once for all who come at the same time', async () => {
    const [app, issuer] = await setUp();
    const statuses = await Promise.all(Array.from({ length: 10 }, () => ask(app, issuer)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(issuer.reads).toBe(1);
    ground.clock.advance(9 * MINUTE);
    expect(await ask(app, issuer)).toBe(200);
    expect(issuer.reads).toBe(1);
    ground.clock.advance(MINUTE);
    expect(await ask(app, issuer)).toBe(200);
    expect(issuer.reads).toBe(2);
  });

  it('may change: a new one is looked for at most once in 30 seconds', async () => {
    const [app, issuer] = await setUp();
    expect(await ask(app, issuer)).toBe(200);
    issuer.keys = [await newIssuerKey('second', 'ES256'), ...issuer.keys];
    const eager = await Promise.all(Array.from({ length: 10 }, () => ask(app, issuer)));
    expect(new Set(eager)).toEqual(new Set([401]));
    expect(issuer.reads).toBe(1);
    ground.clock.advance(30_000);
    const later = await Promise.all(Array.from({ length: 10 }, () => ask(app, issuer)));
    expect(new Set(later)).toEqual(new Set([200]));
    expect(issuer.reads).toBe(2);
  });

  it('are believed no longer than ten minutes after they were taken back', async () => {
    const [app, issuer] = await setUp();
    const [first] = issuer.keys;
    if (first === undefined) throw new Error('The issuer has no key.');
    expect(await ask(app, issuer)).toBe(200);
    issuer.keys = [await newIssuerKey('second', 'ES256')];
    ground.clock.advance(10 * MINUTE);
    const old = await issuer.token(ground.clock, ground.rep.email, { key: first });
    expect((await askMe(app, old))[0]).toBe(401);
  });
});

describe('an issuer that is down', () => {
  it('is not needed for keys that are known, for a day', async () => {
    const [app, issuer] = await setUp();
    expect(await ask(app, issuer)).toBe(200);
    await issuer.stop();
    ground.clock.advance(11 * MINUTE);
    expect(await ask(app, issuer)).toBe(200);
    const unknown = await newIssuerKey('unknown', 'ES256');
    const token = await issuer.token(ground.clock, ground.rep.email, { key: unknown });
    expect(await askMe(app, token)).toEqual([503, 'temporarily_unavailable']);
    ground.clock.advance(24 * 60 * MINUTE);
    expect(await ask(app, issuer)).toBe(503);
    await issuer.restart();
    ground.clock.advance(30_000);
    expect(await ask(app, issuer)).toBe(200);
  });

  it('is a 503 where its keys are unknown, and asked again two seconds later', async () => {
    const [app, issuer] = await setUp();
    await issuer.stop();
    const token = await issuer.token(ground.clock, ground.rep.email);
    expect(await askMe(app, token)).toEqual([503, 'temporarily_unavailable']);
    await issuer.restart();
    expect((await askMe(app, token))[0]).toBe(503);
    ground.clock.advance(2_000);
    expect((await askMe(app, token))[0]).toBe(200);
  });
});

describe('an issuer that falls silent', () => {
  it('holds up nobody but those who come with its tokens, and these for three seconds', async () => {
    const [app, issuer] = await setUp('silent');
    const ended: string[] = [];
    const outside = ask(app, issuer).then((status) => ended.push(`outside ${status}`));
    while (issuer.asked.length === 0) await new Promise(setImmediate);
    const own = await app.app.modules.auth.tokens.issueAccessToken(ground.rep.userId);
    ended.push(`own ${(await askMe(app, own))[0]}`);
    await outside;
    expect(ended).toEqual(['own 200', 'outside 503']);
  });
});

describe('an issuer that answers', () => {
  it.each<[string, IssuerMood]>([
    ['with something else', 'garbage'],
    ['without an end', 'huge'],
    ['with a redirect', 'redirect'],
    ['in the name of another', 'impostor'],
    ['with keys elsewhere, unencrypted', 'leak'],
  ])('%s is asked nothing further, and not believed', async (_name, mood) => {
    const [app, issuer] = await setUp(mood);
    expect(await ask(app, issuer)).toBe(503);
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration']);
    issuer.mood = 'well';
    ground.clock.advance(2_000);
    expect(await ask(app, issuer)).toBe(200);
  });

  it('with keys that are none is refused, and does not end the keys that are known', async () => {
    const [app, issuer] = await setUp();
    const [first] = issuer.keys;
    if (first === undefined) throw new Error('The issuer has no key.');
    expect(await ask(app, issuer)).toBe(200);
    issuer.keys = [];
    ground.clock.advance(10 * MINUTE);
    const token = await issuer.token(ground.clock, ground.rep.email, { key: first });
    expect((await askMe(app, token))[0]).toBe(200);
    issuer.keys = [{ ...first, jwk: { kty: 'EC', crv: 'P-256', kid: 'first', x: '!', y: '!' } }];
    ground.clock.advance(10 * MINUTE);
    expect(await ask(app, issuer)).toBe(401);
  });
});

it('reads keys at a given address alone', async () => {
  const issuer = await OidcIssuer.start(await newIssuerKey('first', 'EdDSA'));
  issuers.push(issuer);
  const app = await ground.start([withKeysAt(issuer)]);
  expect(await ask(app, issuer)).toBe(200);
  expect(issuer.asked).toEqual(['/keys']);
});
