import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Operation, OperationRow } from '../../../src/modules/operations/index.js';
import type { Principal } from '../../../src/shared/principal.js';
import { newId } from '../../../src/shared/ids.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';

let app: TestApp;
let group: DealerGroup;

beforeAll(async () => {
  app = await startTestApp();
  group = await createDealerGroup(app, { reps: 2 });
});

afterAll(() => app.stop());

function principalOf(person: Person | undefined): Principal {
  return {
    ...{ kind: 'user', role: 'sales_rep', showroomIds: 'all', scopes: new Set<string>() },
    ...{ userId: person?.userId ?? '', organizationId: group.organizationId, sessionId: newId() },
  };
}

function begin(): Promise<Operation> {
  const { service } = app.app.modules.operations;
  const principal = principalOf(group.reps[0]);
  return group.inContext(() => service.start(principal, { type: 'things.make' }));
}

const pathOf = (id: string): string => `/api/v1/operations/${id}`;

describe('an operation', () => {
  it('is read by whoever started it and by managers, and is missing for others', async () => {
    const { id } = await begin();
    for (const { token } of [group.reps[0], group.manager, group.admin].flatMap(
      (one) => one ?? [],
    )) {
      const { body } = await app.request(token).get(pathOf(id)).expect(200);
      expect(body).toMatchObject({ id, type: 'things.make', status: 'pending', progress: 0 });
    }
    const other = await createDealerGroup(app, { reps: 0 });
    for (const token of [group.reps[1]?.token, other.admin.token]) {
      const answer = await app.request(token).get(pathOf(id)).expect(404);
      expect(answer.body.code).toBe('operation_not_found');
      await app
        .request(token)
        .get(`${pathOf(id)}/rows`)
        .expect(404);
    }
  });

  it('tells how far it is, and what came of it, by its page and by the socket', async () => {
    const { id } = await begin();
    const { service } = app.app.modules.operations;
    await group.inContext(async () => {
      await service.advance(id, { progress: 0.25, processed: 10 }, true);
      await service.advance(id, { progress: 0.5, processed: 20 }, false);
    });
    const rep = app.request(group.reps[0]?.token);
    const under = await rep.get(pathOf(id)).expect(200);
    expect(under.body).toMatchObject({ status: 'running', progress: 0.5, processed: 20 });
    await group.inContext(() => service.succeed(id, { total: 40 }));
    await group.inContext(() => service.fail(id, { code: 'too_late', detail: 'No effect.' }));
    const after = await rep.get(pathOf(id)).expect(200);
    expect(after.body).toMatchObject({ status: 'succeeded', progress: 1, result: { total: 40 } });
    await app.app.idle();
    const frames = await group.inContext(() =>
      app.database.tenantDb.select<{ payload: string }>(
        `SELECT payload FROM room_events WHERE organization_id = $organizationId
         AND room = $room ORDER BY seq`,
        { room: `user:${group.reps[0]?.userId ?? ''}` },
      ),
    );
    const payloads = frames
      .map(({ payload }) => (typeof payload === 'string' ? JSON.parse(payload) : payload) as object)
      .filter((payload) => 'operationId' in payload && payload.operationId === id);
    expect(payloads).toMatchObject([
      { status: 'pending' },
      { status: 'running', progress: 0.25 },
      { status: 'succeeded', progress: 1 },
    ]);
  });

  it('that has failed says why', async () => {
    const { id } = await begin();
    const { service } = app.app.modules.operations;
    await group.inContext(() => service.fail(id, { code: 'broken', detail: 'It broke.' }));
    const { body } = await app.request(group.manager.token).get(pathOf(id)).expect(200);
    expect(body).toMatchObject({
      status: 'failed',
      error: { code: 'broken', detail: 'It broke.' },
    });
  });
});

describe('the rows of an operation', () => {
  const rowOf = (row: number): OperationRow => ({
    ...{ row, status: row % 10 === 0 ? 'failed' : 'created', resourceId: newId() },
    errors: row % 10 === 0 ? [{ pointer: '/vin', code: 'odd', detail: 'Odd.' }] : [],
  });

  it('are listed page by page, of one status when it is asked for', async () => {
    const { id } = await begin();
    const { service } = app.app.modules.operations;
    const rows = Array.from({ length: 45 }, (_, index) => rowOf(index + 1));
    await group.inContext(async () => {
      await service.addRows(id, 0, rows.slice(0, 20));
      await service.addRows(id, 20, rows.slice(20, 29));
      await service.addRows(id, 29, rows.slice(29));
    });
    expect(await pages(`${pathOf(id)}/rows?limit=7`)).toEqual(rows.map(({ row }) => row));
    expect(await pages(`${pathOf(id)}/rows?limit=3&status=failed`)).toEqual([10, 20, 30, 40]);
  });

  it('refuse a cursor of another list', async () => {
    const { id } = await begin();
    const { service } = app.app.modules.operations;
    await group.inContext(() => service.addRows(id, 0, [rowOf(1), rowOf(2)]));
    const manager = app.request(group.manager.token);
    const { body } = await manager.get(`${pathOf(id)}/rows?limit=1`).expect(200);
    const { nextCursor } = (body as { page: { nextCursor: string } }).page;
    await manager.get(`${pathOf(id)}/rows?limit=1&status=failed&cursor=${nextCursor}`).expect(400);
  });

  it('refuse a status that no row has', async () => {
    const { id } = await begin();
    const manager = app.request(group.manager.token);
    const { body } = await manager.get(`${pathOf(id)}/rows?status=bogus`).expect(400);
    expect(body.errors).toMatchObject([{ pointer: '/status', parameter: 'status' }]);
    for (const status of ['created', 'updated', 'unchanged', 'withdrawn', 'failed']) {
      await manager.get(`${pathOf(id)}/rows?status=${status}`).expect(200);
    }
  });

  async function pages(path: string): Promise<Array<number | undefined>> {
    const seen: Array<number | undefined> = [];
    let next: string | undefined = path;
    while (next !== undefined) {
      const { body } = await app.request(group.manager.token).get(next).expect(200);
      const page = body as { data: OperationRow[]; _links: { next?: { href: string } } };
      seen.push(...page.data.map(({ row }) => row));
      next = page._links.next?.href;
    }
    return seen;
  }
});
