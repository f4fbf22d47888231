import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/shared/ids.js';
import { createRealtimeRig } from './support/realtime-rig.js';
import type { Instance, RealtimeRig } from './support/realtime-rig.js';
import { openSocket, refusedSocket } from './support/socket-client.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const NOT_AUTHENTICATED = { code: 1008, reason: 'not authenticated' };

let rig: RealtimeRig;
let here: Instance;

beforeAll(async () => {
  rig = await createRealtimeRig();
});

beforeEach(async () => {
  here = await rig.start();
});

afterAll(() => rig.stop());

describe('tickets', () => {
  it('are answered with their life in seconds', async () => {
    const [route] = here.realtime.routes;
    expect(route).toMatchObject({ method: 'post', path: '/realtime/tickets' });
    expect(route?.idempotency).toBeUndefined();
    expect(await here.ticket(rig.person())).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it('are not kept as they are', async () => {
    const ticket = await here.ticket(rig.person());
    const rows = await rig.database.rawDb.select('SELECT * FROM realtime_tickets');
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(ticket);
    const raw = Buffer.from(ticket, 'base64url');
    const found = await rig.database.rawDb.select(
      'SELECT token_hash FROM realtime_tickets WHERE token_hash = $raw',
      { raw },
    );
    expect(found).toEqual([]);
  });

  it('open one socket, once', async () => {
    const url = `${here.url}?ticket=${await here.ticket(rig.person())}`;
    const first = await openSocket(url);
    await first.untilType('WELCOME');
    const second = await openSocket(url);
    expect(await second.ended).toEqual(NOT_AUTHENTICATED);
    expect(second.frames).toEqual([]);
    expect(first.socket.readyState).toBe(first.socket.OPEN);
    await first.close();
  });

  it('open one socket when twenty race for it on two instances', async () => {
    const there = await rig.start();
    const ticket = await here.ticket(rig.person());
    const clients = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        openSocket(`${(index % 2 === 0 ? here : there).url}?ticket=${ticket}`),
      ),
    );
    const outcomes = await Promise.all(
      clients.map((client) =>
        Promise.race([client.ended, client.untilType('WELCOME').then(() => 'welcome' as const)]),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'welcome')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome !== 'welcome')).toEqual(
      Array.from({ length: 19 }, () => NOT_AUTHENTICATED),
    );
    await Promise.all(clients.map((client) => client.close()));
  });

  it('are worth nothing after 30 seconds, and are removed then', async () => {
    const fresh = await here.ticket(rig.person());
    rig.clock.advance(29 * SECOND_MS);
    const client = await openSocket(`${here.url}?ticket=${fresh}`);
    await client.untilType('WELCOME');
    await client.close();

    const old = await here.ticket(rig.person());
    rig.clock.advance(30 * SECOND_MS);
    const late = await openSocket(`${here.url}?ticket=${old}`);
    expect(await late.ended).toEqual(NOT_AUTHENTICATED);
    for (const schedule of here.realtime.schedules) await schedule.run();
    expect(await rig.database.rawDb.select('SELECT 1 FROM realtime_tickets')).toEqual([]);
  });

  it.each([
    ['none', ''],
    ['nonsense', '?ticket=nonsense'],
    ['an invented one', `?ticket=${'A'.repeat(43)}`],
  ])('with %s the socket is closed at once', async (_what, query) => {
    const client = await openSocket(`${here.url}${query}`);
    expect(await client.ended).toEqual(NOT_AUTHENTICATED);
  });

  it('of somebody disabled meanwhile are worth nothing', async () => {
    const person = rig.person();
    const ticket = await here.ticket(person);
    rig.principals.disable(person);
    const client = await openSocket(`${here.url}?ticket=${ticket}`);
    expect(await client.ended).toEqual(NOT_AUTHENTICATED);
  });

  it('of somebody who has changed the organization are worth nothing', async () => {
    const person = rig.person();
    const ticket = await here.ticket(person);
    rig.principals.add({ ...person, organizationId: newId() });
    const client = await openSocket(`${here.url}?ticket=${ticket}`);
    expect(await client.ended).toEqual(NOT_AUTHENTICATED);
  });
});

describe('the ticket as a protocol', () => {
  it('is answered with the named protocol', async () => {
    const ticket = await here.ticket(rig.person());
    const client = await openSocket(here.url, ['showroom.v1', `ticket.${ticket}`]);
    await client.untilType('WELCOME');
    expect(client.socket.protocol).toBe('showroom.v1');
    await client.close();
  });

  it('may stand alone', async () => {
    const ticket = await here.ticket(rig.person());
    const client = await openSocket(here.url, [ticket]);
    await client.untilType('WELCOME');
    expect(client.socket.protocol).toBe(ticket);
    await client.close();
  });
});

describe('Origin', () => {
  const open = async (origin: string, host?: string): Promise<string> => {
    const ticket = await here.ticket(rig.person());
    const headers = host === undefined ? {} : { host };
    const client = await openSocket(`${here.url}?ticket=${ticket}`, [], { origin, headers });
    const outcome = await Promise.race([
      client.ended.then(({ code, reason }) => `${code} ${reason}`),
      client.untilType('WELCOME').then(() => 'welcome'),
    ]);
    await client.close();
    return outcome;
  };

  it.each([
    ['own host and port', (): [string, string?] => [`http://127.0.0.1:${here.port}`]],
    ['own host, usual port', (): [string, string?] => ['https://api.example', 'api.example:443']],
    ['an allowed one', (): [string, string?] => ['https://desk.example']],
  ])('%s is let in', async (_what, give) => {
    expect(await open(...give())).toBe('welcome');
  });

  it.each([
    'https://evil.example',
    'http://desk.example',
    'https://desk.example.evil.example',
    'http://127.0.0.1:1',
    'null',
    'file://127.0.0.1',
  ])('%s is refused', async (origin) => {
    expect(await open(origin)).toBe('1008 origin not allowed');
  });

  it('that is wrong does not use the ticket up', async () => {
    const url = `${here.url}?ticket=${await here.ticket(rig.person())}`;
    const client = await openSocket(url, [], { origin: 'https://evil.example' });
    await client.ended;
    const second = await openSocket(url);
    await second.untilType('WELCOME');
    await second.close();
  });
});

describe('limits', () => {
  const tryInVain = async (times: number, headers: Record<string, string> = {}): Promise<void> => {
    for (let count = 0; count < times; count += 1) {
      const client = await openSocket(here.url, [], { headers });
      await client.ended;
    }
  };

  it('block an address for five minutes after 100 upgrades without a ticket', async () => {
    await tryInVain(100);
    const refused = await refusedSocket(here.url);
    expect(refused.status).toBe(429);
    expect(refused.headers).toMatchObject({
      'retry-after': '300',
      'content-type': 'application/problem+json; charset=utf-8',
    });
    expect(JSON.parse(refused.body)).toMatchObject({
      type: '/problems/rate_limited',
      status: 429,
      code: 'rate_limited',
      instance: '/realtime',
    });

    const person = rig.person();
    const client = await here.connect(person);
    await client.close();
    rig.clock.advance(4 * MINUTE_MS);
    expect((await refusedSocket(here.url)).status).toBe(429);
    rig.clock.advance(MINUTE_MS + SECOND_MS);
    await tryInVain(1);
  });

  it('count an address through trusted proxies only', async () => {
    const limited = { options: { upgradesPerMinute: 1 } };
    here = await rig.start(limited);
    await tryInVain(1, { 'x-forwarded-for': '203.0.113.1' });
    const second = await refusedSocket(here.url, { headers: { 'x-forwarded-for': '203.0.113.2' } });
    expect(second.status).toBe(429);

    here = await rig.start({ ...limited, http: { trustProxy: 1, allowedOrigins: [] } });
    await tryInVain(1, { 'x-forwarded-for': '203.0.113.1' });
    await tryInVain(1, { 'x-forwarded-for': '203.0.113.2' });
    const third = await refusedSocket(here.url, { headers: { 'x-forwarded-for': '203.0.113.2' } });
    expect(third.status).toBe(429);

    const trustProxy = ['127.0.0.1'];
    here = await rig.start({ ...limited, http: { trustProxy, allowedOrigins: [] } });
    await tryInVain(1, { 'x-forwarded-for': '203.0.113.9, 203.0.113.1' });
    await tryInVain(1, { 'x-forwarded-for': '203.0.113.9, 203.0.113.2' });
  });

  it('count valid tickets on the person', async () => {
    here = await rig.start({ options: { upgradesPerMinute: 2 } });
    const person = rig.person();
    for (let count = 0; count < 2; count += 1) await (await here.connect(person)).close();
    const ticket = await here.ticket(person);
    expect((await refusedSocket(`${here.url}?ticket=${ticket}`)).status).toBe(429);
    await (await here.connect(rig.person())).close();
  });

  it('bound the sockets of a person and of a process', async () => {
    here = await rig.start({ options: { maxConnectionsPerUser: 1, maxConnections: 2 } });
    const person = rig.person();
    const first = await here.connect(person);
    const second = await openSocket(`${here.url}?ticket=${await here.ticket(person)}`);
    expect(await second.ended).toEqual({ code: 1008, reason: 'too many connections' });
    const other = await here.connect(rig.person());
    const ticket = await here.ticket(rig.person());
    expect((await refusedSocket(`${here.url}?ticket=${ticket}`)).status).toBe(503);
    await first.close();
    const again = await here.connect(person);
    await Promise.all([other.close(), again.close()]);
  });
});

describe('what is no upgrade of ours', () => {
  it('is a problem: 404 elsewhere', async () => {
    const refused = await refusedSocket(`ws://127.0.0.1:${here.port}/api/v1/realtime`);
    expect(refused.status).toBe(404);
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'not_found', status: 404 });
  });

  it('is a problem: 400 for another protocol', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { connection: 'upgrade', upgrade: 'h2c' };
      const sent = request({ port: here.port, path: '/realtime', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });
    expect(status).toBe(400);
  });

  it('is 503 while the database does not answer, and the ticket stays good', async () => {
    const { proxy, database } = await rig.openThroughProxy();
    here = await rig.start({ database });
    const url = `${here.url}?ticket=${await here.ticket(rig.person())}`;
    proxy.cut();
    const refused = await refusedSocket(url);
    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBe('1');
    proxy.mend();
    const client = await openSocket(url);
    await client.untilType('WELCOME');
    await client.close();
    await here.stop();
    await proxy.close();
  });
});
