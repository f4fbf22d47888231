import { TOTP } from 'otpauth';
import type { Role } from '../../../src/shared/principal.js';
import { TEST_PASSWORD } from '../../support/dealer-group.js';
import { exchange } from './exchange.js';
import { uniqueNumber } from './office.js';
import type { Caller } from './callers.js';
import { sessionOf } from './targets.js';
import type { Ids } from './targets.js';
import type { Owner, Place, World } from './world.js';

/** What a request that is to succeed is about. */
export interface Occasion {
  readonly caller: Caller;
  readonly world: World;
  readonly place: Place;
  readonly owner: Owner;
}

/** What is put in place of the world's own things, since the request will use it up. */
export interface Prepared {
  readonly ids?: Ids;
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Puts the world in order again. */
  readonly afterwards?: () => Promise<void>;
}

type Preparation = (occasion: Occasion) => Promise<Prepared>;

/** By operation; whatever is not here can be done again and again. */
export const PREPARATIONS: Readonly<Record<string, Preparation>> = {
  withdrawVehicle: async ({ world, place }) => ({
    ids: { vehicleId: await world.office.vehicle(place.showroomId) },
  }),
  createHold: async ({ world, place }) => ({
    ids: { vehicleId: await world.office.vehicle(place.showroomId) },
  }),
  deleteHold: async ({ world, place, owner }) => {
    const vehicleId = await world.office.vehicle(place.showroomId);
    const { token } = place[owner].person;
    return {
      ids: {
        vehicleId,
        holdId: await world.office.make(`/vehicles/${vehicleId}/holds`, {}, token),
      },
    };
  },
  updateTransfer: async ({ world, place, owner }) => ({
    ids: { transferId: await world.office.transfer(place[owner].person) },
  }),
  updateVisit: async ({ world, place }) => ({
    ids: { visitId: await world.office.visit(place.showroomId) },
    body: { customerId: await world.office.customer() },
  }),
  assignVisit: async ({ world, place }) => {
    const visitId = await world.office.visit(place.showroomId);
    return {
      ids: { visitId },
      body: { userId: place.spare.userId, reason: 'Speaks her language.' },
      afterwards: () => world.office.leave(place.showroomId, visitId),
    };
  },
  declineVisit: ({ world, place, owner }) => {
    const { visitId, person } = place[owner];
    return Promise.resolve({ afterwards: () => world.office.assign(visitId, person.userId) });
  },
  checkOutStaff: ({ world: { office }, place: { showroomId, ...place }, owner }) => {
    const { visitId, person } = place[owner];
    const path = `/showrooms/${showroomId}/staff/${person.userId}`;
    const afterwards = async (): Promise<void> => {
      await office.must('put', path, { isAvailable: false });
      await office.must('put', `${path}/check-in`);
      await office.assign(visitId, person.userId);
    };
    return Promise.resolve({ afterwards });
  },
  deleteApiClient: async ({ world }) => ({
    ids: {
      apiClientId: await world.office.make('/api-clients', {
        ...{ kind: 'integration', name: 'Short-lived', scopes: ['vehicles:read'] },
      }),
    },
  }),
  inviteUser: async ({ world, place }) => ({ ids: { userId: await invited(world, place) } }),
  resetUserPassword: async ({ world, place }) => ({ ids: { userId: await hired(world, place) } }),
  resetUserSecondFactor: async ({ world, place }) => ({
    ids: { userId: await hired(world, place) },
  }),
  revokeUserSessions: async ({ world, place }) => ({ ids: { userId: await hired(world, place) } }),
  endSession: async ({ world, place, owner }) => {
    const { userId } = place[owner].person;
    const { group, app } = world.office;
    const { tokens } = app.app.modules.auth;
    const token = await group.inContext(() => tokens.issueAccessToken(userId));
    return { ids: { sessionId: sessionOf(token) } };
  },
  revokeSessions: async (occasion) => ({ token: await freshToken(occasion) }),
  changePassword: async (occasion) => ({
    token: await freshToken(occasion),
    body: { currentPassword: TEST_PASSWORD, newPassword: 'wet paint on a gate' },
  }),
  enrolSecondFactor: async (occasion) => ({
    token: await freshToken(occasion),
    body: { password: TEST_PASSWORD },
  }),
  activateSecondFactor: async (occasion) => {
    const { token, code } = await enrolled(occasion);
    return { token, body: { code: code(0) } };
  },
  disableSecondFactor: withSecondFactor,
  replaceRecoveryCodes: withSecondFactor,
  login: ({ world }) => {
    const { email } = world.first.spare;
    return Promise.resolve({ body: { email, password: TEST_PASSWORD } });
  },
  logout: async ({ world }) => ({ body: { refreshToken: await refreshToken(world) } }),
  refreshSession: async ({ world }) => ({ body: { refreshToken: await refreshToken(world) } }),
};

async function invited({ office }: World, { showroomId }: Place): Promise<string> {
  const email = `invited${uniqueNumber()}-${office.group.organizationId}@dealer.example`;
  const user = { email, name: 'Iphigenia Vane', role: 'sales_rep', showroomIds: [showroomId] };
  return office.make('/users', user);
}

async function hired({ office }: World, { showroomId }: Place): Promise<string> {
  return (await office.hire('sales_rep', [showroomId])).userId;
}

async function freshToken({ caller, world, place }: Occasion): Promise<string> {
  const home = caller.world ?? world;
  const showroomIds = caller.type === 'admin' ? [] : [place.showroomId];
  return (await home.office.hire(caller.type as Role, showroomIds)).token;
}

interface Enrolled {
  readonly token: string;
  /** What the app shows, so many steps ahead. */
  readonly code: (step: number) => string;
}

async function enrolled(occasion: Occasion): Promise<Enrolled> {
  const token = await freshToken(occasion);
  const { office } = occasion.caller.world ?? occasion.world;
  const password = { password: TEST_PASSWORD };
  const { secret } = await office.must('post', '/auth/totp/enrolment', password, { token });
  const totp = new TOTP({ secret: String(secret), algorithm: 'SHA1', digits: 6, period: 30 });
  const start = office.app.clock.now().getTime();
  return { token, code: (step) => totp.generate({ timestamp: start + step * 30_000 }) };
}

async function withSecondFactor(occasion: Occasion): Promise<Prepared> {
  const { token, code } = await enrolled(occasion);
  const { office } = occasion.caller.world ?? occasion.world;
  await office.must('post', '/auth/totp/activation', { code: code(0) }, { token });
  return { token, body: { password: TEST_PASSWORD, code: code(1) } };
}

async function refreshToken({ office, first }: World): Promise<string> {
  const body = { email: first.spare.email, password: TEST_PASSWORD };
  const request = { method: 'post', path: '/api/v1/auth/login', body };
  const answer = await exchange(office.app.url, request);
  return String((answer.body as { refreshToken?: string }).refreshToken);
}
