import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { makeIntegration, tokenOf } from '../auth/machines.js';
import { HoldRig, refusal, repOf } from './hold-rig.js';

let app: TestApp;
let rig: HoldRig;
let group: DealerGroup;
let rep: Person;
let asking: string;
let giving: string;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  rig = new HoldRig(app);
});

afterAll(() => app.stop());

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 1 });
  rep = repOf(group, 1);
  [asking, giving] = [group.showroom.id, group.otherShowroom.id];
});

const elsewhere = (fields: object = {}): Promise<string> =>
  rig.createVehicle(group, { showroomId: giving, ...fields });

async function showroom(currency: string): Promise<string> {
  const body = { name: 'Lot C', timeZone: 'America/Toronto', currency };
  const answer = await rig.as(group.admin).post('/api/v1/showrooms').send(body);
  expect(answer.status).toBe(201);
  return (answer.body as { id: string }).id;
}

describe('the showroom for which a vehicle is held', () => {
  it('is that of the vehicle for whoever may enter it, and no transfer then', async () => {
    const both = await rig.hire(group, 'sales_rep', asking, giving);
    for (const person of [both, group.admin]) {
      const hold = await rig.held(person, await elsewhere());
      expect(hold).toMatchObject({ showroomId: giving });
      expect(hold).not.toHaveProperty('transferId');
    }
  });

  it('is the caller’s only one, else it has to be said', async () => {
    const hold = await rig.held(rep, await elsewhere());
    expect(hold).toMatchObject({ showroomId: asking, transferId: expect.any(String) });
    const third = await showroom('USD');
    const two = await rig.hire(group, 'sales_rep', asking, third);
    const vehicleId = await elsewhere();
    const unsaid = await rig.hold(two, vehicleId);
    expect(refusal(unsaid)).toEqual([422, 'hold_showroom_required']);
    expect(unsaid.body.errors).toMatchObject([{ pointer: '/showroomId' }]);
    const said = await rig.held(two, vehicleId, { showroomId: third });
    expect(await rig.transfer(two, said.transferId)).toMatchObject({ toShowroomId: third });
    const none = await rig.hire(group, 'sales_rep');
    expect(refusal(await rig.hold(none, await elsewhere()))).toEqual([403, 'showroom_forbidden']);
  });

  it('is one that the caller may enter', async () => {
    const vehicleId = await elsewhere();
    const other = await createDealerGroup(app, { reps: 0 });
    const forbidden = await rig.hold(rep, vehicleId, { showroomId: giving });
    expect(refusal(forbidden)).toEqual([403, 'showroom_forbidden']);
    for (const showroomId of [newId(), other.showroom.id]) {
      const missing = await rig.hold(rep, vehicleId, { showroomId });
      expect(refusal(missing)).toEqual([404, 'showroom_not_found']);
    }
    expect((await rig.hold(rep, vehicleId, { showroomId: 'Lot C' })).status).toBe(400);
    expect(await rig.vehicle(rep, vehicleId)).toMatchObject({ status: 'available', version: 1 });
  });

  it('is in the currency of the vehicle’s amounts, or it could not be received', async () => {
    const canadian = await showroom('CAD');
    const priced = await elsewhere({ price: { amount: 2_000_000, currency: 'USD' } });
    const refused = await rig.hold(group.admin, priced, { showroomId: canadian });
    expect(refusal(refused)).toEqual([422, 'currency_mismatch']);
    const { transferId } = await rig.held(group.admin, await elsewhere(), { showroomId: canadian });
    expect(await rig.transfer(group.admin, transferId)).toMatchObject({ toShowroomId: canadian });
  });

  it('is that of an integration that has one, of the vehicle for others', async () => {
    const scopes = ['holds:write', 'holds:read', 'transfers:read', 'transfers:write'];
    const bound = await makeIntegration(app, group, scopes, { showroomId: asking });
    const free = await makeIntegration(app, group, scopes);
    const hold = async (token: string, vehicleId: string): Promise<Record<string, unknown>> => {
      const path = `/api/v1/vehicles/${vehicleId}/holds`;
      const request = app.request(token).post(path).set('Idempotency-Key', freshKey());
      return (await request.send({})).body as Record<string, unknown>;
    };
    const asked = await hold(await tokenOf(app, bound), await elsewhere());
    expect(asked).toMatchObject({ showroomId: asking, transferId: expect.any(String) });
    const answer = await app
      .request(await tokenOf(app, free))
      .patch(`/api/v1/transfers/${String(asked['transferId'])}`)
      .set('If-Match', '"1"')
      .send({ status: 'approved' });
    expect(answer.body).toMatchObject({ status: 'approved' });
    expect(await hold(await tokenOf(app, free), await elsewhere())).toMatchObject({
      showroomId: giving,
    });
  });

  it('sees the hold, extends it and releases it, as the vehicle’s own does', async () => {
    const giver = await rig.hire(group, 'sales_manager', giving);
    const hold = await rig.held(rep, await elsewhere());
    for (const person of [giver, group.manager]) {
      const { body } = await rig.read(person, hold);
      expect(body._links).toMatchObject({ extend: {}, release: {}, transfer: {} });
    }
    const links = async (person: Person): Promise<unknown> =>
      (await rig.vehicle(person, hold.vehicleId))['_links'];
    for (const person of [rep, giver]) {
      expect(await links(person)).toMatchObject({ hold: hold._links['self'] });
      expect(await links(person)).not.toHaveProperty('createHold');
    }
    const stranger = await rig.hire(group, 'sales_rep', await showroom('USD'));
    expect(await links(stranger)).not.toHaveProperty('hold');
    expect((await rig.extend(group.manager, hold, rig.from(30 * 3_600_000))).status).toBe(200);
    expect((await rig.release(giver, { ...hold, version: 2 })).status).toBe(204);
    expect((await rig.vehicle(rep, hold.vehicleId))['_links']).toHaveProperty('createHold');
  });
});

describe('a vehicle on its way', () => {
  it('arrives when it was sold meanwhile, too', async () => {
    const hold = await rig.held(rep, await elsewhere());
    let transfer = await rig.transfer(rep, hold.transferId);
    for (const status of ['approved', 'in_transit']) {
      transfer = await rig.stepped(group.admin, transfer, status);
    }
    const sold = await rig
      .as(group.admin)
      .patch(`/api/v1/vehicles/${hold.vehicleId}`)
      .set('If-Match', '"2"')
      .send({ status: 'sold' });
    expect(sold.status).toBe(200);
    expect(await rig.transfer(rep, transfer.id)).toMatchObject({ status: 'in_transit' });
    await rig.stepped(group.manager, transfer, 'received');
    const vehicle = await rig.vehicle(rep, hold.vehicleId);
    expect(vehicle).toMatchObject({ status: 'sold', showroomId: asking });
  });
});

describe('the same hold asked for twice', () => {
  it('under one key asks for one transfer', async () => {
    const vehicleId = await elsewhere();
    const key = freshKey();
    const first = await rig.hold(rep, vehicleId, {}, key);
    const again = await rig.hold(rep, vehicleId, {}, key);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    expect((await rig.get(rep, '/api/v1/transfers')).body.data).toHaveLength(1);
  });
});

describe('GET /transfers', () => {
  it('lists, latest first or last, what concerns the showrooms of the caller', async () => {
    const third = await showroom('USD');
    const giver = await rig.hire(group, 'sales_rep', giving);
    const stranger = await rig.hire(group, 'sales_rep', third);
    const vehicles = [await elsewhere(), await elsewhere(), await elsewhere()];
    const ids: unknown[] = [];
    for (const vehicleId of vehicles) ids.push((await rig.held(rep, vehicleId)).transferId);
    const own = await rig.createVehicle(group);
    const away = (await rig.held(stranger, own)).transferId;
    const listed = async (person: Person, query: string): Promise<unknown[]> => {
      const answer = await rig.get(person, `/api/v1/transfers?${query}`);
      expect(answer.status).toBe(200);
      return answer.body.data.map(({ id }: { id: string }) => id);
    };
    expect(await listed(rep, '')).toEqual([away, ...ids.toReversed()]);
    expect(await listed(rep, 'sort=createdAt')).toEqual([...ids, away]);
    expect(await listed(giver, '')).toEqual(ids.toReversed());
    expect(await listed(stranger, '')).toEqual([away]);
    expect(await listed(rep, `fromShowroomId=${asking}`)).toEqual([away]);
    expect(await listed(rep, `toShowroomId=${asking}&sort=createdAt`)).toEqual(ids);
    expect(await listed(stranger, `toShowroomId=${asking}`)).toEqual([]);
    expect(await listed(rep, `vehicleId=${vehicles[1] ?? ''}`)).toEqual([ids[1]]);

    const manager = await rig.hire(group, 'sales_manager', giving);
    await rig.stepped(manager, await rig.transfer(rep, String(ids[0])), 'approved');
    await rig.stepped(manager, await rig.transfer(rep, String(ids[1])), 'declined');
    expect(await listed(rep, 'status=approved')).toEqual([ids[0]]);
    const some = 'status%5Bin%5D=approved,declined';
    expect(await listed(rep, `${some}&sort=createdAt`)).toEqual([ids[0], ids[1]]);
    expect(await listed(rep, `${some}&status=declined`)).toEqual([ids[1]]);
    expect(await listed(rep, `${some}&status=requested`)).toEqual([]);
  });

  it('goes on by cursors of its own, and counts', async () => {
    for (let left = 3; left > 0; left -= 1) await rig.held(rep, await elsewhere());
    const first = await rig.as(rep).get('/api/v1/transfers?limit=2').set('Prefer', 'count=exact');
    expect(first.body.page).toMatchObject({ hasMore: true, total: 3 });
    const { nextCursor } = first.body.page as { nextCursor: string };
    const second = await rig.get(rep, `/api/v1/transfers?limit=2&cursor=${nextCursor}`);
    const ids = [...first.body.data, ...second.body.data].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(second.body.page.hasMore).toBe(false);
    const other = await rig.get(rep, `/api/v1/transfers?sort=createdAt&cursor=${nextCursor}`);
    expect(refusal(other)).toEqual([400, 'validation_failed']);
    for (const query of ['status=gone', 'sort=price', 'vehicleId=1', 'bogus=1']) {
      expect((await rig.get(rep, `/api/v1/transfers?${query}`)).status).toBe(400);
    }
  });
});

describe('the lead and the customer of a hold', () => {
  async function lead(
    showroomId: string,
    email: string,
  ): Promise<Record<'id' | 'customerId', string>> {
    const answer = await rig
      .as(group.admin)
      .post('/api/v1/leads')
      .set('Idempotency-Key', freshKey())
      .send({ showroomId, source: 'website', customer: { firstName: 'Ann', email } });
    expect(answer.status).toBe(201);
    return answer.body as Record<'id' | 'customerId', string>;
  }

  it('belong together', async () => {
    const ann = await lead(asking, 'ann@example.com');
    const ben = await lead(asking, 'ben@example.com');
    const vehicleId = await rig.createVehicle(group);
    const mixed = { leadId: ann.id, customerId: ben.customerId };
    const answer = await rig.hold(rep, vehicleId, mixed);
    expect(refusal(answer)).toEqual([422, 'lead_of_another_customer']);
    expect(answer.body.errors).toMatchObject([{ pointer: '/customerId' }]);
    const both = { leadId: ann.id, customerId: ann.customerId };
    expect(await rig.held(rep, vehicleId, both)).toMatchObject(both);
  });

  it('are of a showroom that the caller may enter', async () => {
    const far = await lead(giving, 'far@example.com');
    const vehicleId = await rig.createVehicle(group);
    const answer = await rig.hold(rep, vehicleId, { leadId: far.id });
    expect(refusal(answer)).toEqual([422, 'lead_of_another_showroom']);
    expect(answer.body.errors).toMatchObject([{ pointer: '/leadId' }]);
    expect(await rig.vehicle(rep, vehicleId)).toMatchObject({ status: 'available' });
    const both = await rig.hire(group, 'sales_rep', asking, giving);
    expect(await rig.held(both, vehicleId, { leadId: far.id })).toMatchObject({ leadId: far.id });
  });
});
