import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Database } from '../../src/database/create-database.js';
import { isLoopback } from '../../src/http/loopback.js';
import { createMetrics } from '../../src/observability/metrics.js';
import type { DependencyName, DependencyProbe } from '../../src/observability/readiness.js';
import { startOperations } from '../support/operations-app.js';
import type { Operations, OperationsOptions } from '../support/operations-app.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

let testDatabase: TestDatabase;
let database: Database;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = testDatabase.open();
});

afterAll(() => testDatabase.drop());

type Options = Omit<OperationsOptions, 'database'>;

function starting(options: Options = {}): Operations {
  return startOperations({ database, ...options });
}

function started(options: Options = {}): Operations {
  const operations = starting(options);
  operations.processState.markStarted();
  return operations;
}

const never: DependencyProbe = () => new Promise<never>(() => undefined);
const broken: DependencyProbe = () => Promise.reject(new Error('ECONNREFUSED 10.1.2.3'));

describe('GET /health', () => {
  it('answers while the process lives, whatever its dependencies do', async () => {
    const { get } = starting({ probes: { database: never } });
    const response = await get('/health');
    expect(response.status).toBe(200);
    expect(response.body).toEqual({ status: 'UP', timestamp: expect.any(String) as string });
    expect(response.headers['cache-control']).toBe('no-store');
  });

  it('lets probes add a parameter of their own', async () => {
    const response = await started().get('/health?from=balancer');
    expect(response.status).toBe(200);
  });
});

describe('GET /ready', () => {
  it('is READY when all is well; what is not configured is no fault', async () => {
    const response = await started().get('/ready');
    expect(response.status).toBe(200);
    expect(response.body).toEqual({
      status: 'READY',
      dependencies: { database: 'up', cache: 'up', scoring: 'up', sms: 'disabled' },
    });
  });

  it.each<[DependencyName, DependencyProbe]>([
    ['cache', broken],
    ['cache', never],
    ['scoring', () => Promise.resolve('down')],
    ['sms', () => Promise.resolve('down')],
  ])('is only DEGRADED without %s', async (name, probe) => {
    const response = await started({ probes: { [name]: probe } }).get('/ready');
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({ status: 'DEGRADED', dependencies: { [name]: 'down' } });
  });

  it.each([
    ['gone', broken],
    ['silent', never],
  ])('is NOT_READY when the database is %s, and does not say why', async (_how, probe) => {
    const response = await started({ probes: { database: probe } }).get('/ready');
    expect(response.status).toBe(503);
    expect(response.body).toMatchObject({
      status: 'NOT_READY',
      dependencies: { database: 'down' },
    });
    expect(response.text).not.toContain('ECONNREFUSED');
    expect(response.text).not.toContain('10.1.2.3');
  });

  it('is NOT_READY before the start is over and once the end has begun', async () => {
    const { get, processState } = starting();
    expect((await get('/ready')).status).toBe(503);
    processState.markStarted();
    expect((await get('/ready')).status).toBe(200);
    processState.markStopping();
    const response = await get('/ready');
    expect(response.status).toBe(503);
    expect(response.body).toMatchObject({ status: 'NOT_READY', dependencies: { database: 'up' } });
  });

  it('asks the dependencies once for many callers', async () => {
    let looks = 0;
    const slow: DependencyProbe = async () => {
      looks += 1;
      await sleep(20);
      return 'up';
    };
    const { get } = started({ probes: { database: slow }, keepMs: 60_000 });
    await Promise.all(Array.from({ length: 20 }, () => get('/ready')));
    await get('/ready');
    expect(looks).toBe(1);
  });

  it('sees a dependency that comes back', async () => {
    let down = true;
    const probe: DependencyProbe = (signal) => (down ? broken(signal) : Promise.resolve('up'));
    const { get } = started({ probes: { database: probe } });
    expect((await get('/ready')).status).toBe(503);
    down = false;
    expect((await get('/ready')).status).toBe(200);
  });
});

describe('GET /startup', () => {
  it('is 503 until the process has started, and stays 200 when it stops', async () => {
    const { get, processState } = starting();
    const before = await get('/startup');
    expect(before.status).toBe(503);
    expect(before.body).toEqual({ status: 'STARTING' });
    processState.markStarted();
    expect((await get('/startup')).body).toEqual({ status: 'STARTED' });
    processState.markStopping();
    expect((await get('/startup')).status).toBe(200);
  });
});

describe('GET /metrics', () => {
  it('tells requests by route, pool, outbox and the process itself', async () => {
    const { get } = started();
    await get('/health');
    await get('/api/v1/nothing/at/all');
    const response = await get('/metrics');
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toContain('text/plain; version=0.0.4');
    const lines = response.text.split('\n');
    const one = 'http_request_duration_seconds_count';
    expect(lines).toContain(`${one}{method="GET",route="/health",status="200"} 1`);
    expect(lines).toContain(`${one}{method="GET",route="unmatched",status="404"} 1`);
    expect(lines).toContain('outbox_unrelayed_events 0');
    expect(lines).toContain('deliveries_dead 0');
    expect(lines).toContainEqual(
      expect.stringMatching(/^database_pool_connections\{pool="api",state="using"\} \d/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/^process_cpu_user_seconds_total /));
    expect(response.text).not.toContain('nothing/at/all');
  });

  it('counts what waits in the outbox', async () => {
    await testDatabase.run(`INSERT INTO events (id, organization_id, stream, stream_id, version,
        type, data, occurred_at) VALUES (UUID(), UUID(), 'lead', UUID(), 1, 'lead.created', '{}',
        UTC_TIMESTAMP(3) - INTERVAL 90 SECOND)`);
    const { text } = await started().get('/metrics');
    expect(text).toContain('outbox_unrelayed_events 1');
    const age = Number(/^outbox_oldest_event_age_seconds (.+)$/m.exec(text)?.[1]);
    expect(age).toBeGreaterThanOrEqual(89);
    expect(age).toBeLessThan(300);
    await testDatabase.run('DELETE FROM events');
  });

  it('is answered without a database, which it then shows', async () => {
    const metrics = createMetrics();
    metrics.watchOutbox(() => Promise.reject(new Error('gone')));
    expect(await metrics.text()).toContain('outbox_unrelayed_events -1');
  });

  it('is refused to a client behind a proxy on this machine', async () => {
    const { get } = started({ trustProxy: 1 });
    const response = await get('/metrics', { 'X-Forwarded-For': '203.0.113.9' });
    expect(response.status).toBe(401);
    expect(response.body).toMatchObject({ code: 'unauthenticated' });
    expect(response.text).not.toContain('process_cpu');
  });

  it.each([
    ['X-Forwarded-For', '203.0.113.9'],
    ['X-Forwarded-For', '127.0.0.1'],
    ['Forwarded', 'for=127.0.0.1'],
    ['Via', '1.1 proxy'],
    ['X-Real-IP', '127.0.0.1'],
    ['X-Forwarded-Proto', 'https'],
  ])('is refused to what a proxy on this machine passes on, by %s: %s', async (name, value) => {
    for (const trustProxy of [0, 1]) {
      const response = await started({ trustProxy }).get('/metrics', { [name]: value });
      expect(response.status).toBe(401);
      expect(response.text).not.toContain('process_cpu');
    }
  });

  it.each([
    ['203.0.113.9', '127.0.0.1', false],
    ['127.0.0.1', '203.0.113.9', false],
    ['127.0.0.1.example', '127.0.0.1', false],
    ['::ffff:127.0.0.1', '127.0.0.1', true],
    ['::1', '::1', true],
  ])('peer %s, speaking for %s: on this machine is %s', (remoteAddress, ip, expected) => {
    const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress });
    expect(isLoopback({ socket, ip, headers: {} })).toBe(expected);
  });
});
