import type { Logger } from '../../observability/logger.js';
import { asOrganization } from '../../observability/request-context.js';
import { notFound, unauthenticated } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Principal } from '../../shared/principal.js';
import type { AccessTokens } from './access-tokens.js';
import type { UserAccess, UserProfile } from './auth-types.js';
import type { LoginThrottle } from './login-throttle.js';
import type { PasswordHasher } from './password-hasher.js';
import { normalizeEmail } from './user-creation.js';
import type { UserDirectory } from './user-directory.js';
import type { UserRepository } from './user-repository.js';

interface AuthServiceDeps {
  readonly users: UserRepository;
  readonly directory: UserDirectory;
  readonly hasher: PasswordHasher;
  readonly throttle: LoginThrottle;
  readonly tokens: AccessTokens;
  readonly logger: Logger;
}

/** What a person proves to be somebody with. */
export interface LoginInput {
  readonly email: string;
  readonly password: string;
}

/** An access token, and whose it is. */
export interface AccessGrant {
  readonly accessToken: string;
  readonly profile: UserProfile;
}

/** Log-in, and what a person is told about himself. */
export class AuthService {
  constructor(private readonly deps: AuthServiceDeps) {}

  /**
   * Lets a person in. Throws 401 `invalid_credentials`, the same and after the same work whether
   * the user, the password or the right to log in is missing, and 429 `too_many_attempts`.
   */
  async login(input: LoginInput, clientAddress: string): Promise<AccessGrant> {
    const { throttle, logger, tokens } = this.deps;
    const email = normalizeEmail(input.email);
    const access = await throttle.guard(email, clientAddress, () =>
      this.checkPassword(email, input.password),
    );
    if (access === undefined) {
      logger.warn('log-in refused');
      throw unauthenticated('invalid_credentials', 'E-mail address or password is wrong.');
    }
    logger.info({ userId: access.userId }, 'logged in');
    const accessToken = await tokens.issue(access, newId());
    return { accessToken, profile: await this.profileIn(access.organizationId, access.userId) };
  }

  /** The caller, with the showrooms he may enter. */
  async profile(principal: Principal): Promise<UserProfile> {
    return this.profileIn(principal.organizationId, principal.userId);
  }

  /** A token for a user who has proved himself in another way. Throws 404 when disabled. */
  async issueAccessToken(userId: string): Promise<string> {
    const access = await this.deps.users.findAccess(userId);
    if (access === undefined) throw notFound('user');
    return this.deps.tokens.issue(access, newId());
  }

  private async checkPassword(email: string, password: string): Promise<UserAccess | undefined> {
    const { users, hasher } = this.deps;
    const user = await users.findCredentials(email);
    const matches = await hasher.verify(user?.passwordHash ?? hasher.decoy, password);
    return user !== undefined && matches ? users.findAccess(user.id) : undefined;
  }

  private async profileIn(organizationId: string, userId: string): Promise<UserProfile> {
    const profile = await asOrganization(organizationId, () =>
      this.deps.directory.profileOf(userId),
    );
    if (profile === undefined) throw unauthenticated();
    return profile;
  }
}
