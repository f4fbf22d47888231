import { hkdfSync } from 'node:crypto';
import type { FailureCounter } from '../../cache/failure-counter.js';
import type { Database } from '../../database/create-database.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { AnyRoute } from '../../http/define-route.js';
import type { Logger } from '../../observability/logger.js';
import type { FrameEnricher, RoomRule } from '../../realtime/realtime-ports.js';
import type { Clock } from '../../shared/clock.js';
import type { Principal } from '../../shared/principal.js';
import { AccessTokens } from './access-tokens.js';
import { salesRepNames, userRoomRule } from './auth-realtime.js';
import { authRoutes } from './auth-routes.js';
import { AuthService } from './auth-service.js';
import { Authenticator } from './authenticator.js';
import { LoginThrottle } from './login-throttle.js';
import { OrganizationRepository } from './organization-repository.js';
import { OrganizationService } from './organization-service.js';
import { Argon2PasswordHasher } from './password-hasher.js';
import type { PasswordHasher } from './password-hasher.js';
import { scopesOfRole } from './role-scopes.js';
import { SigningKeys } from './signing-keys.js';
import { UserAccessCache } from './user-access-cache.js';
import { UserCreation } from './user-creation.js';
import { UserDirectory } from './user-directory.js';
import { UserReadModel } from './user-read-model.js';
import { UserRepository } from './user-repository.js';

export interface AuthModuleDeps {
  readonly database: Pick<Database, 'sequelize' | 'tenantDb' | 'unitOfWork'>;
  readonly events: Pick<EventPublisher, 'publish'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** PKCS#8 PEM of the EC P-256 key that signs access tokens. */
  readonly signingKeyPem: string;
  /** Where failed log-ins are counted. */
  readonly failureCounter: FailureCounter;
  /** All operations of the product, asked for when a token is issued: they give its scopes. */
  readonly routes: () => readonly AnyRoute[];
  /** argon2id at OWASP's costs if absent. */
  readonly passwordHasher?: PasswordHasher | undefined;
}

/** Who may log in, who is calling, and who works where. */
export interface AuthModule {
  readonly routes: readonly AnyRoute[];
  readonly authenticator: { authenticate(token: string): Promise<Principal> };
  /** For sockets, whose caller is known by id. */
  readonly principalLoader: {
    load(userId: string, sessionId?: string): Promise<Principal | undefined>;
  };
  readonly tokens: { issueAccessToken(userId: string): Promise<string> };
  readonly users: UserDirectory;
  readonly organizations: OrganizationService;
  readonly roomRules: readonly RoomRule[];
  readonly frameEnrichers: readonly FrameEnricher[];
}

/** Wires the folder. Throws when the signing key is none; hashes once, which takes a moment. */
export function createAuthModule(deps: AuthModuleDeps): AuthModule {
  const { clock, database, logger } = deps;
  const hasher = deps.passwordHasher ?? new Argon2PasswordHasher();
  const keys = new SigningKeys(deps.signingKeyPem);
  const users = new UserRepository(database);
  const { directory, organizations } = createPeople(deps, users, hasher);
  const tokens = new AccessTokens({
    keys,
    clock,
    scopesOf: (role) => scopesOfRole(deps.routes(), role),
  });
  const throttle = new LoginThrottle({
    counter: deps.failureCounter,
    secret: throttleSecret(deps.signingKeyPem),
  });
  const service = new AuthService({ users, directory, hasher, throttle, tokens, logger });
  const access = new UserAccessCache({ clock, load: (userId) => users.findAccess(userId) });
  const authenticator = new Authenticator({ tokens, access, clock });
  return {
    routes: authRoutes({ service, keys }),
    authenticator,
    principalLoader: authenticator,
    tokens: service,
    users: directory,
    organizations,
    roomRules: [userRoomRule],
    frameEnrichers: [salesRepNames(directory)],
  };
}

function createPeople(
  deps: AuthModuleDeps,
  users: UserRepository,
  hasher: PasswordHasher,
): { directory: UserDirectory; organizations: OrganizationService } {
  const { clock, events } = deps;
  const { tenantDb, unitOfWork } = deps.database;
  const creation = new UserCreation({ unitOfWork, users, hasher, events, clock });
  const readModel = new UserReadModel(tenantDb);
  const repository = new OrganizationRepository(tenantDb);
  return {
    directory: new UserDirectory({ unitOfWork, users, readModel, creation }),
    organizations: new OrganizationService({
      unitOfWork,
      organizations: repository,
      creation,
      clock,
    }),
  };
}

/** The same on all instances, and of no use for anything but counting. */
function throttleSecret(signingKeyPem: string): Buffer {
  return Buffer.from(hkdfSync('sha256', signingKeyPem, '', 'login-throttle', 32));
}
