import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { FloorRig } from './floor-rig.js';

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.stop());

/** Somebody else changes a visit and its turn, and commits. */
async function change(visitId: string): Promise<void> {
  const { unitOfWork, rawDb } = app.database;
  await unitOfWork.run(async () => {
    const bind = { visitId };
    await rawDb.execute(`UPDATE visits SET version = version + 5 WHERE id = $visitId`, bind);
    await rawDb.execute(`UPDATE turns SET version = version + 5 WHERE visit_id = $visitId`, bind);
  });
}

it('a visit is answered with the turn that it had at the same moment', async () => {
  const { turns } = app.app.modules.rotation;
  const rig = new FloorRig(app, await createDealerGroup(app, { reps: 1 }));
  const { visitId } = await rig.enter(0.9);
  const { version } = await rig.visit(visitId);
  const [find, versionsOf] = [turns.find.bind(turns), turns.versionsOf.bind(turns)];
  turns.find = async (id) => {
    await change(id);
    return find(id);
  };
  turns.versionsOf = async (ids) => {
    await change(visitId);
    return versionsOf(ids);
  };
  expect((await rig.visit(visitId)).version).toBe(version);
  const list = await rig.get('/api/v1/visits');
  expect(list.body.data).toMatchObject([{ id: visitId, version: version + 10 }]);
  expect((await rig.visit(visitId)).version).toBe(version + 20);
});
