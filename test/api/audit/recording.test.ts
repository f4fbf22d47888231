import { newId } from '../../../src/shared/ids.js';
import { TEST_PASSWORD } from '../../support/dealer-group.js';
import { eventually } from '../../support/eventually.js';
import { freshKey, startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { AuditedGroup } from './audit-app.js';

const NAME = 'Zenobia';
const EMAIL = 'zenobia.quux@customer.example';
const PHONE = '+13125550177';
const WORDS = 'Unmistakable words of hers';

let app: TestApp;
let audited: AuditedGroup;

beforeAll(async () => {
  app = await startTestApp();
  audited = await AuditedGroup.create(app);
});

afterAll(() => app.stop());

function asRep(): ReturnType<TestApp['request']> {
  return app.request(audited.rep.token);
}

describe('personal data', () => {
  it('is recorded when it is read: who, what, and by which request', async () => {
    const id = await audited.customer({ firstName: NAME });
    const requestId = freshKey();
    await asRep().get(`/api/v1/customers/${id}`).set('X-Request-Id', requestId).expect(200);
    const [event] = await audited.of('customers.read');
    expect(event).toMatchObject({
      ...{ action: 'customers.read', outcome: 'success', subjectType: 'customer', requestId },
      actor: { type: 'user', id: audited.rep.userId },
      subjectIds: [id],
    });
  });

  it('is recorded for each customer of a list', async () => {
    const ids = [
      await audited.customer({ firstName: 'A' }),
      await audited.customer({ lastName: 'B' }),
    ];
    await asRep().get('/api/v1/customers?limit=2').expect(200);
    const [event] = await audited.of('customers.read');
    expect([...(event?.subjectIds ?? [])].sort()).toEqual([...ids].sort());
  });

  it('is recorded once when it is changed, and not when the change came to nothing', async () => {
    const before = (await audited.of('customers.create')).length;
    const id = await audited.customer({ firstName: 'C' });
    await asRep().post('/api/v1/customers').send({}).expect(400);
    const phones = [{ number: '+1 312 555 01', type: 'mobile' }];
    await asRep().post('/api/v1/customers').send({ firstName: 'D', phones }).expect(422);
    const events = await audited.of('customers.create');
    expect(events).toHaveLength(before + 1);
    expect(events[0]?.subjectIds).toEqual([id]);
  });

  it('is recorded again when the answer is given again for its key', async () => {
    const key = freshKey();
    const send = async (): Promise<string> => {
      const sent = asRep().post('/api/v1/customers').set('Idempotency-Key', key);
      return ((await sent.send({ firstName: 'E' }).expect(201)).body as { id: string }).id;
    };
    const id = await send();
    expect(await send()).toBe(id);
    const events = (await audited.of('customers.create')).filter(({ subjectIds }) =>
      subjectIds.includes(id),
    );
    expect(events).toHaveLength(2);
  });

  it('is recorded as denied when there is no such thing for the caller', async () => {
    const missing = newId();
    await asRep().get(`/api/v1/customers/${missing}`).expect(404);
    const [event] = await audited.of('customers.read');
    expect(event).toMatchObject({ outcome: 'denied', subjectIds: [missing] });
    const { showroom, otherShowroom } = audited.group;
    await asRep().get(`/api/v1/showrooms/${otherShowroom.id}/floor`).expect(403);
    await asRep().get(`/api/v1/showrooms/${showroom.id}/floor`).expect(200);
    expect((await audited.of('floor.read')).map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining(['denied', 'success']),
    );
  });

  it('that was asked for in another tenant is recorded where the caller belongs', async () => {
    const other = await AuditedGroup.create(app);
    const id = await audited.customer({ firstName: 'F' });
    await app.request(other.rep.token).get(`/api/v1/customers/${id}`).expect(404);
    expect((await other.of('customers.read'))[0]).toMatchObject({ outcome: 'denied' });
    const ours = await audited.of('customers.read');
    expect(ours.filter(({ actor }) => actor.id === other.rep.userId)).toEqual([]);
  });
});

describe('the events', () => {
  it('hold ids, and not one personal value', async () => {
    const { group } = audited;
    const contact = { email: EMAIL, phone: PHONE };
    const lead = await asRep()
      .post('/api/v1/leads')
      .set('Idempotency-Key', freshKey())
      .send({
        ...{ showroomId: group.showroom.id, source: 'website', comments: WORDS },
        customer: { firstName: NAME, lastName: 'Quux', ...contact },
      })
      .expect(201);
    const { id, customerId } = lead.body as { id: string; customerId: string };
    await asRep().get(`/api/v1/leads/${id}`).expect(200);
    await asRep().get(`/api/v1/customers?email=${EMAIL}`).expect(200);
    await asRep()
      .get(`/api/v1/customers?phone=${encodeURIComponent(PHONE)}`)
      .expect(200);
    await asRep().get(`/api/v1/customers/${NAME}`).expect(400);
    await asRep().get(`/api/v1/showrooms/${group.showroom.id}/staff`).expect(200);
    expect((await audited.of('leads.read'))[0]?.subjectIds).toEqual([id, customerId]);
    expect((await audited.of('staff.read'))[0]?.subjectIds).toContain(audited.rep.userId);
    const rows = await group.inContext(() =>
      app.database.rawDb.select<Record<string, unknown>>(
        `SELECT e.*, CAST(e.subject_ids AS CHAR) AS ids FROM audit_events e
          WHERE e.organization_id = $organizationId`,
        { organizationId: group.organizationId },
      ),
    );
    const people = [group.admin, group.manager, ...group.reps];
    const personal = [
      ...[NAME, 'Quux', EMAIL, PHONE, PHONE.slice(1), WORDS],
      ...people.flatMap(({ name, email, phone = '' }) => [name, email, phone]),
    ];
    expect(rows.length).toBeGreaterThan(10);
    const text = JSON.stringify(rows).toLowerCase();
    const found = personal.filter((value) => value !== '' && text.includes(value.toLowerCase()));
    expect(found).toEqual([]);
  });
});

describe('signing in and out', () => {
  const login = (
    email: string,
    password: string,
  ): ReturnType<ReturnType<TestApp['request']>['post']> =>
    app.request().post('/api/v1/auth/login').send({ email, password });

  it('is recorded, with the user as actor', async () => {
    const { email, userId } = audited.group.manager;
    const before = (await audited.list(`action=auth.login&actorId=${userId}`)).data.length;
    const answer = await login(email, TEST_PASSWORD).expect(200);
    const events = (await audited.list(`action=auth.login&actorId=${userId}`)).data;
    expect(events).toHaveLength(before + 1);
    expect(events[0]).toMatchObject({ outcome: 'success', subjectIds: [userId] });
    const { refreshToken } = answer.body as { refreshToken: string };
    await app.request().post('/api/v1/auth/logout').send({ refreshToken }).expect(204);
    const [out] = await audited.of('auth.logout');
    expect(out).toMatchObject({ outcome: 'success', actor: { type: 'user', id: userId } });
  });

  it('is recorded when the password is wrong; an unknown address is nobody’s', async () => {
    const { email, userId } = audited.group.manager;
    await login(email, 'not the password').expect(401);
    await login(`nobody-${freshKey()}@dealer.example`, 'not the password').expect(401);
    const failures = (): Promise<readonly unknown[]> =>
      audited.list('action=auth.login&outcome=failure').then(({ data }) => data);
    const [failure, ...others] = await eventually(failures, (found) => found.length > 0);
    expect(failure).toMatchObject({
      ...{ outcome: 'failure', subjectType: 'user', subjectIds: [userId] },
      actor: { type: 'anonymous' },
    });
    expect(others).toEqual([]);
  });

  it('is recorded when a refresh token is used twice', async () => {
    const { email, userId } = audited.group.manager;
    const { refreshToken } = (await login(email, TEST_PASSWORD).expect(200)).body as {
      refreshToken: string;
    };
    const refresh = (): ReturnType<typeof login> =>
      app.request().post('/api/v1/auth/refresh').send({ refreshToken });
    await refresh().expect(200);
    app.clock.advance(11_000);
    await refresh().expect(401);
    const [event] = await audited.of('auth.refresh');
    expect(event).toMatchObject({ outcome: 'denied', actor: { type: 'user', id: userId } });
  });

  it('is recorded when all sessions are ended', async () => {
    const fresh = await AuditedGroup.create(app);
    await app.request(fresh.rep.token).post('/api/v1/auth/sessions/revoke').expect(204);
    const [event] = await fresh.of('auth.sessions.revoke');
    expect(event).toMatchObject({
      ...{ outcome: 'success', subjectIds: [fresh.rep.userId] },
      actor: { type: 'user', id: fresh.rep.userId },
    });
  });
});
