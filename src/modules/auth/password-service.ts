import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { MailOutbox } from '../../mail/mail-outbox.js';
import type { Logger } from '../../observability/logger.js';
import { asOrganization } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import { unauthenticated, unprocessable } from '../../shared/errors.js';
import type { UserPrincipal } from '../../shared/principal.js';
import type { AuthAudit } from './auth-audit.js';
import type { UserRow } from './auth-types.js';
import type { LoginThrottle } from './login-throttle.js';
import type { OneTimeTokenRepository } from './one-time-token-repository.js';
import type { IssuedToken, OneTimeTokens } from './one-time-tokens.js';
import type { PasswordHasher } from './password-hasher.js';
import { changedMail, resetMail } from './password-mails.js';
import type { PublicUrl } from './password-mails.js';
import type { PasswordPolicy } from './password-policy.js';
import type { ResetThrottle } from './reset-throttle.js';
import type { SessionService } from './session-service.js';
import { normalizeEmail } from './user-creation.js';
import type { UserRepository } from './user-repository.js';

/** The job that sends somebody a token to reset a password with. */
export const SEND_RESET = 'auth.send-password-reset';

export interface PasswordServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly users: Pick<UserRepository, 'find' | 'findCredentials' | 'findAccess'>;
  readonly hasher: PasswordHasher;
  readonly policy: PasswordPolicy;
  readonly passwords: Pick<OneTimeTokenRepository, 'setPassword'>;
  readonly tokens: OneTimeTokens;
  readonly sessions: Pick<SessionService, 'endAll'>;
  readonly throttle: LoginThrottle;
  readonly resetThrottle: ResetThrottle;
  readonly mail: Pick<MailOutbox, 'queue'>;
  readonly jobs: Pick<JobQueue, 'enqueue'>;
  readonly audit: AuthAudit;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly publicUrl: PublicUrl;
}

/** What somebody chooses instead of what he had. */
export interface PasswordChange {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/** Passwords: changed by those who know them, reset by those who do not. */
export class PasswordService {
  constructor(private readonly deps: PasswordServiceDeps) {}

  /**
   * Changes the caller's password, ends his other sessions and tells him by mail. Throws 422
   * `current_password_wrong`, which counts as a failed log-in, 429 `too_many_attempts`, and 422 as
   * `PasswordPolicy` does.
   */
  async change(caller: UserPrincipal, change: PasswordChange, address: string): Promise<void> {
    const { userId, organizationId, sessionId } = caller;
    const { users, policy, passwords, sessions, audit, unitOfWork } = this.deps;
    const user = await users.find(userId);
    if (user === undefined) throw unauthenticated();
    await this.requireCurrent(user.email, change.currentPassword, address);
    const passwordHash = await policy.hash(change.newPassword, user, '/newPassword');
    await unitOfWork.run(async () => {
      if (!(await passwords.setPassword(userId, passwordHash))) throw unauthenticated();
      await sessions.endAll(userId, 'password_changed', sessionId);
      await audit.record('auth.password.change', { userId, organizationId });
      await this.tell(user.email);
    });
    this.deps.logger.info({ userId }, 'password changed');
  }

  /**
   * Has a token sent to the owner of an address. Does the same, and takes the same time, whether
   * or not there is one: looks once, and writes one job. Throws 429 `too_many_attempts`.
   */
  async requestReset(address: string, clientAddress: string): Promise<void> {
    const { resetThrottle, users, unitOfWork, jobs, clock } = this.deps;
    const email = normalizeEmail(address);
    const admitted = await resetThrottle.admit(email, clientAddress);
    const found = await users.findCredentials(email);
    const user = admitted ? found : undefined;
    const payload = user === undefined ? {} : { userId: user.id };
    const enqueue = (): Promise<void> =>
      unitOfWork.run(() => jobs.enqueue({ type: SEND_RESET, payload, runAt: clock.now() }));
    await (user === undefined ? enqueue() : asOrganization(user.organizationId, enqueue));
  }

  /** Sends a user of the current organization a token, unless disabled; inside a unit of work. */
  async sendReset(userId: string): Promise<void> {
    const user = await this.deps.users.find(userId);
    if (user === undefined || user.disabledAt !== undefined) return;
    await this.issueReset(user);
    await this.deps.audit.record('auth.password_reset.request', { userId, ...user });
  }

  /** Sends a user a token, and answers it, for the one who asked; inside a unit of work. */
  async issueReset({ id, email }: Pick<UserRow, 'id' | 'email'>): Promise<IssuedToken> {
    const { tokens, mail, publicUrl } = this.deps;
    const issued = await tokens.issue(id, 'password_reset');
    await mail.queue(resetMail(email, issued, publicUrl));
    return issued;
  }

  /**
   * Sets a new password by a token, and ends all sessions; a second factor stays. Throws 410
   * `token_used_up` and 422 as `PasswordPolicy` does.
   */
  async reset(token: string, newPassword: string): Promise<void> {
    const presented = { token, password: newPassword, pointer: '/newPassword' };
    await this.deps.tokens.setPassword(presented, 'password_reset', ({ email }) =>
      this.tell(email),
    );
    this.deps.logger.info('password reset');
  }

  private async requireCurrent(email: string, password: string, address: string): Promise<void> {
    const { throttle, users, hasher } = this.deps;
    const proven = await throttle.guard(email, address, async () => {
      const hash = (await users.findCredentials(email))?.passwordHash ?? hasher.decoy;
      return (await hasher.verify(hash, password)) ? true : undefined;
    });
    if (proven === true) return;
    const detail = 'This is not your present password.';
    throw unprocessable('current_password_wrong', detail, '/currentPassword');
  }

  private async tell(email: string): Promise<void> {
    await this.deps.mail.queue(changedMail(email, this.deps.clock.now()));
  }
}
