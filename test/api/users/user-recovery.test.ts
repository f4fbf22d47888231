import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../../src/shared/ids.js';
import { TEST_PASSWORD, createDealerGroup } from '../../support/dealer-group.js';
import type { DealerGroup, Person } from '../../support/dealer-group.js';
import { startTestApp } from '../../support/test-app.js';
import type { TestApp } from '../../support/test-app.js';
import { UserRig, newEmail, newUser, refusal } from './user-rig.js';
import type { AccountBody, Answer } from './user-rig.js';

const NEW_PASSWORD = 'wet paint on a garden gate';
const WEEK_MS = 7 * 86_400_000;

let app: TestApp;
let group: DealerGroup;
let other: DealerGroup;
let rig: UserRig;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  group = await createDealerGroup(app, { reps: 2 });
  other = await createDealerGroup(app, { reps: 0 });
  rig = new UserRig(app, group);
});

afterAll(() => app.stop());

interface Invited extends AccountBody {
  readonly invitation: { readonly token: string; readonly expiresAt: string };
}

async function invite(values: object = {}): Promise<Invited> {
  const showroomIds = [group.showroom.id];
  const answer = await rig.post(newUser({ showroomIds, password: undefined, ...values }));
  expect([answer.status, answer.body]).toEqual([201, answer.body]);
  return answer.body as Invited;
}

async function act(userId: string, what: string, by: Person = group.admin): Promise<Answer> {
  return app.request(by.token).post(`/api/v1/users/${userId}/${what}`);
}

async function logIn(email: string, password: string): Promise<number> {
  return (await app.request().post('/api/v1/auth/login').send({ email, password })).status;
}

async function accept(token: string): Promise<number> {
  const body = { token, password: NEW_PASSWORD };
  return (await app.request().post('/api/v1/auth/invitations/accept').send(body)).status;
}

async function reset(token: string): Promise<number> {
  const body = { token, newPassword: NEW_PASSWORD };
  return (await app.request().post('/api/v1/auth/password/reset').send(body)).status;
}

async function mailsOf(kind: string): Promise<number> {
  const rows = await app.database.rawDb.select<{ id: string }>(
    'SELECT id FROM mails WHERE organization_id = $id AND kind = $kind',
    { id: group.organizationId, kind },
  );
  return rows.length;
}

describe('a user without a password', () => {
  it('is invited by mail, and by who asked, and chooses one', async () => {
    const before = await mailsOf('invitation');
    const email = newEmail();
    const invited = await invite({ email });
    expect(invited).toMatchObject({ status: 'invited', version: 1 });
    expect(await mailsOf('invitation')).toBe(before + 1);
    const life = Date.parse(invited.invitation.expiresAt) - app.clock.now().getTime();
    expect(Math.abs(life - WEEK_MS)).toBeLessThan(60_000);
    expect(await logIn(email, NEW_PASSWORD)).toBe(401);
    expect(await accept(invited.invitation.token)).toBe(204);
    expect(await logIn(email, NEW_PASSWORD)).toBe(200);
    expect((await rig.account(invited.id)).status).toBe('active');
    expect(await accept(invited.invitation.token)).toBe(410);
  });

  it('is not given the token again, neither by a read nor in the list', async () => {
    const { id, invitation } = await invite();
    expect((await rig.get(id)).text).not.toContain(invitation.token);
    const list = await app.request(group.admin.token).get('/api/v1/users?status=invited');
    expect((list.body as { data: AccountBody[] }).data.map((user) => user.id)).toContain(id);
    expect(list.text).not.toContain(invitation.token);
  });

  it('is invited anew by a second request, and the first token dies', async () => {
    const { id, invitation } = await invite();
    const again = await act(id, 'invitation', group.manager);
    expect(again.status).toBe(200);
    expect(again.headers['cache-control']).toContain('no-store');
    expect(await accept(invitation.token)).toBe(410);
    expect(await accept((again.body as Invited['invitation']).token)).toBe(204);
    expect(refusal(await act(id, 'invitation'))).toEqual([409, 'password_already_set']);
  });

  it('leaves one good token of many requests at the same time', async () => {
    const { id } = await invite();
    const answers = await Promise.all([1, 2, 3, 4].map(() => act(id, 'invitation')));
    const tokens = answers.map(({ body }) => (body as Invited['invitation']).token);
    expect(new Set(tokens).size).toBe(tokens.length);
    const statuses: number[] = [];
    for (const token of tokens) statuses.push(await accept(token));
    expect(statuses.sort()).toEqual([204, 410, 410, 410]);
  });

  it('cannot come in once disabled', async () => {
    const { id, invitation } = await invite();
    await rig.patch(id, { disabled: true });
    expect(await accept(invitation.token)).toBe(410);
    expect(refusal(await act(id, 'invitation'))).toEqual([409, 'user_disabled']);
  });

  it('is there only if the invitation is', async () => {
    const email = group.admin.email;
    const before = await mailsOf('invitation');
    const answer = await rig.post(newUser({ email, password: undefined }));
    expect(refusal(answer)).toEqual([409, 'email_taken']);
    expect(await mailsOf('invitation')).toBe(before);
  });
});

describe('a first password', () => {
  it.each([
    ['common', 'password123', 'password_too_common'],
    ['the address itself', '', 'password_too_personal'],
  ])('is refused when it is %s', async (_what, password, code) => {
    const email = newEmail();
    const answer = await rig.post(newUser({ email, password: password || email }));
    expect(refusal(answer)).toEqual([422, code]);
  });
});

describe('a password reset by an administrator', () => {
  it('gives a token once, by mail too, that works once', async () => {
    const { id, email } = await rig.create();
    const before = await mailsOf('password_reset');
    const answer = await act(id, 'password-reset');
    const { token } = answer.body as Invited['invitation'];
    expect(await mailsOf('password_reset')).toBe(before + 1);
    expect(await logIn(email, TEST_PASSWORD)).toBe(200);
    expect(await reset(token)).toBe(204);
    expect(await reset(token)).toBe(410);
    expect(await logIn(email, TEST_PASSWORD)).toBe(401);
    expect(await logIn(email, NEW_PASSWORD)).toBe(200);
  });

  it('is not for who is disabled', async () => {
    const { id } = await rig.create();
    await rig.patch(id, { disabled: true });
    expect(refusal(await act(id, 'password-reset'))).toEqual([409, 'user_disabled']);
  });
});

describe('a second factor reset by an administrator', () => {
  it('ends the sessions, and does no harm where there is none', async () => {
    const { id, email } = await rig.create();
    const login = { email, password: TEST_PASSWORD };
    const { body } = await app.request().post('/api/v1/auth/login').send(login);
    const client = app.request((body as { accessToken: string }).accessToken);
    expect((await client.get('/api/v1/auth/me')).status).toBe(200);
    expect((await act(id, 'totp/reset')).status).toBe(204);
    expect((await client.get('/api/v1/auth/me')).status).toBe(401);
  });
});

describe('who may help whom', () => {
  const ALL = ['invitation', 'password-reset', 'totp/reset'];

  it('nobody helps users of another group, or such as are not there', async () => {
    for (const what of ALL) {
      for (const id of [other.admin.userId, newId()]) {
        expect(refusal(await act(id, what))).toEqual([404, 'user_not_found']);
      }
      expect(refusal(await act('me', what))).toEqual([400, 'validation_failed']);
    }
  });

  it('nobody helps himself, who would prove nothing then', async () => {
    for (const what of ['password-reset', 'totp/reset']) {
      expect(refusal(await act(group.admin.userId, what))).toEqual([403, 'own_rights']);
    }
  });

  it('sales managers invite their reps, and that is all', async () => {
    const { id } = await invite({ showroomIds: [group.otherShowroom.id] });
    expect(refusal(await act(id, 'invitation', group.manager))).toEqual([403, 'user_forbidden']);
    for (const what of ['password-reset', 'totp/reset']) {
      expect(refusal(await act(id, what, group.manager))).toEqual([403, 'forbidden']);
    }
    for (const rep of group.reps) {
      for (const what of ALL) expect(refusal(await act(id, what, rep))).toEqual([403, 'forbidden']);
    }
  });
});
