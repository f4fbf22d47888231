import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { HOUR_MS, HoldRig, refusal, repOf } from './hold-rig.js';

let app: TestApp;
let rig: HoldRig;
let group: DealerGroup;
let rep: Person;
let colleague: Person;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  rig = new HoldRig(app);
});

afterAll(() => app.stop());

beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 2 });
  [rep, colleague] = [repOf(group, 1), repOf(group, 2)];
});

describe('POST /vehicles/{vehicleId}/holds', () => {
  it('keeps the vehicle for 24 hours, and tells of it', async () => {
    const vehicleId = await rig.createVehicle(group);
    const answer = await rig.hold(rep, vehicleId, { note: 'Comes on Sunday.' });

    expect(answer.status).toBe(201);
    const { body } = answer;
    expect(body).toMatchObject({ vehicleId, status: 'live', heldBy: rep.userId, version: 1 });
    expect(body.note).toBe('Comes on Sunday.');
    expect(Date.parse(body.until) - Date.parse(body.createdAt)).toBe(24 * HOUR_MS);
    expect(answer.headers).toMatchObject({ etag: '"1"', location: body._links.self.href });
    const read = await rig.get(rep, answer.headers['location'] ?? '');
    expect(read.body).toEqual(body);
    expect(await rig.vehicle(rep, vehicleId)).toMatchObject({ status: 'held', version: 2 });
    const [, reserved] = await rig.events(vehicleId);
    expect(reserved).toMatchObject({
      ...{ type: 'inventory.reserved', showroomId: group.showroom.id },
      data: { vehicleId, holdId: body.id, until: body.until },
    });
  });

  it('is for a customer and a lead of the group', async () => {
    const client = app.request(rep.token);
    const created = await client
      .post('/api/v1/leads')
      .set('Idempotency-Key', freshKey())
      .send({
        ...{ showroomId: group.showroom.id, source: 'website' },
        customer: { firstName: 'Ann', email: 'ann@example.com' },
      });
    expect(created.status).toBe(201);
    const { id: leadId, customerId } = created.body as { id: string; customerId: string };
    const hold = await rig.held(rep, await rig.createVehicle(group), { leadId, customerId });
    expect(hold).toMatchObject({ leadId, customerId });
    expect(hold._links).toMatchObject({
      customer: { href: `/api/v1/customers/${customerId}` },
      lead: { href: `/api/v1/leads/${leadId}` },
    });
    const events = await rig.events(hold.vehicleId);
    expect(JSON.stringify(events)).not.toContain(customerId);

    const other = await createDealerGroup(app, { reps: 1 });
    const theirs = await rig.createVehicle(other);
    const byCustomer = await rig.hold(repOf(other, 1), theirs, { customerId });
    expect(refusal(byCustomer)).toEqual([404, 'customer_not_found']);
    const byLead = await rig.hold(repOf(other, 1), theirs, { leadId });
    expect(refusal(byLead)).toEqual([404, 'lead_not_found']);
    expect(await rig.vehicle(other.admin, theirs)).toMatchObject({ status: 'available' });
  });

  it('takes an end within seven days from now', async () => {
    const vehicleId = await rig.createVehicle(group);
    for (const until of [rig.from(-1), rig.from(7 * 24 * HOUR_MS + 60_000)]) {
      const answer = await rig.hold(rep, vehicleId, { until });
      expect(refusal(answer)).toEqual([422, 'hold_until_out_of_range']);
      expect(answer.body.errors).toMatchObject([{ pointer: '/until' }]);
    }
    const until = rig.from(7 * 24 * HOUR_MS - 1).toISOString();
    expect((await rig.held(rep, vehicleId, { until })).until).toBe(until);
  });

  it('refuses a second one, and what is not available', async () => {
    const vehicleId = await rig.createVehicle(group);
    await rig.held(rep, vehicleId);
    for (const person of [rep, colleague, group.admin]) {
      const answer = await rig.hold(person, vehicleId);
      expect(refusal(answer)).toEqual([409, 'vehicle_already_held']);
    }
    const coming = await rig.createVehicle(group, { status: 'in_transit' });
    expect(refusal(await rig.hold(rep, coming))).toEqual([409, 'vehicle_not_available']);
    for (const status of ['sold', 'withdrawn']) {
      const gone = await rig.createVehicle(group);
      await app
        .request(group.admin.token)
        .patch(`/api/v1/vehicles/${gone}`)
        .set('If-Match', '"1"')
        .send({ status });
      expect(refusal(await rig.hold(rep, gone))).toEqual([409, 'vehicle_not_available']);
    }
  });

  it('needs a key, and answers the same under the same key', async () => {
    const vehicleId = await rig.createVehicle(group);
    const path = `/api/v1/vehicles/${vehicleId}/holds`;
    const without = await app.request(rep.token).post(path).send({});
    expect(refusal(without)).toEqual([400, 'idempotency_key_required']);

    const key = freshKey();
    const first = await rig.hold(rep, vehicleId, { note: 'once' }, key);
    const again = await rig.hold(rep, vehicleId, { note: 'once' }, key);
    expect(again.status).toBe(201);
    expect(again.headers['idempotent-replayed']).toBe('true');
    expect(again.body).toEqual(first.body);
    const reused = await rig.hold(rep, vehicleId, { note: 'twice' }, key);
    expect(refusal(reused)).toEqual([422, 'idempotency_key_reused']);
    expect(await rig.events(vehicleId)).toHaveLength(2);
  });

  it('refuses strangers, what is not there, and what is not a field', async () => {
    const vehicleId = await rig.createVehicle(group);
    const nobody = await app.request().post(`/api/v1/vehicles/${vehicleId}/holds`).send({});
    expect(nobody.status).toBe(401);
    const other = await createDealerGroup(app, { reps: 1 });
    for (const id of [newId(), await rig.createVehicle(other)]) {
      expect(refusal(await rig.hold(rep, id))).toEqual([404, 'vehicle_not_found']);
    }
    const unknown = await rig.hold(rep, vehicleId, { bogus: 1 });
    expect(refusal(unknown)).toEqual([400, 'validation_failed']);
    expect(unknown.body.errors).toMatchObject([{ pointer: '/bogus' }]);
  });
});

describe('a hold', () => {
  it('is there for the showroom and its maker, under its own vehicle only', async () => {
    const hold = await rig.held(rep, await rig.createVehicle(group));
    const other = await createDealerGroup(app, { reps: 1 });
    const elsewhere = await rig.createVehicle(group, { showroomId: group.otherShowroom.id });
    const farHold = await rig.held(group.admin, elsewhere);

    expect((await rig.read(colleague, hold)).status).toBe(200);
    expect(refusal(await rig.read(rep, farHold))).toEqual([403, 'showroom_forbidden']);
    const foreign = await rig.read(repOf(other, 1), hold);
    expect(refusal(foreign)).toEqual([404, 'vehicle_not_found']);
    const theirs = await rig.createVehicle(other);
    const crossed = await rig.read(repOf(other, 1), { ...hold, vehicleId: theirs });
    expect(refusal(crossed)).toEqual([404, 'hold_not_found']);
    const wrong = await rig.read(group.admin, { ...hold, vehicleId: elsewhere });
    expect(refusal(wrong)).toEqual([404, 'hold_not_found']);
    const same = await app
      .request(rep.token)
      .get(hold._links['self']?.href ?? '')
      .set('If-None-Match', '"1"');
    expect(same.status).toBe(304);
  });

  it('links what the reader may do as long as it is possible, and the vehicle links it', async () => {
    const hold = await rig.held(rep, await rig.createVehicle(group));
    const rels = async (person: Person): Promise<string[]> => {
      const { body } = await rig.read(person, hold);
      return Object.keys((body as typeof hold)._links).sort();
    };
    const ofVehicle = async (): Promise<unknown> =>
      (await rig.vehicle(rep, hold.vehicleId))['_links'];
    expect(await rels(rep)).toEqual(['extend', 'release', 'self', 'vehicle']);
    expect(await rels(group.manager)).toEqual(['extend', 'release', 'self', 'vehicle']);
    expect(await rels(colleague)).toEqual(['self', 'vehicle']);
    expect(await ofVehicle()).toMatchObject({ hold: hold._links['self'] });
    expect(await ofVehicle()).not.toHaveProperty('createHold');
    await rig.release(rep, hold);
    expect(await rels(rep)).toEqual(['self', 'vehicle']);
    expect(await ofVehicle()).not.toHaveProperty('hold');
  });
});

describe('PATCH …/holds/{holdId}', () => {
  it('moves the end, for who made it and managers', async () => {
    const hold = await rig.held(rep, await rig.createVehicle(group));
    const until = rig.from(48 * HOUR_MS).toISOString();
    const answer = await rig.extend(rep, hold, until);
    expect(answer.status).toBe(200);
    expect(answer.headers['etag']).toBe('"2"');
    expect(answer.body).toMatchObject({ id: hold.id, until, version: 2, status: 'live' });
    const later = rig.from(72 * HOUR_MS).toISOString();
    const byManager = await rig.extend(group.manager, { ...hold, version: 2 }, later);
    expect(byManager.body).toMatchObject({ until: later, version: 3 });
    expect((await rig.events(hold.vehicleId)).slice(2)).toMatchObject([
      { type: 'inventory.reserved', data: { holdId: hold.id, until } },
      { type: 'inventory.reserved', data: { holdId: hold.id, until: later } },
    ]);
  });

  it('refuses others, what is stale, and an end out of range', async () => {
    const hold = await rig.held(rep, await rig.createVehicle(group));
    const until = rig.from(48 * HOUR_MS);
    expect(refusal(await rig.extend(colleague, hold, until))).toEqual([403, 'not_your_hold']);
    const far = await rig.extend(rep, hold, rig.from(8 * 24 * HOUR_MS));
    expect(refusal(far)).toEqual([422, 'hold_until_out_of_range']);
    const without = await app
      .request(rep.token)
      .patch(hold._links['self']?.href ?? '')
      .send({ until });
    expect(refusal(without)).toEqual([428, 'precondition_required']);
    await rig.extend(rep, hold, until);
    const stale = await rig.extend(rep, hold, rig.from(50 * HOUR_MS));
    expect(refusal(stale)).toEqual([412, 'stale_version']);
    expect(stale.headers['etag']).toBe('"2"');
    expect((await rig.read(rep, hold)).body.until).toBe(until.toISOString());
  });
});

describe('DELETE …/holds/{holdId}', () => {
  it('makes the vehicle available again, and keeps the hold to be read', async () => {
    const hold = await rig.held(rep, await rig.createVehicle(group));
    const answer = await rig.release(rep, hold);
    expect(answer.status).toBe(204);
    expect(await rig.vehicle(rep, hold.vehicleId)).toMatchObject({
      ...{ status: 'available', version: 3 },
    });
    const { body } = await rig.read(rep, hold);
    expect(body).toMatchObject({ status: 'ended', endReason: 'released', version: 2 });
    expect((await rig.events(hold.vehicleId)).at(-1)).toMatchObject({
      type: 'inventory.released',
      data: { vehicleId: hold.vehicleId, holdId: hold.id, reason: 'released' },
    });
    expect((await rig.hold(colleague, hold.vehicleId)).status).toBe(201);
    const again = await rig.release(rep, { ...hold, version: 2 });
    expect(refusal(again)).toEqual([409, 'hold_ended']);
    const extended = await rig.extend(rep, { ...hold, version: 2 }, rig.from(HOUR_MS));
    expect(refusal(extended)).toEqual([409, 'hold_ended']);
  });

  it('is for who made it, managers and administrators', async () => {
    for (const person of [group.manager, group.admin]) {
      const hold = await rig.held(rep, await rig.createVehicle(group));
      expect(refusal(await rig.release(colleague, hold))).toEqual([403, 'not_your_hold']);
      expect((await rig.release(person, hold)).status).toBe(204);
    }
    const elsewhere = await rig.createVehicle(group, { showroomId: group.otherShowroom.id });
    const far = await rig.held(group.admin, elsewhere);
    expect(refusal(await rig.release(group.manager, far))).toEqual([403, 'not_your_hold']);
    const other = await createDealerGroup(app, { reps: 0 });
    expect(refusal(await rig.release(other.admin, far))).toEqual([404, 'vehicle_not_found']);
  });

  it('needs the version that was read', async () => {
    const hold = await rig.held(rep, await rig.createVehicle(group));
    const path = hold._links['self']?.href ?? '';
    const without = await app.request(rep.token).delete(path);
    expect(refusal(without)).toEqual([428, 'precondition_required']);
    const stale = await rig.release(rep, { ...hold, version: 7 });
    expect(refusal(stale)).toEqual([412, 'stale_version']);
    const answers = await Promise.all(Array.from({ length: 10 }, () => rig.release(rep, hold)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([204, ...Array<number>(9).fill(412)]);
  });
});

describe('what ends with the vehicle', () => {
  it.each(['sold', 'withdrawn'])('a vehicle that is %s is held no more', async (status) => {
    const hold = await rig.held(rep, await rig.createVehicle(group));
    const answer = await app
      .request(group.manager.token)
      .patch(`/api/v1/vehicles/${hold.vehicleId}`)
      .set('If-Match', '"2"')
      .send({ status });
    expect(answer.body).toMatchObject({ status, version: 3 });
    const { body } = await rig.read(rep, hold);
    expect(body).toMatchObject({ status: 'ended', endReason: status });
    expect((await rig.events(hold.vehicleId)).slice(2)).toMatchObject([
      { type: 'inventory.released', data: { holdId: hold.id, reason: status } },
      { type: 'inventory.updated' },
    ]);
  });

  it('other changes leave the hold alone', async () => {
    const hold = await rig.held(rep, await rig.createVehicle(group));
    const answer = await app
      .request(group.manager.token)
      .patch(`/api/v1/vehicles/${hold.vehicleId}`)
      .set('If-Match', '"2"')
      .send({ mileage: 12 });
    expect(answer.body).toMatchObject({ status: 'held', mileage: 12, version: 3 });
    expect((await rig.read(rep, hold)).body.status).toBe('live');
    expect(refusal(await rig.hold(colleague, hold.vehicleId))[1]).toBe('vehicle_already_held');
  });
});
