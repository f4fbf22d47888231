import { asOrganization, asSystem } from '../../../src/observability/request-context.js';
import type { SmtpSink } from '../../support/smtp-sink.js';
import type { AuthApp } from './auth-app.js';
import { askedToken, invite, logIn, post, startWithMail, tokenIn } from './password-rig.js';
import { PASSWORD, createGroup, createPerson, newEmail } from './people.js';
import type { Group, Person } from './people.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NEW = 'wet paint on a gate';
const OTHER = 'a gate of wet paint';

let sink: SmtpSink;
let app: AuthApp;
let group: Group;
let rep: Person;

beforeAll(async () => {
  ({ app, sink } = await startWithMail());
  group = await createGroup(app);
});
beforeEach(async () => {
  rep = await createPerson(app, group);
});
afterAll(async () => {
  await sink.close();
  await app.stop();
});

describe('an invitation', () => {
  async function invited(): Promise<{ id: string; email: string }> {
    return asOrganization(group.organizationId, () =>
      app.auth.users.create({
        email: newEmail(),
        name: 'Ina Invited',
        role: 'sales_rep',
        showroomIds: [group.showrooms[0].id],
      }),
    );
  }
  const accept = (token: string, password = NEW) =>
    post(app, '/invitations/accept', { token, password });

  it('lets somebody choose a first password, by mail or by the one who asked', async () => {
    const person = await invited();
    const shown = await invite(app, group, person);
    expect(shown.expiresAt.getTime() - app.clock.now().getTime()).toBeGreaterThan(
      7 * DAY_MS - MINUTE_MS,
    );
    const sent = tokenIn((await sink.mailTo(person.email)).text);
    expect(sent).toBe(shown.token);
    const answer = await accept(sent);
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(await logIn(app, person.email, NEW)).toBe(200);
    expect((await accept(sent, OTHER)).status).toBe(410);
  });

  it('nobody logs in before; the check is that of an address that nobody has', async () => {
    const person = await invited();
    const before = app.verifiedHashes.length;
    expect(await logIn(app, person.email, '')).toBe(400);
    expect(await logIn(app, person.email, PASSWORD)).toBe(401);
    expect(app.verifiedHashes.slice(before)).toEqual([app.decoy]);
  });

  it('works for seven days, the newest alone', async () => {
    const person = await invited();
    const older = await invite(app, group, person);
    const newer = await invite(app, group, person);
    expect((await accept(older.token)).status).toBe(410);
    app.clock.advance(7 * DAY_MS - MINUTE_MS);
    expect((await accept(newer.token, 'password123')).status).toBe(422);
    app.clock.advance(MINUTE_MS);
    expect((await accept(newer.token)).body).toMatchObject({ code: 'token_used_up' });
  });

  it('is not for a user of another group', async () => {
    const stranger = await createGroup(app);
    await expect(invite(app, stranger, rep)).rejects.toThrow();
  });
});

describe('what is kept', () => {
  it('has neither tokens nor addresses in it, and logs have not either', async () => {
    const token = await askedToken({ app, sink }, rep);
    const body = { token, newPassword: NEW };
    expect((await post(app, '/password/reset', body)).status).toBe(204);
    await sink.mailTo(rep.email, 2);
    await app.test.app.idle();
    const rows = [];
    for (const table of ['jobs', 'events', 'mails', 'one_time_tokens', 'audit_events']) {
      rows.push(...(await app.database.rawDb.select(`SELECT * FROM ${table}`)));
    }
    const kept = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value)))
      .join('\n');
    const all = `${kept}\n${app.logLines.join('\n')}`;
    expect(all).toContain(rep.id);
    for (const secret of [token, rep.email, NEW, PASSWORD]) expect(all).not.toContain(secret);
  });

  it('is deleted when it has expired', async () => {
    await askedToken({ app, sink }, rep);
    app.clock.advance(2 * DAY_MS);
    await app.test.app.idle();
    const schedule = app.auth.schedules.find(({ name }) => name === 'auth.one-time-token-purge');
    await asSystem('schedule auth.one-time-token-purge', async () => schedule?.run());
    const left = await app.database.rawDb.select(
      'SELECT user_id FROM one_time_tokens WHERE user_id = $userId',
      { userId: rep.id },
    );
    expect(left).toEqual([]);
  });
});
