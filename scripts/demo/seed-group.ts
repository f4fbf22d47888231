import type { UserRow } from '../../src/modules/auth/index.js';
import type { Showroom } from '../../src/modules/showrooms/index.js';
import { asSystem } from '../../src/observability/request-context.js';
import { newId } from '../../src/shared/ids.js';
import type { Principal } from '../../src/shared/principal.js';
import type { DemoServices } from './demo-services.js';
import { ADMIN, GROUP_NAME, SHOWROOMS, STAFF } from './group-plan.js';

/** Somebody who was found by e-mail address. */
export type FoundUser = Pick<UserRow, 'id' | 'organizationId'>;

/** The demo's dealer group, with who acts for it. */
export interface DemoGroup {
  readonly principal: Principal;
  /** The oldest one first. */
  readonly showrooms: readonly [Showroom, Showroom];
}

/** The administrator of the group, if there is one. */
export async function findAdmin(services: DemoServices): Promise<FoundUser | undefined> {
  return findUser(services, ADMIN.email);
}

async function findUser({ database }: DemoServices, email: string): Promise<FoundUser | undefined> {
  return asSystem('the seed finds the demo group by its people', () =>
    database.tenantDb.selectOne<FoundUser>(
      'SELECT id, organization_id AS organizationId FROM users WHERE email = $email',
      { email },
    ),
  );
}

/** Makes the organization and its administrator. */
export async function createOrganization(
  { modules }: DemoServices,
  password: string,
): Promise<FoundUser> {
  const { admin } = await modules.auth.organizations.create({
    name: GROUP_NAME,
    admin: { ...ADMIN, password },
  });
  return admin;
}

/** The group of this administrator with its two showrooms; inside the organization's context. */
export async function openGroup(services: DemoServices, admin: FoundUser): Promise<DemoGroup> {
  const principal = principalOf(admin);
  return { principal, showrooms: await seedShowrooms(services, principal) };
}

function principalOf({ id, organizationId }: FoundUser): Principal {
  const ids = { userId: id, organizationId, sessionId: newId() };
  return { kind: 'user', role: 'admin', showroomIds: 'all', scopes: new Set(), ...ids };
}

async function seedShowrooms(
  { modules }: DemoServices,
  principal: Principal,
): Promise<readonly [Showroom, Showroom]> {
  const { service } = modules.showrooms;
  const { rows } = await service.list(principal, { limit: SHOWROOMS.length });
  const showrooms = [...rows];
  for (const plan of SHOWROOMS.slice(rows.length)) showrooms.push(await service.create(plan));
  const [first, second] = showrooms;
  if (first === undefined || second === undefined) throw new Error('There are two showrooms.');
  return [first, second];
}

/**
 * Adds the people who are missing; reps are made and check in one after the other, which is their
 * order in the up list. Inside the organization's context.
 */
export async function seedStaff(
  services: DemoServices,
  { principal, showrooms }: DemoGroup,
  password: string,
): Promise<void> {
  const { auth, rotation } = services.modules;
  const [{ id: showroomId }] = showrooms;
  for (const person of STAFF) {
    if ((await findUser(services, person.email)) !== undefined) continue;
    await auth.users.create({ ...person, password, showroomIds: [showroomId] });
  }
  const reps = await auth.users.repsOf(showroomId);
  for (const { userId } of reps) {
    await rotation.service.setAvailability(principal, showroomId, userId, true);
  }
}
