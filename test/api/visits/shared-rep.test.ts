import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDealerGroup, TEST_PASSWORD } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';

let app: TestApp;
let group: DealerGroup;
let rep: Person;

beforeAll(async () => {
  app = await startTestApp();
});

/** One rep of two showrooms, checked in at both. */
beforeEach(async () => {
  group = await createDealerGroup(app, { reps: 0 });
  rep = await hireForBoth();
  for (const showroomId of [group.showroom.id, group.otherShowroom.id]) {
    const path = `/api/v1/showrooms/${showroomId}/staff/${rep.userId}`;
    const answer = await app.request(rep.token).put(path).send({ isAvailable: true });
    expect(answer.status).toBe(200);
  }
});

afterAll(() => app.stop());

async function hireForBoth(): Promise<Person> {
  const { users, tokens } = app.app.modules.auth;
  const email = `both-${freshKey()}@dealer.example`;
  const name = 'Bo Both';
  const showroomIds = [group.showroom.id, group.otherShowroom.id];
  return group.inContext(async () => {
    const input = { email, name, role: 'sales_rep', showroomIds, password: TEST_PASSWORD } as const;
    const { id } = await users.create(input);
    return { userId: id, email, name, token: await tokens.issueAccessToken(id) };
  });
}

async function act(showroomId: string, activity: object): Promise<{ visitId: string }> {
  const answer = await app
    .request(group.admin.token)
    .post(`/api/v1/showrooms/${showroomId}/activities`)
    .set('Idempotency-Key', freshKey())
    .send(activity);
  expect([answer.status, answer.body]).toEqual([201, answer.body]);
  return answer.body as { visitId: string };
}

async function enter(showroomId: string): Promise<string> {
  const { visitId } = await act(showroomId, { type: 'CUSTOMER_ENTERED', leadScore: 0.9 });
  return visitId;
}

async function assignmentOf(visitId: string): Promise<unknown> {
  const answer = await app.request(group.admin.token).get(`/api/v1/visits/${visitId}`);
  return (answer.body as { assignment?: unknown }).assignment;
}

function mine(assignment: unknown): boolean {
  return (assignment as { assignedTo?: string } | undefined)?.assignedTo === rep.userId;
}

describe('a rep of two showrooms', () => {
  it('has one customer at a time, and is freed for whoever waits in the other', async () => {
    const here = await enter(group.showroom.id);
    const there = await enter(group.otherShowroom.id);
    expect(await assignmentOf(there)).toMatchObject({ state: 'waiting' });
    await act(group.showroom.id, { type: 'CUSTOMER_EXITED', visitId: here });
    await eventually(() => assignmentOf(there), mine);
  });

  it('is freed for the other showroom also by declining, once nobody waits here', async () => {
    const here = await enter(group.showroom.id);
    const there = await enter(group.otherShowroom.id);
    const declined = await app
      .request(rep.token)
      .post(`/api/v1/visits/${here}/assignment/decline`)
      .set('Idempotency-Key', freshKey());
    expect(declined.status).toBe(200);
    // The only rep is free again, so the new decision is for the same visit: domain's own words.
    expect(declined.body).toMatchObject({ assignment: { assignedTo: rep.userId } });
    await act(group.showroom.id, { type: 'CUSTOMER_EXITED', visitId: here });
    await eventually(() => assignmentOf(there), mine);
  });

  it('gives both showrooms’ visitors one after the other when they come at once', async () => {
    const showrooms = [group.showroom.id, group.otherShowroom.id];
    const visits = await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        const showroomId = showrooms[index % 2] ?? '';
        return { showroomId, visitId: await enter(showroomId) };
      }),
    );
    const open = new Map(visits.map((visit) => [visit.visitId, visit]));
    while (open.size > 0) {
      const assigned = await eventually(
        async () => {
          const found = [];
          for (const visit of open.values()) {
            if (mine(await assignmentOf(visit.visitId))) found.push(visit);
          }
          return found;
        },
        (found) => found.length > 0,
      );
      expect(assigned).toHaveLength(1);
      for (const { showroomId, visitId } of assigned) {
        await act(showroomId, { type: 'CUSTOMER_EXITED', visitId });
        open.delete(visitId);
      }
    }
  });

  it('is shown as busy elsewhere on the other showroom’s tablets, and as free again', async () => {
    const here = await enter(group.showroom.id);
    const told = async (): Promise<unknown> => {
      const rows = await app.database.rawDb.select<{ data: unknown }>(
        `SELECT data FROM events WHERE stream = 'rotation' AND stream_id = $showroomId
         ORDER BY version DESC LIMIT 1`,
        { showroomId: group.otherShowroom.id },
      );
      return rows[0]?.data;
    };
    const rotation = (reason: string): object => ({
      rotation: [{ userId: rep.userId, eligible: reason === 'available', reason }],
    });
    const fits =
      (reason: string) =>
      (data: unknown): boolean =>
        JSON.stringify(data) === JSON.stringify(rotation(reason));
    await eventually(told, fits('with_customer_elsewhere'));
    await act(group.showroom.id, { type: 'CUSTOMER_EXITED', visitId: here });
    await eventually(told, fits('available'));
  });
});
