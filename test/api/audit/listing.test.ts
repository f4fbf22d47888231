import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { AuditedGroup } from './audit-app.js';

let app: TestApp;
let audited: AuditedGroup;
const customers: string[] = [];

beforeAll(async () => {
  app = await startTestApp();
  audited = await AuditedGroup.create(app);
  for (const firstName of ['A', 'B', 'C']) {
    app.clock.advance(1_000);
    customers.push(await audited.customer({ firstName }));
  }
});

afterAll(() => app.stop());

/** Long enough for the schedule that seals. */
async function seal(): Promise<void> {
  app.clock.advance(5_001);
  await app.app.idle();
}

describe('the list of audit events', () => {
  it('is in the order of time, latest first, page by page', async () => {
    const first = await audited.list('action=customers.create');
    expect(first.data.flatMap(({ subjectIds }) => subjectIds)).toEqual([...customers].reverse());
    const admin = app.request(audited.group.admin.token);
    const path = '/api/v1/audit-events?action=customers.create&limit=2';
    const page = await admin.get(path).set('Prefer', 'count=exact').expect(200);
    const body = page.body as typeof first;
    expect(body.page).toMatchObject({ hasMore: true, total: 3 });
    const next = await admin.get(`${path}&cursor=${body.page.nextCursor ?? ''}`).expect(200);
    const ids = [...body.data, ...(next.body as typeof first).data].map(({ id }) => id);
    expect(ids).toEqual(first.data.map(({ id }) => id));
    await admin.get(`/api/v1/audit-events?cursor=${body.page.nextCursor ?? ''}`).expect(400);
  });

  it('is narrowed by actor, subject, outcome and time', async () => {
    await seal();
    const [, second = ''] = customers;
    const bySubject = await audited.list(`subjectId=${second}`);
    expect(bySubject.data).toEqual([
      expect.objectContaining({ action: 'customers.create', subjectIds: [second] }),
    ]);
    const { userId } = audited.rep;
    const byActor = await audited.list(`actorId=${userId}&action=customers.create`);
    expect(byActor.data).toHaveLength(3);
    expect((await audited.list('outcome=denied')).data).toEqual([]);
    const [latest, middle] = byActor.data as unknown as ReadonlyArray<{ occurredAt: string }>;
    const range = `occurredAt[gte]=${middle?.occurredAt ?? ''}&occurredAt[lte]=${middle?.occurredAt ?? ''}`;
    const inRange = await audited.list(`action=customers.create&${range}`);
    expect(inRange.data.map(({ subjectIds }) => subjectIds)).toEqual([[second]]);
    const since = await audited.list(
      `action=customers.create&occurredAt[gte]=${latest?.occurredAt ?? ''}`,
    );
    expect(since.data).toHaveLength(1);
  });

  it('shows the place in the chain once the schedule has sealed it', async () => {
    const fresh = await AuditedGroup.create(app);
    await fresh.customer({ firstName: 'D' });
    expect((await fresh.of('customers.create'))[0]).not.toHaveProperty('link');
    await seal();
    const [event] = await fresh.of('customers.create');
    expect(event?.link?.position).toBeGreaterThan(0);
    const { verifier } = app.app.modules.audit;
    expect(await verifier.verify(fresh.group.organizationId)).toMatchObject({ intact: true });
  });

  it('shows another tenant nothing', async () => {
    const other = await AuditedGroup.create(app);
    await seal();
    const [first = ''] = customers;
    expect((await other.list(`subjectId=${first}`)).data).toEqual([]);
    expect((await other.list('action=customers.create')).data).toEqual([]);
    expect((await other.list(`actorId=${audited.rep.userId}`)).data).toEqual([]);
  });

  it('shows a manager what was done with customers, and nothing of log-ins and staff', async () => {
    const { manager, showroom } = audited.group;
    await app.request(manager.token).get(`/api/v1/showrooms/${showroom.id}/staff`).expect(200);
    const seen = (await audited.list('', manager.token)).data;
    const actions = new Set(seen.map(({ action }) => action));
    expect(actions.has('customers.create')).toBe(true);
    expect([...actions].filter((action) => /^(auth|staff|audit-events)\./.test(action))).toEqual(
      [],
    );
    const all = new Set((await audited.list('')).data.map(({ action }) => action));
    expect([...all]).toEqual(
      expect.arrayContaining(['auth.login', 'staff.read', 'audit-events.read']),
    );
  });

  it('is not for sales reps, and not for everybody', async () => {
    await app.request(audited.rep.token).get('/api/v1/audit-events').expect(403);
    await app.request().get('/api/v1/audit-events').expect(401);
    const outcomes = (await audited.of('audit-events.read')).map(({ outcome }) => outcome);
    expect(outcomes.slice(0, 2)).toEqual(['denied', 'success']);
    expect((await audited.list('action=audit-events.read&outcome=denied')).data).toHaveLength(1);
  });

  it('refuses filters that are none', async () => {
    const admin = app.request(audited.group.admin.token);
    await admin.get('/api/v1/audit-events?actorId=Ada').expect(400);
    await admin.get('/api/v1/audit-events?outcome=maybe').expect(400);
    await admin.get('/api/v1/audit-events?from=yesterday').expect(400);
  });
});
