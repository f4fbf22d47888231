import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { openSocket } from '../../realtime/support/socket-client.js';
import type { SocketClient } from '../../realtime/support/socket-client.js';
import { createDealerGroup } from '../../support/dealer-group.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { TestClock } from '../../support/test-clock.js';
import { FloorRig } from './floor-rig.js';
import type { Outcome } from './floor-rig.js';

const clock = new TestClock();
let app: TestApp;
let other: TestApp;
/** The same showroom, through one instance and through the other. */
let rig: FloorRig;
let twin: FloorRig;
let vehicleId: string;
let visitId: string;

beforeAll(async () => {
  app = await startTestApp({ clock });
  other = await startTestApp({ clock, roles: ['api'] });
  rig = new FloorRig(app, await createDealerGroup(app, { reps: 2 }));
  twin = new FloorRig(other, rig.group);
  vehicleId = await rig.create('/api/v1/vehicles', {
    ...{ showroomId: rig.group.showroom.id, condition: 'new', bodyStyle: 'SUV' },
    ...{ stockNumber: newId().slice(-12), make: 'Honda', model: 'CR-V', modelYear: 2026 },
  });
});

afterAll(async () => {
  await app.stop();
  await other.stop();
});

/** A visitor who came ten minutes ago. */
beforeEach(async () => {
  const entered = { type: 'CUSTOMER_ENTERED', leadScore: 0.1, occurredAt: ago(600) };
  visitId = (await rig.act(entered)).visitId;
});

/** Nobody stays for the next test. */
afterEach(async () => {
  await rig.tell({ type: 'CUSTOMER_EXITED', visitId });
});

function ago(seconds: number): string {
  return new Date(clock.now().getTime() - seconds * 1_000).toISOString();
}

type Kind = 'ENTERED' | 'INTEREST' | 'ENGAGED' | 'EXITED';
const KINDS: readonly Kind[] = ['ENTERED', 'INTEREST', 'ENGAGED', 'EXITED'];

/** A whole activity of this kind about the visitor. */
function about(kind: Kind, more: object = {}): object {
  const looks = { vehicleId, interestLevel: 0.8 };
  const speaks = { salesRepId: rig.rep(0).userId, engagementType: 'greeting' };
  const own = { ENTERED: { leadScore: 0.9 }, INTEREST: looks, ENGAGED: speaks, EXITED: {} }[kind];
  return { type: `CUSTOMER_${kind}`, visitId, ...own, ...more };
}

/** Which alerts an activity of this kind has raised. */
const ALERTS: Readonly<Record<Kind, readonly string[]>> = {
  ENTERED: ['HIGH_VALUE_CUSTOMER'],
  INTEREST: ['HIGH_INTEREST_ALERT'],
  ENGAGED: [],
  EXITED: [],
};

interface StoredInterest {
  readonly latest: number;
  readonly highest: number;
}

async function interests(): Promise<readonly StoredInterest[]> {
  return app.database.rawDb.select<StoredInterest>(
    `SELECT latest_level AS latest, highest_level AS highest FROM visit_interests
     WHERE visit_id = $visitId`,
    { visitId },
  );
}

/** How many room events of this kind the visitor has made since he came. */
async function told(kind: Kind): Promise<number> {
  const type = kind === 'INTEREST' ? 'visit.interested' : `visit.${kind.toLowerCase()}`;
  const rows = await app.database.rawDb.select(
    'SELECT id FROM events WHERE stream_id = $visitId AND type = $type',
    { visitId, type },
  );
  return kind === 'ENTERED' ? rows.length - 1 : rows.length;
}

/** What an activity of this kind has to have brought about. */
async function expectDone(kind: Kind): Promise<void> {
  const visit = await rig.visit(visitId);
  if (kind === 'ENTERED') expect(visit.assignment?.state).toBe('assigned');
  if (kind === 'INTEREST') expect(await interests()).toEqual([{ latest: 0.8, highest: 0.8 }]);
  if (kind === 'ENGAGED') expect(visit.engagedBy).toBe(rig.rep(0).userId);
  expect(visit.status).toBe(kind === 'EXITED' ? 'closed' : 'open');
  expect(await told(kind)).toBe(1);
}

async function connect(): Promise<SocketClient> {
  const { body } = await app.request(rig.group.manager.token).post('/api/v1/realtime/tickets');
  const { ticket } = body as { ticket: string };
  return openSocket(`${app.url.replace('http', 'ws')}/realtime?ticket=${ticket}`);
}

/** Over a socket; the payload of the answer. */
async function send(payload: object): Promise<unknown> {
  const client = await connect();
  client.send('ACTIVITY', { showroomId: rig.group.showroom.id, ...payload });
  const answer = await client.until(({ type }) => type === 'ACTIVITY_RECORDED' || type === 'ERROR');
  await client.close();
  return answer.payload;
}

/** The ways by which an activity is told; each answers what became of it. */
const WAYS: ReadonlyArray<[string, (activity: object) => Promise<unknown>]> = [
  ['alone over HTTP', (activity) => rig.act(activity)],
  ['in a batch over HTTP', async (activity) => firstOf((await rig.tell(batch(activity))).body)],
  ['alone over the socket', send],
  ['in a batch over the socket', async (activity) => firstOf(await send(batch(activity)))],
];

function batch(activity: object): object {
  return { activities: [activity] };
}

function firstOf(body: unknown): unknown {
  const [result] = (body as { results: unknown[] }).results;
  expect(result).toMatchObject({ status: 201 });
  return result;
}

describe.each(WAYS)('told %s', (_, tell) => {
  it.each(KINDS)('CUSTOMER_%s is done and answered', async (kind) => {
    const outcome = (await tell(about(kind))) as Outcome;
    expect(outcome.visitId).toBe(visitId);
    expect(outcome.alerts.map(({ type }) => type)).toEqual(ALERTS[kind]);
    await expectDone(kind);
  });
});

describe('told by two gateways', () => {
  it.each(KINDS)('under one key at once, CUSTOMER_%s is done once', async (kind) => {
    const key = freshKey();
    const answers = await Promise.all(
      [app, other, app, other].map((one) =>
        one
          .request(rig.group.manager.token)
          .post(`/api/v1/showrooms/${rig.group.showroom.id}/activities`)
          .set('Idempotency-Key', key)
          .send(about(kind)),
      ),
    );
    const taken = answers.filter(({ status }) => status === 201);
    expect(new Set(taken.map(({ body }) => (body as Outcome).activityId)).size).toBe(1);
    const fresh = taken.filter(({ headers }) => headers['idempotent-replayed'] === undefined);
    expect(fresh).toHaveLength(1);
    await expectDone(kind);
  });

  it.each(['ENTERED', 'INTEREST', 'ENGAGED'] as const)(
    'at once, each CUSTOMER_%s counts, and one has the effect',
    async (kind) => {
      const tellers = [rig, twin, rig, twin];
      const outcomes = await Promise.all(tellers.map((one) => one.act(about(kind))));
      expect(new Set(outcomes.map((outcome) => outcome.visitId))).toEqual(new Set([visitId]));
      expect(new Set(outcomes.map(({ activityId }) => activityId)).size).toBe(4);
      expect(await told(kind)).toBe(4);
      const alerts = outcomes.flatMap((outcome) => outcome.alerts);
      // Of high value a visitor is once; each high interest is one of its own.
      expect(alerts).toHaveLength({ ENTERED: 1, INTEREST: 4, ENGAGED: 0 }[kind]);
      const { body } = await rig.get(`/api/v1/showrooms/${rig.group.showroom.id}/staff`);
      const busy = (body.data as object[]).filter((one) => 'assignedVisitId' in one);
      expect(busy).toHaveLength(kind === 'ENTERED' ? 1 : 0);
    },
  );

  it('at once, a customer has entered once, and has left once', async () => {
    const customerId = await rig.customer();
    const tellers = [rig, twin, rig, twin];
    const came = await Promise.all(
      tellers.map((one) => one.act({ type: 'CUSTOMER_ENTERED', customerId })),
    );
    visitId = came[0]?.visitId ?? '';
    expect(new Set(came.map((one) => one.visitId)).size).toBe(1);
    const left = await Promise.all(tellers.map((one) => one.tell(about('EXITED'))));
    const codes = left.map(({ status, body }) => (body as { code?: string }).code ?? status);
    expect(codes.sort()).toEqual([201, 'visit_closed', 'visit_closed', 'visit_closed']);
    expect(await told('EXITED')).toBe(1);
  });
});

describe('told late, or out of order', () => {
  it('an older entering opens nothing new, and the visit began when it was first told', async () => {
    const again = await twin.act(about('ENTERED', { occurredAt: ago(900) }));
    expect(again.visitId).toBe(visitId);
    await rig.act(about('EXITED', { occurredAt: ago(60) }));
    expect((await rig.visit(visitId)).durationSeconds).toBe(540);
  });

  it('an older interest is not the latest, but may be the highest', async () => {
    await rig.act(about('INTEREST', { interestLevel: 0.3, occurredAt: ago(60) }));
    const late = await twin.act(about('INTEREST', { occurredAt: ago(120) }));
    expect(late.alerts).toMatchObject([{ type: 'HIGH_INTEREST_ALERT' }]);
    expect(await interests()).toEqual([{ latest: 0.3, highest: 0.8 }]);
    await twin.act(about('INTEREST', { interestLevel: 0.5, occurredAt: ago(30) }));
    expect(await interests()).toEqual([{ latest: 0.5, highest: 0.8 }]);
  });

  it('an older engagement does not take the visitor from who is with him now', async () => {
    const [first, second] = [rig.rep(0).userId, rig.rep(1).userId];
    await rig.act(about('ENGAGED', { salesRepId: second, occurredAt: ago(60) }));
    await twin.act(about('ENGAGED', { salesRepId: first, occurredAt: ago(120) }));
    expect((await rig.visit(visitId)).engagedBy).toBe(second);
    expect(await told('ENGAGED')).toBe(2);
    await twin.act(about('ENGAGED', { salesRepId: first, occurredAt: ago(30) }));
    expect((await rig.visit(visitId)).engagedBy).toBe(first);
  });

  it('an exit before the entering lasts no time; what comes after it finds the visit over', async () => {
    await twin.act(about('EXITED', { occurredAt: ago(900) }));
    expect(await rig.visit(visitId)).toMatchObject({ status: 'closed', durationSeconds: 0 });
    for (const kind of KINDS) {
      const late = await rig.tell(about(kind, { occurredAt: ago(700) }));
      expect([late.status, late.body.code]).toEqual([409, 'visit_closed']);
    }
  });

  it('what is told of a customer before his entering is refused until he has entered', async () => {
    const customerId = await rig.customer();
    const who = { visitId: undefined, customerId };
    for (const kind of ['INTEREST', 'ENGAGED', 'EXITED'] as const) {
      const early = await twin.tell(about(kind, who));
      expect([early.status, early.body.code]).toEqual([409, 'visit_not_open']);
    }
    const entered = await rig.act({ type: 'CUSTOMER_ENTERED', customerId });
    expect((await twin.act(about('INTEREST', who))).visitId).toBe(entered.visitId);
  });

  it.each(KINDS)('CUSTOMER_%s of last week or of tomorrow is refused', async (kind) => {
    const old = await rig.tell(about(kind, { occurredAt: ago(8 * 24 * 3_600) }));
    expect([old.status, old.body.code]).toEqual([422, 'occurred_too_long_ago']);
    const early = await rig.tell(about(kind, { occurredAt: ago(-24 * 3_600) }));
    expect([early.status, early.body.code]).toEqual([422, 'occurred_in_future']);
    expect(await told(kind)).toBe(0);
  });
});
