import type { Logger } from '../../observability/logger.js';
import { asOrganization } from '../../observability/request-context.js';
import { notFound, unauthenticated } from '../../shared/errors.js';
import type { UserPrincipal } from '../../shared/principal.js';
import type { AuthAudit } from './auth-audit.js';
import type { UserAccess, UserProfile } from './auth-types.js';
import type { CodeCheck } from './code-check.js';
import type { LoginThrottle } from './login-throttle.js';
import type { PasswordHasher } from './password-hasher.js';
import type { RefreshThrottle } from './refresh-throttle.js';
import type { SessionService } from './session-service.js';
import type { SessionToken, SessionTokens } from './session-tokens.js';
import type { RefreshGrant } from './session-types.js';
import { normalizeEmail } from './user-creation.js';
import type { UserDirectory } from './user-directory.js';
import type { UserRepository } from './user-repository.js';

interface AuthServiceDeps {
  readonly users: UserRepository;
  readonly directory: UserDirectory;
  readonly hasher: PasswordHasher;
  readonly throttle: LoginThrottle;
  readonly refreshThrottle: RefreshThrottle;
  readonly tokens: SessionTokens;
  readonly sessions: SessionService;
  readonly codes: Pick<CodeCheck, 'judge'>;
  readonly audit: AuthAudit;
  readonly logger: Logger;
}

/** What a person proves to be somebody with. */
export interface LoginInput {
  readonly email: string;
  readonly password: string;
  /** A code of the second factor, where the user has one. */
  readonly totp?: string | undefined;
}

/** What a session goes on with: an access token, and a refresh token for the next one. */
export interface TokenGrant extends RefreshGrant, SessionToken {}

/** The tokens of a new session, and whose it is. */
export interface AccessGrant extends TokenGrant {
  readonly profile: UserProfile;
}

/** Where a request comes from. */
export interface Client {
  readonly address: string;
  /** Tells two clients apart that hold the same refresh token. */
  readonly userAgent: string;
}

/** Log-in, what follows it until log-out, and what a person is told about himself. */
export class AuthService {
  constructor(private readonly deps: AuthServiceDeps) {}

  /**
   * Lets a person in. Throws 401 `invalid_credentials`, the same and after the same work whether
   * the user, the password or the right to log in is missing, or the code is not good; 401
   * `totp_required` when nothing but the code is missing, which is no failure that counts; and 429
   * `too_many_attempts`.
   */
  async login(input: LoginInput, clientAddress: string): Promise<AccessGrant> {
    const { throttle, logger } = this.deps;
    const email = normalizeEmail(input.email);
    const access = await throttle.guard(email, clientAddress, () => this.prove(email, input));
    if (access === undefined) {
      logger.warn('log-in refused');
      throw unauthenticated('invalid_credentials', 'E-mail address, password or code is wrong.');
    }
    if (access === 'totp_required') {
      throw unauthenticated('totp_required', 'This user logs in with a code besides.');
    }
    const grant = await this.beginSession(access);
    logger.info({ userId: access.userId }, 'logged in');
    return { ...grant, profile: await this.profileIn(access.organizationId, access.userId) };
  }

  /**
   * Goes on with a session. Throws 401 `invalid_refresh_token`, 401 `refresh_token_reused` when it
   * was used before, which ends the session, and 429 `too_many_attempts`.
   */
  async refresh(refreshToken: string, { address, userAgent }: Client): Promise<TokenGrant> {
    const { refreshThrottle, sessions, tokens } = this.deps;
    const outcome = await refreshThrottle.guard(address, () =>
      sessions.refresh(refreshToken, userAgent),
    );
    if (outcome.kind === 'reused') {
      const detail = 'This refresh token was used before. Its session has been ended.';
      throw unauthenticated('refresh_token_reused', detail);
    }
    if (outcome.kind === 'refused') {
      throw unauthenticated('invalid_refresh_token', 'The refresh token is not valid any more.');
    }
    const { grant } = outcome;
    return { ...grant, ...(await tokens.issue(grant.access, grant.sessionId)) };
  }

  /** Ends the session that the refresh token belongs to, if there is one. */
  async logout(refreshToken: string): Promise<void> {
    await this.deps.sessions.end(refreshToken);
  }

  /** Ends all sessions of the caller, this one too. */
  async logoutEverywhere(principal: UserPrincipal): Promise<void> {
    await this.deps.sessions.endAll(principal.userId, 'logout_everywhere');
  }

  /** The caller, with the showrooms he may enter. */
  async profile(principal: UserPrincipal): Promise<UserProfile> {
    return this.profileIn(principal.organizationId, principal.userId);
  }

  /**
   * Begins a session of a user who has proved himself in another way; it ends without refresh.
   * Throws 404 when the user is disabled.
   */
  async issueAccessToken(userId: string): Promise<string> {
    const access = await this.deps.users.findAccess(userId);
    if (access === undefined) throw notFound('user');
    return (await this.beginSession(access)).accessToken;
  }

  private async beginSession(access: UserAccess): Promise<TokenGrant> {
    const { id, ...refresh } = await this.deps.sessions.begin(access);
    return { ...refresh, ...(await this.deps.tokens.issue(access, id)) };
  }

  /** The password first: who does not know it learns nothing of the second factor. */
  private async prove(
    email: string,
    { password, totp }: LoginInput,
  ): Promise<UserAccess | 'totp_required' | undefined> {
    const access = await this.checkPassword(email, password);
    if (access === undefined) return undefined;
    const verdict = await this.deps.codes.judge(access, totp);
    if (verdict === 'required') return 'totp_required';
    if (verdict === 'refused') this.deps.audit.loginFailed(access);
    return verdict === 'passed' ? access : undefined;
  }

  private async checkPassword(email: string, password: string): Promise<UserAccess | undefined> {
    const { users, hasher, audit } = this.deps;
    const user = await users.findCredentials(email);
    const matches = await hasher.verify(user?.passwordHash ?? hasher.decoy, password);
    if (user === undefined) return undefined;
    const access = matches ? await users.findAccess(user.id) : undefined;
    const { id: userId, organizationId } = user;
    if (access === undefined) audit.loginFailed({ userId, organizationId });
    return access;
  }

  private async profileIn(organizationId: string, userId: string): Promise<UserProfile> {
    const profile = await asOrganization(organizationId, () =>
      this.deps.directory.profileOf(userId),
    );
    if (profile === undefined) throw unauthenticated();
    return profile;
  }
}
