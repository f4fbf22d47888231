import { randomBytes } from 'node:crypto';
import { foundOrganization } from '../../src/app/found-organization.js';
import { newId } from '../../src/shared/ids.js';
import type { Principal, Role } from '../../src/shared/principal.js';
import { asOrganization } from '../../src/observability/request-context.js';
import type { NewShowroom, Showroom } from '../../src/modules/showrooms/index.js';
import type { TestApp } from './test-app.js';

/** The password of everybody in tests. */
export const TEST_PASSWORD = 'correct-horse-battery';

/** A person of a dealer group, with a token that works. */
export interface Person {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly phone?: string;
  readonly token: string;
}

/** A tenant of a test's own. */
export interface DealerGroup {
  readonly organizationId: string;
  /** 20 × 15 m on floor 1; the manager and the reps belong to the first. */
  readonly showroom: Showroom;
  /** Another rooftop, to which neither manager nor reps have access. */
  readonly otherShowroom: Showroom;
  readonly admin: Person;
  readonly manager: Person;
  readonly reps: readonly Person[];
  /** Runs in the tenant's context, for services and repositories. */
  inContext<T>(work: () => Promise<T>): Promise<T>;
}

export interface DealerGroupOptions {
  readonly reps?: number;
  /** Default: all reps are checked in, in their order. */
  readonly checkedIn?: boolean;
}

/** What a dealer group is made through. */
export type DealerGroupHost = Pick<TestApp, 'app' | 'clock'>;

/** Makes a dealer group with people and showrooms, through the product's own services. */
export async function createDealerGroup(
  test: DealerGroupHost,
  options: DealerGroupOptions = {},
): Promise<DealerGroup> {
  const { auth, showrooms } = test.app.modules;
  const suffix = randomBytes(5).toString('hex');
  const adminEmail = `admin-${suffix}@dealer.example`;
  const { organizationId, admin, showroom } = await foundOrganization(test.app.modules, {
    name: `Group ${suffix}`,
    admin: { email: adminEmail, name: 'Ada Admin', password: TEST_PASSWORD },
    showroom: newShowroom('Lake Street'),
  });
  const inContext = <T>(work: () => Promise<T>): Promise<T> => asOrganization(organizationId, work);
  const principal = adminPrincipal(organizationId, admin.id);
  const otherShowroom = await inContext(() => showrooms.service.create(newShowroom('Hill Road')));
  const hire = (role: Role, name: string, index: number): Promise<Person> =>
    inContext(() => hirePerson(test, { role, name, suffix, index, showroomIds: [showroom.id] }));
  const manager = await hire('sales_manager', 'Max Manager', 0);
  const reps: Person[] = [];
  for (let index = 1; index <= (options.reps ?? 5); index += 1) {
    reps.push(await hire('sales_rep', `Rep ${index}`, index));
  }
  const group: DealerGroup = {
    organizationId,
    showroom,
    otherShowroom,
    admin: {
      userId: admin.id,
      email: adminEmail,
      name: 'Ada Admin',
      token: await inContext(() => auth.tokens.issueAccessToken(admin.id)),
    },
    manager,
    reps,
    inContext,
  };
  if (options.checkedIn !== false) await checkIn(test, group, principal);
  return group;
}

function newShowroom(name: string): NewShowroom {
  return {
    name,
    timeZone: 'America/Chicago',
    currency: 'USD',
    floors: [{ floor: 1, widthM: 20, depthM: 15 }],
  };
}

function adminPrincipal(organizationId: string, userId: string): Principal {
  const ids = { userId, organizationId, sessionId: newId() };
  return { kind: 'user', role: 'admin', showroomIds: 'all', scopes: new Set(), ...ids };
}

interface Hire {
  readonly role: Role;
  readonly name: string;
  readonly suffix: string;
  readonly index: number;
  readonly showroomIds: readonly string[];
}

async function hirePerson(test: DealerGroupHost, hire: Hire): Promise<Person> {
  const { role, name, suffix, index, showroomIds } = hire;
  const { users, tokens } = test.app.modules.auth;
  const email = `${role}-${index}-${suffix}@dealer.example`;
  const phone = `+1312555${String(1_000 + index)}`;
  const user = await users.create({
    ...{ email, name, phone, role, showroomIds },
    password: TEST_PASSWORD,
  });
  const token = await tokens.issueAccessToken(user.id);
  return { userId: user.id, email, name, phone, token };
}

async function checkIn(
  test: DealerGroupHost,
  group: DealerGroup,
  principal: Principal,
): Promise<void> {
  const { rotation } = test.app.modules;
  for (const rep of group.reps) {
    await group.inContext(() =>
      rotation.service.setAvailability(principal, group.showroom.id, rep.userId, true),
    );
    test.clock.advance(1);
  }
}
