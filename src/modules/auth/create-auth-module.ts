import { hkdfSync } from 'node:crypto';
import type { FailureCounter } from '../../cache/failure-counter.js';
import type { Database } from '../../database/create-database.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { JobHandler, Schedule } from '../../jobs/job.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { MailOutbox } from '../../mail/mail-outbox.js';
import type { Logger } from '../../observability/logger.js';
import type { FrameEnricher, RoomRule } from '../../realtime/realtime-ports.js';
import type { AuditTrail } from '../../shared/audit-trail.js';
import type { Clock } from '../../shared/clock.js';
import type { SealedBox } from '../../shared/sealed-box.js';
import type { Role, UserPrincipal } from '../../shared/principal.js';
import { AccessTokens } from './access-tokens.js';
import { AuthAudit } from './auth-audit.js';
import { salesRepNames, userRoomRule } from './auth-realtime.js';
import { authRoutes } from './auth-routes.js';
import type { UserAccess } from './auth-types.js';
import { AuthService } from './auth-service.js';
import type { Authenticator } from './authenticator.js';
import { scopesByKind } from './client-scopes-policy.js';
import { createMachines } from './create-machines.js';
import { createPasswords } from './create-passwords.js';
import { createSecondFactor } from './create-second-factor.js';
import { createUsers } from './create-users.js';
import { createSessionAdministration } from './create-session-administration.js';
import { FailureLimit } from './failure-limit.js';
import type { InvitationService } from './invitation-service.js';
import { LoginThrottle } from './login-throttle.js';
import { machineRoutes } from './machine-routes.js';
import type { OutsideIssuerSource } from './outside-issuer.js';
import { OrganizationRepository } from './organization-repository.js';
import { OrganizationService } from './organization-service.js';
import { Argon2PasswordHasher } from './password-hasher.js';
import type { PasswordHasher } from './password-hasher.js';
import { PasswordPolicy } from './password-policy.js';
import { passwordRoutes } from './password-routes.js';
import { RefreshThrottle } from './refresh-throttle.js';
import { scopesOfRole } from './role-scopes.js';
import { secondFactorRoutes } from './second-factor-routes.js';
import type { SecondFactorService } from './second-factor-service.js';
import { sessionPurgeSchedule } from './session-jobs.js';
import { SessionPurgeRepository } from './session-purge-repository.js';
import { SessionRepository } from './session-repository.js';
import { sessionRoutes } from './session-routes.js';
import { SessionService } from './session-service.js';
import { SigningKeys } from './signing-keys.js';
import { UserAccessCache } from './user-access-cache.js';
import { UserCreation } from './user-creation.js';
import { UserDirectory } from './user-directory.js';
import { UserReadModel } from './user-read-model.js';
import { userRecoveryRoutes } from './user-recovery-routes.js';
import { UserRepository } from './user-repository.js';
import { userRoutes } from './user-routes.js';

export interface AuthModuleDeps {
  readonly database: Pick<Database, 'sequelize' | 'tenantDb' | 'unitOfWork'>;
  readonly events: Pick<EventPublisher, 'publish'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** PKCS#8 PEM of the EC P-256 key that signs access tokens. */
  readonly signingKeyPem: string;
  /** Published and believed beside it: the next one, and the one before. */
  readonly otherSigningKeyPems?: readonly string[] | undefined;
  /** What secrets of single purposes are derived from; it outlives the keys that sign. */
  readonly serverSecret: string;
  /** Whose tokens are believed besides our own; none if absent. */
  readonly outsideIssuers?: readonly OutsideIssuerSource[] | undefined;
  /** With which those who run the product get tokens; absent: they get none. */
  readonly opsClientSecret?: string | undefined;
  /** What secrets of second factors are sealed in. */
  readonly sealedBox: SealedBox;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  readonly mail: Pick<MailOutbox, 'queue'>;
  /** Where the links in mails lead; without it, mails carry codes. */
  readonly publicUrl?: string | undefined;
  /** Where failed log-ins are counted. */
  readonly failureCounter: FailureCounter;
  /** Where log-ins and changes of rights are recorded. */
  readonly audit: AuditTrail;
  /** All operations of the product, asked for when a token is issued: they give its scopes. */
  readonly routes: () => readonly AnyRoute[];
  /** argon2id at OWASP's costs if absent. */
  readonly passwordHasher?: PasswordHasher | undefined;
}

/** Who may log in, who is calling, and who works where. */
export interface AuthModule {
  readonly routes: readonly AnyRoute[];
  readonly authenticator: Pick<Authenticator, 'authenticate' | 'remembered'>;
  /** For sockets, whose caller is known by id. */
  readonly principalLoader: {
    load(userId: string, sessionId: string | undefined): Promise<UserPrincipal | undefined>;
  };
  readonly tokens: { issueAccessToken(userId: string): Promise<string> };
  /** For those who change what a session was begun with: passwords, or who may log in. */
  readonly sessions: Pick<SessionService, 'endAll'>;
  /** For those who may help somebody who has lost his second factor. */
  readonly secondFactors: Pick<SecondFactorService, 'state' | 'resetFor'>;
  readonly invitations: Pick<InvitationService, 'invite'>;
  readonly users: UserDirectory;
  readonly organizations: OrganizationService;
  readonly roomRules: readonly RoomRule[];
  readonly frameEnrichers: readonly FrameEnricher[];
  readonly jobs: readonly JobHandler[];
  readonly schedules: readonly Schedule[];
}

/** Wires the folder. Throws when the signing key is none; hashes once, which takes a moment. */
export function createAuthModule(deps: AuthModuleDeps): AuthModule {
  const { clock, database, logger } = deps;
  const audit = new AuthAudit({ trail: deps.audit, logger });
  const hasher = deps.passwordHasher ?? new Argon2PasswordHasher();
  const keys = new SigningKeys(deps.signingKeyPem, deps.otherSigningKeyPems);
  const users = new UserRepository(database);
  const { directory, organizations, creation, policy } = createPeople(deps, users, hasher);
  const scopesOf = scopesByRole(deps.routes);
  const tokens = new AccessTokens({ keys, clock, scopesOf });
  const access = createAccess(users, clock);
  const sessions = createSessions(deps, { users, access, audit });
  const people = { users, directory, hasher, ...createThrottles(deps) };
  const secondFactor = createSecondFactor({ ...deps, ...people, sessions, tokens });
  const { codes, service: secondFactors } = secondFactor;
  const passwords = createPasswords({
    ...{ ...deps, ...people },
    ...{ sessions, audit, policy, publicUrl: deps.publicUrl },
  });
  const accounts = createUsers({ ...deps, creation, sessions, access, passwords, secondFactors });
  const basis = { tokens: secondFactor.tokens, sessions, codes, audit, logger };
  const service = new AuthService({ ...people, ...basis });
  const machines = createMachines({
    ...{ ...deps, ...people, tokens, access, scopesOf },
    scopesOfKind: scopesByKind(deps.routes),
  });
  const { authenticator } = machines;
  return {
    routes: [
      ...authRoutes({ service, keys }),
      ...secondFactorRoutes(secondFactor),
      ...sessionRoutes(createSessionAdministration({ ...deps, sessions, users })),
      ...passwordRoutes(passwords),
      ...userRoutes(accounts),
      ...userRecoveryRoutes(accounts.recovery),
      ...machineRoutes(machines),
    ],
    authenticator,
    principalLoader: authenticator,
    tokens: service,
    sessions,
    secondFactors,
    invitations: passwords.invitations,
    users: directory,
    organizations,
    roomRules: [userRoomRule],
    frameEnrichers: [salesRepNames(directory)],
    jobs: passwords.jobs,
    schedules: [...passwords.schedules, sessionPurge(deps)],
  };
}

/** Worked out once a role, when it is first asked for: the routes are complete then. */
function scopesByRole(routes: () => readonly AnyRoute[]): (role: Role) => ReadonlySet<string> {
  const known = new Map<Role, ReadonlySet<string>>();
  return (role) => {
    const scopes = known.get(role) ?? scopesOfRole(routes(), role);
    known.set(role, scopes);
    return scopes;
  };
}

function createAccess(users: UserRepository, clock: Clock): UserAccessCache {
  const load = (userId: string, sessionId?: string): Promise<UserAccess | undefined> =>
    sessionId === undefined
      ? users.findAccess(userId)
      : users.findSessionAccess(userId, sessionId, clock.now());
  return new UserAccessCache({ clock, load });
}

function createSessions(
  deps: AuthModuleDeps,
  around: { users: UserRepository; access: UserAccessCache; audit: AuthAudit },
): SessionService {
  const { clock, logger } = deps;
  const { unitOfWork, tenantDb } = deps.database;
  const sessions = new SessionRepository(tenantDb);
  const secret = derivedSecret(deps.serverSecret, 'client-fingerprint');
  return new SessionService({ ...around, unitOfWork, sessions, clock, logger, secret });
}

function sessionPurge({ database, clock }: AuthModuleDeps): Schedule {
  const { unitOfWork, tenantDb } = database;
  return sessionPurgeSchedule({ unitOfWork, purge: new SessionPurgeRepository(tenantDb), clock });
}

function createThrottles({ failureCounter, serverSecret }: AuthModuleDeps): {
  throttle: LoginThrottle;
  refreshThrottle: RefreshThrottle;
  limit: FailureLimit;
} {
  const secret = derivedSecret(serverSecret, 'login-throttle');
  const limit = new FailureLimit({ counter: failureCounter, secret });
  const refreshThrottle = new RefreshThrottle(limit);
  return { throttle: new LoginThrottle(limit), refreshThrottle, limit };
}

function createPeople(
  deps: AuthModuleDeps,
  users: UserRepository,
  hasher: PasswordHasher,
): {
  readonly directory: UserDirectory;
  readonly organizations: OrganizationService;
  readonly creation: UserCreation;
  readonly policy: PasswordPolicy;
} {
  const { clock, events } = deps;
  const { tenantDb, unitOfWork } = deps.database;
  const repository = new OrganizationRepository(tenantDb);
  const policy = new PasswordPolicy({ hasher, organizations: repository });
  const creation = new UserCreation({ unitOfWork, users, policy, events, clock });
  const readModel = new UserReadModel(tenantDb);
  return {
    policy,
    creation,
    directory: new UserDirectory({ unitOfWork, users, readModel, creation }),
    organizations: new OrganizationService({
      unitOfWork,
      organizations: repository,
      creation,
      clock,
    }),
  };
}

/** The same on all instances, and of no use for anything but its one purpose. */
function derivedSecret(serverSecret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', serverSecret, '', purpose, 32));
}
