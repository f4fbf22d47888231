import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { askToken, basic } from '../auth/machines.js';
import { HOUR_MS, HoldRig, repOf } from '../holds/hold-rig.js';
import { someVin } from '../imports/import-rig.js';
import { ask, bearer, metric, startInstances } from './cache-rig.js';
import type { CacheInstances, RawAnswer } from './cache-rig.js';
import { usd, vehicleBody } from './vehicle-body.js';

let apps: CacheInstances;
let group: DealerGroup;
let rig: HoldRig;
let vehicleId: string;
let tokens: string[];

const SECRET = 'a-secret-of-more-than-32-characters';

interface SeenVehicle {
  readonly id: string;
  readonly mileage: number;
}

const LISTS = [
  '/api/v1/vehicles?sort=-createdAt',
  '/api/v1/vehicles?status=available&facets=status',
];

beforeAll(async () => {
  apps = await startInstances({ config: { opsClientSecret: SECRET } });
  rig = new HoldRig(apps.one);
  group = await createDealerGroup(apps.one, { reps: 1, checkedIn: false });
  const client = await apps.one
    .request(group.admin.token)
    .post('/api/v1/api-clients')
    .send({ name: 'Web site', kind: 'website' });
  tokens = [group.admin.token, repOf(group, 1).token, client.body.publishableKey];
});

beforeEach(async () => {
  vehicleId = await rig.createVehicle(group);
});

afterAll(() => apps.stop());

function pathsOf(): readonly string[] {
  return [`/api/v1/vehicles/${vehicleId}`, ...LISTS];
}

async function readAll(from: 'one' | 'other' | 'plain'): Promise<RawAnswer[]> {
  const answers = [];
  for (const token of tokens) {
    for (const path of pathsOf())
      answers.push(await ask(apps[from], { path, headers: bearer(token) }));
  }
  return answers;
}

/** Reads until everything is kept by both. */
async function warm(): Promise<void> {
  for (const instance of [apps.one, apps.other]) {
    await eventually(async () => {
      const before = await metric(instance, 'cache_early_hits_total');
      for (const token of tokens) {
        for (const path of pathsOf()) await ask(instance, { path, headers: bearer(token) });
      }
      const hits = (await metric(instance, 'cache_early_hits_total')) - before;
      return hits === tokens.length * pathsOf().length;
    });
  }
}

async function expectPresent(): Promise<void> {
  const bodies = (answers: readonly RawAnswer[]) =>
    answers.map(({ status, body }) => [status, stable(body)]);
  const truth = bodies(await readAll('plain'));
  expect(bodies(await readAll('one'))).toEqual(truth);
  expect(bodies(await readAll('other'))).toEqual(truth);
}

/** Of a problem, what does not differ from request to request. */
function stable(body: string): unknown {
  const { requestId: _, ...rest } = JSON.parse(body) as Record<string, unknown>;
  return rest;
}

async function change(fields: object, id = vehicleId): Promise<void> {
  const { version } = await rig.vehicle(group.admin, id);
  const answer = await rig
    .as(group.admin)
    .patch(`/api/v1/vehicles/${id}`)
    .set('If-Match', `"${String(version)}"`)
    .send(fields);
  expect(answer.status).toBe(200);
}

describe('every write of vehicles', () => {
  const writes: Record<string, () => Promise<unknown>> = {
    create: () => rig.createVehicle(group, { price: usd(1_000_000) }),
    change: () => change({ price: usd(900_000) }),
    'sell by hand': () => change({ status: 'sold' }),
    withdraw: async () => {
      const { version } = await rig.vehicle(group.admin, vehicleId);
      const path = `/api/v1/vehicles/${vehicleId}`;
      const answer = await rig
        .as(group.admin)
        .delete(path)
        .set('If-Match', `"${String(version)}"`);
      expect(answer.status).toBe(204);
    },
    hold: () => rig.held(repOf(group, 1), vehicleId),
    'extend and release a hold': async () => {
      const hold = await rig.held(repOf(group, 1), vehicleId);
      await warm();
      expect((await rig.extend(repOf(group, 1), hold, rig.from(2 * HOUR_MS))).status).toBe(200);
      await expectPresent();
      await warm();
      const extended = await rig.read(repOf(group, 1), hold);
      expect((await rig.release(repOf(group, 1), extended.body)).status).toBe(204);
    },
    'decline a transfer, receive another': async () => {
      const wanted = { showroomId: group.otherShowroom.id };
      const declined = await rig.held(group.admin, vehicleId, wanted);
      await warm();
      const at = await rig.transfer(group.admin, declined.transferId);
      await rig.stepped(group.admin, at, 'declined');
      await expectPresent();
      const { transferId } = await rig.held(group.admin, vehicleId, wanted);
      let transfer = await rig.transfer(group.admin, transferId);
      for (const status of ['approved', 'in_transit']) {
        transfer = await rig.stepped(group.admin, transfer, status);
      }
      await warm();
      await rig.stepped(group.admin, transfer, 'received');
    },
    batch: async () => {
      const { stockNumber } = await rig.vehicle(group.admin, vehicleId);
      const known = vehicleBody(group, { stockNumber, externalId: 'known', mileage: 7 });
      const vehicles = [vehicleBody(group, { externalId: 'new' }), { ...known, stockNumber: 'K1' }];
      const path = '/api/v1/vehicles/batch';
      expect((await rig.as(group.admin).post(path).send({ vehicles })).status).toBe(207);
    },
    import: async () => {
      const { stockNumber } = await rig.vehicle(group.admin, vehicleId);
      const header = 'Stock No.,VIN,New/Used,Year,Make,Model,Miles,Selling Price';
      const line = (stock: string) => `${stock},${someVin()},Used,2022,Mazda,CX-5,18250,27499.00`;
      const answer = await rig
        .as(group.manager)
        .post(`/api/v1/vehicles/imports?showroomId=${group.showroom.id}`)
        .set('Content-Type', 'text/csv')
        .send([header, line(String(stockNumber)), line('I2')].join('\n'));
      expect(answer.status).toBe(202);
      await apps.one.app.idle();
      const operation = await rig.get(group.manager, `/api/v1/operations/${answer.body.id}`);
      expect(operation.body.result).toMatchObject({ created: 1, updated: 1 });
    },
  };

  it.each(Object.keys(writes))('%s: is seen at once by all instances and callers', async (name) => {
    await warm();
    const before = await readAll('one');
    await writes[name]?.();
    await expectPresent();
    expect((await readAll('one')).map(({ body }) => body)).not.toEqual(
      before.map(({ body }) => body),
    );
  });
});

describe('what time changes', () => {
  it('is not kept beyond the end of a hold', async () => {
    await rig.held(repOf(group, 1), vehicleId, { until: rig.from(5_000) });
    await warm();
    apps.one.clock.advance(5_000);
    await expectPresent();
    const { body } = await ask(apps.other, {
      path: pathsOf()[0] ?? '',
      headers: bearer(tokens[0] ?? ''),
    });
    expect(JSON.parse(body)).toMatchObject({ status: 'available' });
  });
});

describe('a change made in the database by hand', () => {
  it('is seen after a flush, which is for those who run the product', async () => {
    await warm();
    await group.inContext(() =>
      apps.plain.database.unitOfWork.run(() =>
        apps.plain.database.tenantDb.execute(
          `UPDATE vehicles SET mileage = 77 WHERE organization_id = $organizationId AND id = $id`,
          { id: vehicleId },
        ),
      ),
    );
    const mileage = async (): Promise<unknown> => {
      const asked = { path: pathsOf()[0] ?? '', headers: bearer(tokens[0] ?? '') };
      return (JSON.parse((await ask(apps.other, asked)).body) as SeenVehicle).mileage;
    };
    expect(await mileage()).toBe(0);
    const flush = (token: string) => apps.one.request(token).post('/api/v1/ops/cache/flush');
    expect((await flush(group.admin.token)).status).toBe(403);
    const granted = await askToken(apps.one, 'grant_type=client_credentials', basic('ops', SECRET));
    const { access_token: token } = granted.body as { access_token: string };
    expect((await flush(token)).status).toBe(204);
    expect(await mileage()).toBe(77);
  });
});

describe('what is not there', () => {
  it('is kept as well, until it is', async () => {
    await change({ status: 'withdrawn' });
    const path = `/api/v1/vehicles/${vehicleId}`;
    const website = bearer(tokens[2] ?? '');
    const asked = () => ask(apps.other, { path, headers: website });
    await eventually(async () => {
      const before = await metric(apps.other, 'cache_hits_total{tier="process"}');
      expect((await asked()).status).toBe(404);
      return (await metric(apps.other, 'cache_hits_total{tier="process"}')) > before;
    });
    await change({ status: 'available' });
    expect((await asked()).status).toBe(200);
  });

  it('is not there for another organization, whoever has read it before', async () => {
    await warm();
    const stranger = await createDealerGroup(apps.one, { reps: 0 });
    const path = `/api/v1/vehicles/${vehicleId}`;
    expect((await ask(apps.one, { path, headers: bearer(stranger.admin.token) })).status).toBe(404);
  });
});

describe('the promise', () => {
  it('is kept by two instances at full speed: nothing older than the last acknowledged write', async () => {
    await warm();
    const finding = { acknowledged: 0, stale: 0, reads: 0 };
    const until = performance.now() + 1_200;
    const hits = await metric(apps.other, 'cache_early_hits_total');
    const reader = async (instance: 'one' | 'other', path: string): Promise<void> => {
      while (performance.now() < until) {
        const least = finding.acknowledged;
        const { body } = await ask(apps[instance], { path, headers: bearer(tokens[0] ?? '') });
        const read = JSON.parse(body) as { mileage?: number; data?: SeenVehicle[] };
        finding.reads += 1;
        const mileage = read.mileage ?? read.data?.find(({ id }) => id === vehicleId)?.mileage;
        if ((mileage ?? -1) < least) finding.stale += 1;
      }
    };
    const writer = async (): Promise<void> => {
      for (let mileage = 1; performance.now() < until; mileage += 1) {
        await change({ mileage });
        finding.acknowledged = mileage;
      }
    };
    const readers = (['one', 'other'] as const).flatMap((instance) =>
      [pathsOf()[0] ?? '', LISTS[0] ?? ''].map((path) => reader(instance, path)),
    );
    await Promise.all([...readers, writer()]);
    expect(finding.stale).toBe(0);
    expect(finding.acknowledged).toBeGreaterThan(5);
    expect(await metric(apps.other, 'cache_early_hits_total')).toBeGreaterThan(hits);
  });
});
