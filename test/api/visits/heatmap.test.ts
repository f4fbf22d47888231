import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createDealerGroup } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { FloorRig } from './floor-rig.js';

const HOUR_MS = 3_600_000;

/** No Redis: positions are known to this process alone, by the same rule, and written the same. */
let app: TestApp;
let rig: FloorRig;

beforeAll(async () => {
  app = await startTestApp({ config: { redisUrl: 'redis://127.0.0.1:1' } });
});

beforeEach(async () => {
  rig = new FloorRig(app, await createDealerGroup(app, { reps: 1 }));
});

afterAll(() => app.stop());

interface Body {
  readonly cells: ReadonlyArray<{ x: number; y: number; seconds: number; visitors: number }>;
  readonly from?: string;
  readonly to?: string;
}

/** As many hours ago as that, a minute after the full hour. */
function hoursAgo(hours: number): number {
  return Math.floor(app.clock.now().getTime() / HOUR_MS - hours) * HOUR_MS + 60_000;
}

async function heatmap(query = ''): Promise<Body> {
  const { body } = await rig.get(`/api/v1/showrooms/${rig.group.showroom.id}/heatmap${query}`);
  return body as Body;
}

const between = (from: number, to: number): string =>
  `?from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`;

/** Somebody comes, stands at 2.5, 3.5 for as long as that, and is seen elsewhere. */
async function stand(from: number, seconds: number, customerId?: string): Promise<string> {
  const at = (milliseconds: number): string => new Date(milliseconds).toISOString();
  const { visitId } = await rig.act({
    type: 'CUSTOMER_ENTERED',
    customerId,
    location: { floor: 1, x: 2.5, y: 3.5 },
    occurredAt: at(from),
  });
  await rig.tell({
    activities: [
      {
        type: 'CUSTOMER_MOVED',
        visitId,
        location: { floor: 1, x: 9, y: 9 },
        occurredAt: at(from + seconds * 1_000),
      },
      {
        type: 'CUSTOMER_MOVED',
        visitId,
        location: { floor: 1, x: 1, y: 1 },
        occurredAt: at(from + 1_000),
      },
    ],
  });
  return visitId;
}

describe('a heatmap of some hours', () => {
  it('adds up what was stood in them, and hides what fewer than five stood in', async () => {
    const [early, late] = [hoursAgo(5), hoursAgo(2)];
    for (let visitor = 0; visitor < 5; visitor += 1) await stand(early, 30);
    for (let visitor = 0; visitor < 4; visitor += 1) await stand(late, 10);
    const cell = { floor: 1, x: 2, y: 3 };
    const first = await eventually(
      () => heatmap(between(early, early + 1)),
      ({ cells }) => cells.length > 0,
    );
    expect(first.cells).toEqual([{ ...cell, seconds: 150, visitors: 5 }]);
    expect([first.from, first.to].map((text) => Date.parse(text ?? ''))).toEqual([
      early - 60_000,
      early - 60_000 + HOUR_MS,
    ]);
    expect((await heatmap(between(late, late + 1))).cells).toEqual([]);
    const both = await eventually(
      () => heatmap(between(early, late)),
      ({ cells }) => cells[0]?.visitors === 9,
    );
    expect(both.cells).toEqual([{ ...cell, seconds: 190, visitors: 9 }]);
    await stand(late, 20);
    await eventually(
      () => heatmap(between(late, late + 1)),
      ({ cells }) => cells[0]?.seconds === 60,
    );
  });

  it('counts a customer once, however often he came', async () => {
    const from = hoursAgo(3);
    const customerId = await rig.customer();
    for (let visit = 0; visit < 5; visit += 1) {
      const visitId = await stand(from + visit * 60_000, 30, customerId);
      await rig.act({ type: 'CUSTOMER_EXITED', visitId });
    }
    expect((await heatmap(between(from, from + HOUR_MS / 2))).cells).toEqual([]);
  });

  it('is refused for a window that cannot be', async () => {
    const path = `/api/v1/showrooms/${rig.group.showroom.id}/heatmap`;
    const now = app.clock.now().getTime();
    const ask = async (query: string): Promise<unknown[]> => {
      const { status, body } = await app.request(rig.group.manager.token).get(path + query);
      return [status, (body as { code: string }).code];
    };
    const impossible = [422, 'invalid_window'];
    expect(await ask(between(now, now - 1))).toEqual(impossible);
    expect(await ask(between(now - 32 * 24 * HOUR_MS, now))).toEqual(impossible);
    expect(await ask(between(now + HOUR_MS, now + 2 * HOUR_MS))).toEqual(impossible);
    expect(await ask(between(now - 94 * 24 * HOUR_MS, now - 93 * 24 * HOUR_MS))).toEqual(
      impossible,
    );
    expect(await ask('?from=yesterday')).toEqual([400, 'validation_failed']);
    expect(await ask('?since=2026-11-20T00:00:00Z')).toEqual([400, 'validation_failed']);
    const other = await createDealerGroup(app, { reps: 0 });
    const theirs = await app.request(other.admin.token).get(path + between(now - HOUR_MS, now));
    expect(theirs.status).toBe(404);
  });
});

describe('a process that ends', () => {
  it('writes what it has taken first', async () => {
    const own = await startTestApp({
      config: { redisUrl: 'redis://127.0.0.1:1' },
      clock: app.clock,
    });
    const { visitId } = await rig.enter(0.1);
    await new FloorRig(own, rig.group).move(visitId, 7, 7);
    await own.stop();
    const row = await app.database.rawDb.selectOne<{ xMm: number }>(
      'SELECT x_mm AS xMm FROM visits WHERE id = $visitId',
      { visitId },
    );
    expect(row?.xMm).toBe(7_000);
  });
});
