import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { makeIntegration, makeKey, tokenOf } from '../auth/machines.js';
import { ask, bearer, metric, startInstances } from '../vehicles/cache-rig.js';
import type { CacheInstances, RawAnswer, RawAsk } from '../vehicles/cache-rig.js';
import { vehicleBody } from '../vehicles/vehicle-body.js';

const ORIGIN = 'https://www.dealer.example';
const LIST = '/api/v1/vehicles?sort=-createdAt&facets=make';

let apps: CacheInstances;
let group: DealerGroup;
let vehiclePath: string;
let key: string;
let scopeless: string;
let stranger: DealerGroup;

beforeAll(async () => {
  const http = { port: 0, host: '127.0.0.1', trustProxy: 0, rateLimitPerMinute: 1_000_000 };
  apps = await startInstances({ config: { http: { ...http, allowedOrigins: [ORIGIN] } } });
  group = await createDealerGroup(apps.one, { reps: 1, checkedIn: false });
  stranger = await createDealerGroup(apps.one, { reps: 0 });
  const admin = apps.one.request(group.admin.token);
  for (let made = 0; made < 4; made += 1) {
    const answer = await admin.post('/api/v1/vehicles').send(vehicleBody(group));
    vehiclePath = `/api/v1/vehicles/${(answer.body as { id: string }).id}`;
  }
  key = await makeKey(apps.one, group, { kind: 'website' });
  const leadsOnly = await makeIntegration(apps.one, group, ['leads:read']);
  scopeless = await tokenOf(apps.one, leadsOnly);
});

afterAll(() => apps.stop());

interface Case extends RawAsk {
  /** Answered before Express once it is kept. */
  readonly early: boolean;
  readonly status: number;
}

function cases(): Readonly<Record<string, Case>> {
  const admin = bearer(group.admin.token);
  const get = (path: string, headers: Record<string, string> = {}): Case => ({
    ...{ path, headers: { ...admin, ...headers }, early: true, status: 200 },
  });
  const refused = (status: number, one: RawAsk): Case => ({ ...one, status, early: false });
  const br = { 'Accept-Encoding': 'gzip, br' };
  return {
    'one vehicle': get(vehiclePath),
    'one vehicle as a rep': { ...get(vehiclePath), headers: bearer(group.reps[0]?.token ?? '') },
    'one vehicle on a web site': { ...get(vehiclePath), headers: bearer(key) },
    'its head': { ...get(vehiclePath), method: 'HEAD' },
    'what is known already': {
      ...get(vehiclePath, { 'If-None-Match': 'W/"7", "1"' }),
      status: 304,
    },
    'what is known, whichever': { ...get(vehiclePath, { 'If-None-Match': '*' }), status: 304 },
    'another version': get(vehiclePath, { 'If-None-Match': '"2"' }),
    'one vehicle, compressed never': get(vehiclePath, br),
    'a list': get(LIST),
    'a list, br': get(LIST, br),
    'a list, gzip': get(LIST, { 'Accept-Encoding': 'gzip;q=1.0, br;q=0.5, *;q=0' }),
    'a list, plain by wish': get(LIST, { ...br, 'X-No-Compression': '1' }),
    'a list, nothing encoded': get(LIST, { 'Accept-Encoding': 'identity' }),
    'the head of a list': { ...get(LIST, br), method: 'HEAD' },
    'a list with its count': get(LIST, { Prefer: 'count=exact' }),
    'a list on a web site': { ...get(LIST, br), headers: { ...br, ...bearer(key) } },
    'an allowed origin': get(vehiclePath, { Origin: ORIGIN }),
    'another origin': get(LIST, { Origin: 'https://elsewhere.example' }),
    'an id and a trace of its own': get(vehiclePath, {
      'X-Request-Id': 'mine-1',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    }),
    'a search of its own each time': { ...get('/api/v1/vehicles?fields=make'), early: false },
    nobody: refused(401, { path: vehiclePath }),
    'a token that is none': refused(401, { path: LIST, headers: bearer('nonsense') }),
    'a program without the scope': refused(403, { path: LIST, headers: bearer(scopeless) }),
    'a vehicle of others': {
      ...{ path: vehiclePath, headers: bearer(stranger.admin.token) },
      ...{ status: 404, early: true },
    },
    'a query that is none': refused(400, { path: `${LIST}&limit=0`, headers: admin }),
    'a query of one vehicle': refused(400, { path: `${vehiclePath}?a=b`, headers: admin }),
    'another method': refused(405, { path: vehiclePath, method: 'PUT', headers: admin }),
    'no id': refused(400, { path: '/api/v1/vehicles/none', headers: admin }),
  };
}

const EACH_ITS_OWN = ['date', 'x-request-id', 'traceparent', 'ratelimit'];

/** What has to be the same on both ways. */
function comparable({ status, headers, body }: RawAnswer): unknown {
  const known = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    EACH_ITS_OWN.includes(name) && value !== 'mine-1' ? 'given' : value,
  ]);
  const problem = headers['content-type']?.includes('problem') === true && body !== '';
  const { requestId: _, ...rest } = (problem ? JSON.parse(body) : {}) as Record<string, unknown>;
  return { status, headers: Object.fromEntries(known), body: problem ? rest : body };
}

async function askAgain(one: RawAsk): Promise<{ again: RawAnswer; isEarly: boolean }> {
  const hits = await metric(apps.other, 'cache_early_hits_total');
  const again = await ask(apps.other, one);
  return { again, isEarly: (await metric(apps.other, 'cache_early_hits_total')) > hits };
}

describe('the way before Express', () => {
  it('answers as the other does, to whatever is asked', async () => {
    for (const [name, { early, status, ...one }] of Object.entries(cases())) {
      const plain = await ask(apps.plain, one);
      const first = await ask(apps.other, one);
      let { again, isEarly } = await askAgain(one);
      // A busy machine may take so long that nothing kept is used until Redis has been heard of.
      for (let tries = 0; early && !isEarly && tries < 20; tries += 1) {
        ({ again, isEarly } = await askAgain(one));
      }
      expect({ name, status: plain.status, isEarly }).toEqual({ name, status, isEarly: early });
      expect({ name, ...Object(comparable(first)) }).toEqual({
        name,
        ...Object(comparable(plain)),
      });
      expect({ name, ...Object(comparable(again)) }).toEqual({
        name,
        ...Object(comparable(plain)),
      });
    }
  });

  it('sends encoded forms that say the same', async () => {
    const admin = bearer(group.admin.token);
    const forms = { br: brotliDecompressSync, gzip: gunzipSync };
    const { body } = await ask(apps.other, { path: LIST, headers: admin });
    for (const [encoding, decode] of Object.entries(forms)) {
      const headers = { ...admin, 'Accept-Encoding': encoding };
      const answer = await ask(apps.other, { path: LIST, headers });
      expect(answer.headers['content-encoding']).toBe(encoding);
      expect(decode(Buffer.from(answer.body, 'latin1')).toString('latin1')).toBe(body);
    }
  });

  it('logs and measures every request once, whichever way it went', async () => {
    const line = (status: number) =>
      `http_request_duration_seconds_count{method="GET",route="/api/v1/vehicles/{vehicleId}",status="${status}"}`;
    const counted = () => Promise.all([200, 304, 401].map((s) => metric(apps.other, line(s))));
    const before = await counted();
    const admin = bearer(group.admin.token);
    for (const headers of [admin, { ...admin, 'If-None-Match': '"1"' }, {}, bearer('nonsense')]) {
      await ask(apps.other, { path: vehiclePath, headers });
    }
    expect((await counted()).map((count, index) => count - (before[index] ?? 0))).toEqual([
      1, 1, 2,
    ]);
  });
});

describe('the limit', () => {
  let strict: TestApp;
  beforeAll(async () => {
    const { clock, config } = apps.one;
    const http = { ...config.http, rateLimitPerMinute: 6 };
    strict = await startTestApp({ roles: ['api'], clock, config: { http } });
  });
  afterAll(() => strict.stop());

  it('counts each request once, on either way, and refuses the same', async () => {
    const headers = bearer(group.manager.token);
    // Somebody else asks until it is kept here.
    const other = { path: vehiclePath, headers: bearer(key) };
    await eventually(async () => {
      await ask(apps.other, other);
      return (await metric(apps.other, 'cache_hits_total{tier="process"}')) > 0;
    });
    const answers: RawAnswer[] = [];
    for (let sent = 0; sent < 8; sent += 1) {
      answers.push(await ask(strict, { path: vehiclePath, headers }));
    }
    const left = answers.map((answer) => /r=(\d+)/.exec(answer.headers['ratelimit'] ?? '')?.[1]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    expect(left).toEqual(['5', '4', '3', '2', '1', '0', '0', '0']);
    expect(await metric(strict, 'cache_early_hits_total')).toBeGreaterThan(2);
    expect(answers.at(-1)?.headers['retry-after']).toMatch(/^\d+$/);
    expect(JSON.parse(answers.at(-1)?.body ?? '')).toMatchObject({ code: 'rate_limited' });
  });

  it('is also one for the key of a web site, whatever addresses it is used from', async () => {
    const { clock, config } = apps.one;
    const http = { ...config.http, rateLimitPerMinute: 2, trustProxy: 1 };
    const proxied = await startTestApp({ roles: ['api'], clock, config: { http } });
    const site = await makeKey(apps.one, group, { kind: 'website' });
    const askFrom = (address: number): Promise<RawAnswer> =>
      ask(proxied, {
        path: vehiclePath,
        headers: { ...bearer(site), 'X-Forwarded-For': `192.0.2.${address}` },
      });
    const statuses: number[] = [];
    for (let address = 1; address <= 41; address += 1) {
      statuses.push((await askFrom(address)).status);
    }
    const early = await metric(proxied, 'cache_early_hits_total');
    await proxied.stop();
    expect(statuses).toEqual([...new Array<number>(40).fill(200), 429]);
    expect(early).toBeGreaterThan(20);
  });
});
