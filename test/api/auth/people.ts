import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { NewUser, UserRow } from '../../../src/modules/auth/index.js';
import type { NewShowroom, Showroom } from '../../../src/modules/showrooms/index.js';
import { asOrganization } from '../../../src/observability/request-context.js';
import type { AuthApp } from './auth-app.js';

export const PASSWORD = 'correct horse battery staple';

/** A person who can log in. */
export interface Person {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly token: string;
}

/** A dealer group of its own: an administrator and two showrooms. */
export interface Group {
  readonly organizationId: string;
  readonly admin: Person;
  /** The oldest first. */
  readonly showrooms: readonly [Showroom, Showroom];
}

export async function createGroup(app: AuthApp): Promise<Group> {
  const { organizationId, admin } = await app.auth.organizations.create({
    name: 'Północ Motors',
    admin: { email: newEmail(), name: 'Ada Admin', password: PASSWORD },
  });
  const first = await createShowroom(app, organizationId, { name: 'Downtown' });
  const second = await createShowroom(app, organizationId, { name: 'Airport' });
  return { organizationId, admin: await withToken(app, admin), showrooms: [first, second] };
}

export async function createShowroom(
  app: AuthApp,
  organizationId: string,
  values: Partial<NewShowroom> = {},
): Promise<Showroom> {
  const floors = [{ floor: 1, widthM: 20, depthM: 15 }];
  const input = { name: 'Showroom', timeZone: 'America/Chicago', currency: 'USD', floors };
  return asOrganization(organizationId, () =>
    app.showrooms.service.create({ ...input, ...values }),
  );
}

/** A rep with access to the group's first showroom, unless told otherwise. */
export async function createPerson(
  app: AuthApp,
  group: Group,
  values: Partial<NewUser> = {},
): Promise<Person> {
  const user = await asOrganization(group.organizationId, () =>
    app.auth.users.create({
      email: newEmail(),
      name: 'Rosa Rep',
      role: 'sales_rep',
      password: PASSWORD,
      showroomIds: [group.showrooms[0].id],
      ...values,
    }),
  );
  return withToken(app, user);
}

/** Nobody else in the schema has this address. */
export function newEmail(): string {
  return `someone-${randomUUID()}@lakeside.example`;
}

export async function disable(app: AuthApp, group: Group, person: Person): Promise<void> {
  await asOrganization(group.organizationId, () =>
    app.database.unitOfWork.run(() =>
      app.database.tenantDb.execute(
        `UPDATE users SET disabled_at = $now
         WHERE organization_id = $organizationId AND id = $id`,
        { id: person.id, now: app.clock.now() },
      ),
    ),
  );
}

/** The session that an access token belongs to. */
export function sessionOf(token: string): string {
  const sessionId = decodeJwt(token)['sid'];
  if (typeof sessionId !== 'string') throw new Error('The token has no session.');
  return sessionId;
}

async function withToken(app: AuthApp, user: UserRow): Promise<Person> {
  const token = await app.auth.tokens.issueAccessToken(user.id);
  return { id: user.id, email: user.email, name: user.name, token };
}
