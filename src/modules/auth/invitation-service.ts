import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { MailOutbox } from '../../mail/mail-outbox.js';
import type { Logger } from '../../observability/logger.js';
import type { UserRow } from './auth-types.js';
import type { IssuedToken, OneTimeTokens } from './one-time-tokens.js';
import { invitationMail } from './password-mails.js';
import type { PublicUrl } from './password-mails.js';

interface InvitationServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly tokens: OneTimeTokens;
  readonly mail: Pick<MailOutbox, 'queue'>;
  readonly logger: Logger;
  readonly publicUrl: PublicUrl;
}

/** Lets people choose their first password themselves. */
export class InvitationService {
  constructor(private readonly deps: InvitationServiceDeps) {}

  /**
   * Invites a user of the current organization by mail, and answers the token for the one who
   * asked, to be shown once. An earlier invitation of the user ends. Joins the run under way.
   */
  async invite(user: Pick<UserRow, 'id' | 'email'>): Promise<IssuedToken> {
    const { unitOfWork, tokens, mail, publicUrl } = this.deps;
    return unitOfWork.run(async () => {
      const issued = await tokens.issue(user.id, 'invitation');
      await mail.queue(invitationMail(user.email, issued, publicUrl));
      return issued;
    });
  }

  /** Sets the first password. Throws 410 `token_used_up` and 422 as `PasswordPolicy` does. */
  async accept(token: string, password: string): Promise<void> {
    const presented = { token, password, pointer: '/password' };
    await this.deps.tokens.setPassword(presented, 'invitation', async ({ userId }) => {
      this.deps.logger.info({ userId }, 'invitation accepted');
      return Promise.resolve();
    });
  }
}
