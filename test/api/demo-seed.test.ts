import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { openDemoServices } from '../../scripts/demo/demo-services.js';
import { listedVehicles } from '../../scripts/demo/listed-vehicles.js';
import type { PlannedVehicle } from '../../scripts/demo/planned-vehicle.js';
import { readListings } from '../../scripts/demo/read-listings.js';
import { DEFAULT_PASSWORD, seedDemoData } from '../../scripts/demo/seed-demo-data.js';
import { createOrganization } from '../../scripts/demo/seed-group.js';
import { eventually } from '../support/eventually.js';
import { startTestApp, testConfig } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { createTestDatabase } from '../support/test-database.js';
import type { TestDatabase } from '../support/test-database.js';

const NO_WISHES = { password: undefined, listed: undefined };
const NOTHING_TO_DO = ['Lakeside Motors is there already; nothing to do'];
const COUNT = { Prefer: 'count=exact' };

let database: TestDatabase;
let app: TestApp;

const seed = (wishes: Partial<Parameters<typeof seedDemoData>[1]> = {}): Promise<string[]> =>
  seedDemoData(app.config, { ...NO_WISHES, ...wishes });

async function tokenOf(name: string, password = DEFAULT_PASSWORD): Promise<string> {
  const login = { email: `${name}@lakeside.example`, password };
  const answer = await app.request().post('/api/v1/auth/login').send(login).expect(200);
  return answer.body.accessToken;
}

async function total(url: string, token: string): Promise<number> {
  const answer = await app.request(token).get(url).set(COUNT).expect(200);
  return answer.body.page.total;
}

async function firstShowroom(token: string): Promise<string> {
  const answer = await app.request(token).get('/api/v1/showrooms?limit=1').expect(200);
  return answer.body.data[0].id;
}

/** A list of the test's own. */
function listings(count: number): readonly PlannedVehicle[] {
  const rows = Array.from({ length: count }, (_, index) => `Acme,Rocket ${index},2020,9000,17500`);
  return listedVehicles(
    readListings(['brand,model,model_year,milage,price', ...rows].join('\n')).listings,
  );
}

/** Worlds of their own: the demo's e-mail addresses exist once in a database. */
async function open(): Promise<void> {
  database = await createTestDatabase();
  app = await startTestApp({ config: { database: { url: database.url } } });
}

async function close(): Promise<void> {
  await app.stop();
  await database.drop();
}

describe('the demo’s dealer group', () => {
  beforeAll(async () => {
    await open();
    await seed();
  });
  afterAll(close);

  it('has an administrator, a manager and five reps, who all log in', async () => {
    const names = ['admin', 'manager', 'rep1', 'rep2', 'rep3', 'rep4', 'rep5'];
    const roles = [];
    for (const name of names) {
      const me = await app
        .request(await tokenOf(name))
        .get('/api/v1/auth/me')
        .expect(200);
      expect(me.body.phone).toMatch(/^\+1312555\d{4}$/);
      roles.push(me.body.role);
    }
    expect(roles).toEqual([
      'admin',
      'sales_manager',
      ...Array.from({ length: 5 }, () => 'sales_rep'),
    ]);
  });

  it('has two showrooms in Chicago’s time, of which the first is the manager’s', async () => {
    const all = await app
      .request(await tokenOf('admin'))
      .get('/api/v1/showrooms')
      .expect(200);
    const plan = {
      timeZone: 'America/Chicago',
      currency: 'USD',
      floors: [{ floor: 1, widthM: 24, depthM: 18 }],
    };
    expect(all.body.data).toMatchObject([plan, plan]);
    expect(all.body.data[0].openingHours.monday).toHaveLength(1);
    const own = await app
      .request(await tokenOf('manager'))
      .get('/api/v1/showrooms')
      .expect(200);
    expect(own.body.data.map(({ id }: { id: string }) => id)).toEqual([all.body.data[0].id]);
  });

  it('has its reps available, in their order', async () => {
    const token = await tokenOf('manager');
    const url = `/api/v1/showrooms/${await firstShowroom(token)}/staff`;
    const { body } = await app.request(token).get(url).expect(200);
    const names = ['Daniel Kim', 'Priya Nair', 'Tom Becker', 'Aisha Johnson', 'Luis Herrera'];
    expect(body.data).toMatchObject(names.map((name) => ({ name, isAvailable: true })));
  });

  it('has 300 vehicles, 40 of them on the floor, and nobody is in', async () => {
    const token = await tokenOf('manager');
    const floor = await app
      .request(token)
      .get(`/api/v1/showrooms/${await firstShowroom(token)}/floor`);
    expect(floor.body.customers).toEqual([]);
    expect(floor.body.vehicles).toHaveLength(40);
    expect(await total('/api/v1/vehicles', token)).toBe(300);
    expect(await total('/api/v1/vehicles?displayed=true&status=available', token)).toBe(40);
    expect(await total('/api/v1/vehicles?status=sold', token)).toBeGreaterThan(0);
    const visits = await app.request(token).get('/api/v1/visits').expect(200);
    expect(visits.body.data).toEqual([]);
  });

  it('has customers, and leads that are scored once the worker runs', async () => {
    const token = await tokenOf('manager');
    expect(await total('/api/v1/customers', token)).toBe(25);
    const leads = await app.request(token).get('/api/v1/leads?limit=100').expect(200);
    expect(leads.body.data).toHaveLength(20);
    const scoreOf = ({ id }: { id: string }) => app.request(token).get(`/api/v1/leads/${id}/score`);
    for (const lead of leads.body.data) {
      const { body } = await eventually(
        () => scoreOf(lead),
        ({ status }) => status === 200,
        20_000,
      );
      expect(body.source).toBe('rules');
    }
  });

  it('stays as it is when it is seeded again', async () => {
    expect(await seed()).toEqual(NOTHING_TO_DO);
    const token = await tokenOf('admin');
    expect(await total('/api/v1/vehicles', token)).toBe(300);
    expect(await total('/api/v1/leads', token)).toBe(20);
  });

  it('takes a password that is given, and keeps it when none is', async () => {
    await seed({ password: 'another-password' });
    await seed();
    await tokenOf('rep3', 'another-password');
    const login = { email: 'rep3@lakeside.example', password: DEFAULT_PASSWORD };
    await app.request().post('/api/v1/auth/login').send(login).expect(401);
    await seed({ password: DEFAULT_PASSWORD });
    await tokenOf('rep3');
  });

  it('has a list’s vehicles instead of its own when it is given one', async () => {
    const listed = listings(90);
    expect(await seed({ listed })).toEqual([
      'Vehicles added: 90',
      'Vehicles of before withdrawn: 292',
    ]);
    const token = await tokenOf('manager');
    expect(await total('/api/v1/vehicles?status=available', token)).toBe(90);
    expect(await total('/api/v1/vehicles?make=Acme', token)).toBe(90);
    expect(await total('/api/v1/vehicles?displayed=true&status=available', token)).toBe(40);
    expect(await seed({ listed })).toEqual(NOTHING_TO_DO);
  });

  it('tells which of a list it could not add', async () => {
    const [taken, free] = listings(92).slice(90);
    if (taken === undefined || free === undefined) throw new Error('There are two more.');
    const clash = { ...taken, stockNumber: 'LM1001' };
    const lines = await seed({ listed: [...listings(90), clash, free] });
    expect(lines).toEqual(['Vehicles added: 1', expect.stringMatching(/taken: LM1001$/)]);
  });
});

describe('a demo seed that was interrupted', () => {
  beforeAll(open);
  afterAll(close);

  it('is completed by the next one, with a list from the beginning', async () => {
    const services = openDemoServices(app.config);
    await createOrganization(services, DEFAULT_PASSWORD);
    await services.close();
    const listed = listings(50);
    const [line] = await seed({ listed });
    expect(line).toContain('7 people, 50 vehicles, 25 customers, 20 leads');
    const token = await tokenOf('manager');
    expect(await total('/api/v1/vehicles', token)).toBe(50);
    expect(await total('/api/v1/vehicles?displayed=true', token)).toBe(40);
    expect(await seed({ listed })).toEqual(NOTHING_TO_DO);
  });
});

describe('the seed’s command line', () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'showroom-seed-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  const fileWith = (text: string): string => {
    const file = path.join(directory, 'list.csv');
    writeFileSync(file, text);
    return file;
  };

  const run = async (args: readonly string[], env: Record<string, string> = {}) => {
    const given = {
      PATH: process.env['PATH'],
      DATABASE_URL: 'mariadb://root@127.0.0.1:1/none',
      JWT_SIGNING_KEY: testConfig().signingKeyPem,
      DATA_ENCRYPTION_KEY: testConfig().dataEncryptionKeys[0],
      ...env,
    };
    const command = ['--import', 'tsx', 'scripts/seed-demo.ts', ...args];
    try {
      const { stdout } = await promisify(execFile)(process.execPath, command, { env: given });
      return { code: 0, stdout, stderr: '' };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { code, stdout, stderr };
    }
  };

  it('refuses to run in production', async () => {
    const { code, stderr } = await run([], { NODE_ENV: 'production' });
    expect(code).toBe(1);
    expect(stderr).toBe('The demo data has a known password: refused with NODE_ENV=production.\n');
  });

  it('names a list that is not there', async () => {
    const file = path.join(directory, 'none.csv');
    const { code, stderr } = await run(['--inventory', file]);
    expect(code).toBe(1);
    expect(stderr).toBe(`${file} cannot be read (ENOENT).\n`);
  });

  it('names the columns that a list lacks', async () => {
    const { code, stderr } = await run(['--inventory', fileWith('brand,model\nAcme,Rocket\n')]);
    expect(code).toBe(1);
    expect(stderr).toBe(
      'The first line does not name these columns: model_year or year, milage or mileage or miles, price.\n',
    );
  });

  it('tells the lines that it leaves out, before it goes on', async () => {
    const rows = Array.from({ length: 22 }, () => 'Acme,Rocket,,1,1');
    const text = ['brand,model,year,miles,price', 'Acme,Rocket,2020,1,1', ...rows].join('\n');
    const { code, stdout } = await run(['--inventory', fileWith(text)]);
    expect(stdout).toContain('Line 3 was left out: no model year.\n');
    expect(stdout).toContain('… and 2 more lines were left out.\n');
    expect(code).not.toBe(0);
  });

  it('says how it is used', async () => {
    const { code, stderr } = await run(['--list', 'x.csv']);
    expect(code).toBe(1);
    expect(stderr).toContain('Usage: seed-demo [--inventory FILE.csv]');
  });
});
