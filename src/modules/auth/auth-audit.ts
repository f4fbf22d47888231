import type { Logger } from '../../observability/logger.js';
import type { AuditEntry, AuditOutcome, AuditTrail } from '../../shared/audit-trail.js';

/** A user, and whose he is. */
interface Account {
  readonly userId: string;
  readonly organizationId: string;
}

/** What people do to their own access (docs/audit.md lists the actions). */
export class AuthAudit {
  constructor(
    private readonly deps: { readonly trail: AuditTrail; readonly logger: Pick<Logger, 'error'> },
  ) {}

  /**
   * Records what somebody did who is known by what he proved, not by a token: joins the run under
   * way. Throws when it could not be kept.
   */
  async record(
    action: `auth.${string}`,
    { userId, organizationId }: Account,
    outcome: AuditOutcome = 'success',
  ): Promise<void> {
    await this.deps.trail.record({
      ...{ action, outcome, organizationId },
      actor: { type: 'user', id: userId },
      subjectType: 'user',
      subjectIds: [userId],
    });
  }

  /** Records that sessions of a user of this organization were ended, by the caller. */
  async sessionsEnded(userId: string): Promise<void> {
    await this.deps.trail.record({
      ...{ action: 'auth.sessions.revoke', outcome: 'success' },
      subjectType: 'user',
      subjectIds: [userId],
    });
  }

  /**
   * Records a refused log-in of an account that exists, beside the answer: if that had to wait, its
   * time would tell that the account exists. A failure is logged.
   */
  loginFailed({ userId, organizationId }: Account): void {
    const entry: AuditEntry = {
      action: 'auth.login',
      outcome: 'failure',
      organizationId,
      actor: { type: 'anonymous' },
      subjectType: 'user',
      subjectIds: [userId],
    };
    this.deps.trail.record(entry).catch((error: unknown) => {
      this.deps.logger.error({ err: error, userId }, 'a refused log-in was not recorded');
    });
  }
}
