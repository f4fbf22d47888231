import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { UserRig, refusal } from './user-rig.js';

const ROUNDS = 5;
const ADMINISTRATORS = 4;

let app: TestApp;
let elsewhere: TestApp;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  elsewhere = await startTestApp({ roles: ['api'], clock: app.clock });
});

afterAll(() => Promise.all([app.stop(), elsewhere.stop()]));

async function newAdmin(group: DealerGroup): Promise<Person> {
  const rig = new UserRig(app, group);
  const { id: userId, email, name } = await rig.create({ role: 'admin', showroomIds: [] });
  const token = await group.inContext(() => app.app.modules.auth.tokens.issueAccessToken(userId));
  return { userId, email, name, token };
}

async function activeAdmins(group: DealerGroup): Promise<number> {
  const rows = await app.database.rawDb.select<{ id: string }>(
    `SELECT id FROM users
     WHERE organization_id = $id AND role = 'admin' AND disabled_at IS NULL`,
    { id: group.organizationId },
  );
  return rows.length;
}

describe('the last administrator', () => {
  it.each([{ disabled: true }, { role: 'sales_manager' }])(
    'stays, whatever is asked: %j',
    async (body) => {
      const group = await createDealerGroup(app, { reps: 0 });
      const rig = new UserRig(app, group);
      const answer = await rig.patch(group.admin.userId, body);
      expect(refusal(answer)).toEqual([409, 'last_admin']);
      expect(await rig.account(group.admin.userId)).toMatchObject({ status: 'active', version: 1 });
    },
  );

  it('is not counted twice when another one is disabled', async () => {
    const group = await createDealerGroup(app, { reps: 0 });
    const rig = new UserRig(app, group);
    const second = await newAdmin(group);
    expect((await rig.patch(second.userId, { disabled: true })).status).toBe(200);
    const own = await rig.patch(group.admin.userId, { disabled: true });
    expect(refusal(own)).toEqual([409, 'last_admin']);
  });

  it('is left when two remove each other at the same moment, on two instances', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const group = await createDealerGroup(app, { reps: 0 });
      const second = await newAdmin(group);
      const body = round % 2 === 0 ? { disabled: true } : { role: 'sales_manager' };
      const [here, there] = [new UserRig(app, group), new UserRig(elsewhere, group)];
      // Who asks is known already on both instances.
      await Promise.all([here.get(second.userId), there.get(second.userId, second)]);
      const target = (userId: string): { userId: string; version: number } => ({
        userId,
        version: 1,
      });
      await Promise.all([
        here.patchVersion(target(second.userId), body, group.admin),
        there.patchVersion(target(group.admin.userId), body, second),
      ]);
      expect(await activeAdmins(group)).toBe(1);
    }
  });

  it('is left when all are removed by one another at the same moment', async () => {
    const group = await createDealerGroup(app, { reps: 0 });
    const admins = [group.admin];
    while (admins.length < ADMINISTRATORS) admins.push(await newAdmin(group));
    const rigs = [new UserRig(app, group), new UserRig(elsewhere, group)];
    const requests = admins.map((by, index) => {
      const target = admins[(index + 1) % admins.length] ?? by;
      const rig = rigs[index % rigs.length] ?? new UserRig(app, group);
      return rig.patchVersion({ userId: target.userId, version: 1 }, { disabled: true }, by);
    });
    const statuses = (await Promise.all(requests)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(0);
    expect(await activeAdmins(group)).toBeGreaterThan(0);
  });
});
