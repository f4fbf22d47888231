import { createDatabase, workerPoolLimits } from '../../src/database/create-database.js';
import { asSystem } from '../../src/observability/request-context.js';
import { newId } from '../../src/shared/ids.js';
import { FloorRig } from '../api/visits/floor-rig.js';
import { vehicleBody } from '../api/vehicles/vehicle-body.js';
import { TEST_PASSWORD, createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup } from '../support/dealer-group.js';
import { PLUMBING } from '../support/tenancy/crossings.js';
import { StatementWatch, readTenantTables } from '../support/tenancy/statement-watch.js';
import { tenantFaults } from '../support/tenancy/tenant-statements.js';
import { freshKey, startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let app: TestApp;
let tenantTables: ReadonlySet<string>;

beforeAll(async () => {
  app = await startTestApp();
  tenantTables = await readTenantTables(app.database);
});

afterAll(() => app.stop());

describe('every statement of the product', () => {
  it('names the organization, through the main roads', async () => {
    const group = await createDealerGroup(app, { reps: 2 });
    await takeMainRoads(group);
    await app.app.idle();
    expect(app.statements.offences(tenantTables)).toEqual([]);
    expect([...app.statements.tablesSeen(tenantTables)]).toEqual(
      expect.arrayContaining([
        ...['users', 'user_showrooms', 'showrooms', 'staff', 'rotation_decisions', 'turns'],
        ...['customers', 'customer_emails', 'vehicles', 'leads', 'lead_scores', 'visits'],
        ...['activities', 'events', 'idempotency_keys', 'realtime_tickets', 'jobs'],
        ...['notifications', 'room_events', 'room_heads'],
      ]),
    );
  });

  it('is there for each exception of plumbing', () => {
    const unused = PLUMBING.filter(({ pattern }) => !app.statements.saw(pattern));
    expect(unused.map(({ why }) => why)).toEqual([]);
  });
});

async function takeMainRoads(group: DealerGroup): Promise<void> {
  const { email } = group.manager;
  await app.request().post('/api/v1/auth/login').send({ email, password: TEST_PASSWORD });
  const manager = app.request(group.manager.token);
  await manager.get('/api/v1/auth/me').expect(200);
  await manager.get('/api/v1/showrooms').expect(200);
  await manager.get(`/api/v1/showrooms/${group.showroom.id}`).expect(200);
  await takeVehicleRoad(group);
  const customerId = await takeLeadRoad(group);
  await takeFloorRoad(group, customerId);
  await manager.post('/api/v1/realtime/tickets').expect(200);
}

async function takeVehicleRoad(group: DealerGroup): Promise<void> {
  const manager = app.request(group.manager.token);
  const made = await manager.post('/api/v1/vehicles').send(vehicleBody(group)).expect(201);
  const { id } = made.body as { id: string };
  await manager.get(`/api/v1/vehicles/${id}`).expect(200);
  await manager.get('/api/v1/vehicles?make=Mazda').expect(200);
  const patch = manager.patch(`/api/v1/vehicles/${id}`).set('If-Match', '"1"');
  await patch.send({ mileage: 12 }).expect(200);
}

async function takeLeadRoad(group: DealerGroup): Promise<string> {
  const rep = app.request(group.reps[0]?.token);
  const email = 'grace@customer.example';
  const made = await rep
    .post('/api/v1/customers')
    .send({ firstName: 'Grace', emails: [{ address: email, type: 'home' }] })
    .expect(201);
  const { id } = made.body as { id: string };
  await rep.get(`/api/v1/customers/${id}`).expect(200);
  await rep.get(`/api/v1/customers?email=${email}`).expect(200);
  const lead = await rep
    .post('/api/v1/leads')
    .set('Idempotency-Key', freshKey())
    .send({ showroomId: group.showroom.id, source: 'website', customer: { email } })
    .expect(201);
  const { id: leadId } = lead.body as { id: string };
  await app.app.idle();
  await rep.get(`/api/v1/leads/${leadId}`).expect(200);
  await rep.get('/api/v1/leads').expect(200);
  await rep.get(`/api/v1/leads/${leadId}/score`).expect(200);
  await rep.post(`/api/v1/leads/${leadId}/score`).expect(200);
  return id;
}

async function takeFloorRoad(group: DealerGroup, customerId: string): Promise<void> {
  const floor = new FloorRig(app, group);
  const location = { floor: 1, x: 1, y: 1 };
  const entered = { type: 'CUSTOMER_ENTERED', customerId, location, leadScore: 0.9 };
  const { visitId } = await floor.act(entered);
  await floor.move(visitId, 2, 2);
  await app.app.idle();
  const { assignment } = await floor.visit(visitId);
  const assignee = group.reps.find(({ userId }) => userId === assignment?.assignedTo);
  const accept = app.request(assignee?.token).post(`/api/v1/visits/${visitId}/assignment/accept`);
  await accept.expect(200);
  for (const what of ['staff', 'rotation', 'rotation/decisions', 'activities', 'floor']) {
    await floor.get(`/api/v1/showrooms/${group.showroom.id}/${what}`);
  }
  await floor.exit(visitId);
}

describe('the check itself', () => {
  const tables = new Set(['vehicles', 'leads', 'customers']);

  it.each([
    'SELECT 1',
    'SELECT id FROM schema_migrations',
    'SELECT id FROM vehicles WHERE organization_id = $organizationId AND id = $id FOR UPDATE',
    "SELECT `id` FROM `vehicles` AS `Vehicle` WHERE `Vehicle`.`organization_id` = '0192'",
    'UPDATE `vehicles` SET `price`=$1 WHERE `id` = $2 AND `organization_id` = $3',
    'DELETE FROM vehicles WHERE organization_id IN ($a, $b)',
    'INSERT INTO `vehicles` (`id`,`organization_id`) VALUES ($1,$2)',
    'INSERT INTO vehicles (id, organization_id) SELECT id, organization_id FROM leads WHERE organization_id = $organizationId',
    'SELECT v.id FROM vehicles v JOIN leads l ON l.organization_id = v.organization_id AND l.vehicle_id = v.id WHERE v.organization_id = $organizationId',
    'SELECT c.id, (SELECT COUNT(*) FROM leads l WHERE l.organization_id = c.organization_id) FROM customers c WHERE c.organization_id = $organizationId',
    'SELECT id FROM leads WHERE organization_id = $organizationId UNION SELECT id FROM vehicles WHERE organization_id = $organizationId',
  ])('lets pass: %s', (sql) => {
    expect(tenantFaults(sql, tables)).toEqual([]);
  });

  it.each([
    ['a read by id alone', 'SELECT id, organization_id FROM vehicles WHERE id = $id'],
    ['a write by id alone', 'UPDATE `vehicles` SET `price`=$1 WHERE `id` = $2'],
    ['a delete of all', 'DELETE FROM vehicles'],
    ['an insert of nobody’s row', 'INSERT INTO vehicles (id, price) VALUES ($id, $price)'],
    ['an insert without columns', 'INSERT INTO vehicles VALUES ($id, $organizationId)'],
    ['a name in a text', "SELECT id FROM vehicles WHERE vin = 'organization_id = $organizationId'"],
    [
      'a joined table left open',
      'SELECT v.id FROM vehicles v JOIN leads l ON l.vehicle_id = v.id WHERE v.organization_id = $organizationId',
    ],
    [
      'tables bound only to each other',
      'SELECT v.id FROM vehicles v JOIN leads l ON l.organization_id = v.organization_id WHERE v.id = $id',
    ],
    [
      'an open table within',
      'SELECT id FROM leads WHERE organization_id = $organizationId AND vehicle_id IN (SELECT id FROM vehicles)',
    ],
    [
      'an open table in a union',
      'SELECT id FROM leads WHERE organization_id = $organizationId UNION SELECT id FROM vehicles',
    ],
    [
      'an open table that rows are copied from',
      'INSERT INTO leads (id, organization_id) SELECT id, organization_id FROM vehicles',
    ],
    [
      'a join by comma',
      'SELECT v.id FROM customers c, vehicles v WHERE c.organization_id = $organizationId',
    ],
  ])('sees %s', (_what, sql) => {
    expect(tenantFaults(sql, tables)).not.toEqual([]);
  });

  it('sees a statement that a pool of the product sends', async () => {
    const watch = new StatementWatch();
    const pool = watch.listenTo(() => createDatabase(app.config.database, workerPoolLimits));
    const id = newId();
    await pool.rawDb.select('SELECT price FROM vehicles WHERE id = $id', { id });
    await asSystem('no such reason', () =>
      pool.tenantDb.select('SELECT name FROM users WHERE id = $id', { id }),
    );
    await asSystem('tickets of all tenants expire', () =>
      pool.tenantDb.select('SELECT role FROM users WHERE id = $id', { id }),
    );
    await asSystem('log-in finds the organization by the e-mail address', () =>
      pool.tenantDb.select('SELECT email FROM users WHERE id = $id', { id }),
    );
    await pool.close();
    expect(watch.offences(tenantTables)).toEqual([
      expect.stringContaining('SELECT price FROM vehicles'),
      expect.stringContaining('SELECT name FROM users'),
      expect.stringContaining('SELECT role FROM users'),
    ]);
  });
});
