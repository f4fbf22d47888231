import { asOrganization } from '../../../src/observability/request-context.js';
import { newId } from '../../../src/shared/ids.js';
import type { UserPrincipal } from '../../../src/shared/principal.js';
import { modulesOnOwnPool, startAuthApp } from '../auth/auth-app.js';
import type { AuthApp } from '../auth/auth-app.js';
import { createGroup, createPerson } from '../auth/people.js';
import type { Group, Person } from '../auth/people.js';

let app: AuthApp;
let group: Group;
beforeAll(async () => {
  app = await startAuthApp();
  group = await createGroup(app);
});
afterAll(() => app.stop());

async function principalOf(person: Person): Promise<UserPrincipal> {
  const principal = await app.auth.authenticator.authenticate(person.token);
  if (principal.kind !== 'user') throw new Error('A person is a user.');
  return principal;
}

function inGroup<T>(work: () => Promise<T>): Promise<T> {
  return asOrganization(group.organizationId, work);
}

describe('requireAccess', () => {
  it('gives the showroom to those with access, and tells others why not', async () => {
    const { service } = app.showrooms;
    const other = await createGroup(app);
    const rep = await principalOf(await createPerson(app, group));
    const [open, closed] = group.showrooms;
    await inGroup(async () => {
      expect(await service.requireAccess(rep, open.id)).toEqual(open);
      await expect(service.requireAccess(rep, closed.id)).rejects.toMatchObject({
        data: { code: 'showroom_forbidden' },
      });
      for (const id of [newId(), other.showrooms[0].id]) {
        await expect(service.requireAccess(rep, id)).rejects.toMatchObject({
          data: { code: 'showroom_not_found' },
        });
      }
    });
  });

  it('reads once in five seconds, and at once what this process has changed', async () => {
    const { service } = modulesOnOwnPool(app).showrooms;
    const { id } = group.showrooms[1];
    const statements: string[] = [];
    const stop = app.database.sequelize.observe((sql) => statements.push(sql));
    await inGroup(async () => {
      await service.get(id);
      await service.get(id);
      expect(statements).toHaveLength(1);
      app.clock.advance(5_000);
      await service.get(id);
      expect(statements).toHaveLength(2);
      await service.update(id, 1, { name: 'Harbour' });
      expect(await service.get(id)).toMatchObject({ name: 'Harbour', version: 2 });
    });
    stop();
  });

  it('takes no snapshot in a unit of work that is yet to lock', async () => {
    const { service } = modulesOnOwnPool(app).showrooms;
    const { unitOfWork, tenantDb } = app.database;
    const [{ id }] = group.showrooms;
    const person = await createPerson(app, group);
    const rename = `UPDATE users SET name = 'Changed'
      WHERE organization_id = $organizationId AND id = $userId`;
    const lock = `SELECT name FROM users
      WHERE organization_id = $organizationId AND id = $userId FOR UPDATE`;
    let attempts = 0;
    const row = await inGroup(() =>
      unitOfWork.run(async () => {
        attempts += 1;
        await service.get(id);
        await elsewhere(() => tenantDb.execute(rename, { userId: person.id }));
        return tenantDb.selectOne(lock, { userId: person.id });
      }),
    );
    expect(row).toEqual({ name: 'Changed' });
    expect(attempts).toBe(1);
  });

  /** Runs in a unit of work of its own, beside the one under way. */
  async function elsewhere(work: () => Promise<unknown>): Promise<void> {
    await app.database.sequelize.runs.exit(() => app.database.unitOfWork.run(work));
  }
});

describe('the room of a showroom', () => {
  it('is open to those of the same group who have access', async () => {
    const [rule] = app.showrooms.roomRules;
    const other = await createGroup(app);
    const rep = await principalOf(await createPerson(app, group));
    const admin = await principalOf(group.admin);
    const [open, closed] = group.showrooms;
    expect(rule?.kind).toBe('showroom');
    expect(await rule?.mayEnter(rep, open.id)).toBe(true);
    expect(await rule?.mayEnter(rep, closed.id)).toBe(false);
    expect(await rule?.mayEnter(admin, closed.id)).toBe(true);
    expect(await rule?.mayEnter(admin, other.showrooms[0].id)).toBe(false);
    expect(await rule?.mayEnter(admin, 'not-an-id')).toBe(false);
  });
});
