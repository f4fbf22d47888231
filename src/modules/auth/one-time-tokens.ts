import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Schedule } from '../../jobs/job.js';
import { asOrganization, asSystem } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import { problem } from '../../shared/errors.js';
import type { AuthAudit } from './auth-audit.js';
import type {
  OneTimeTokenRepository,
  TokenOwner,
  TokenPurpose,
} from './one-time-token-repository.js';
import type { PasswordPolicy } from './password-policy.js';
import { hashRefreshToken, isRefreshTokenShaped, newRefreshToken } from './refresh-token.js';
import type { SessionService } from './session-service.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long a token works, in milliseconds. */
export const TOKEN_LIFE_MS: Readonly<Record<TokenPurpose, number>> = {
  password_reset: HOUR_MS,
  invitation: 7 * 24 * HOUR_MS,
};

/** A token as it is given out, once. */
export interface IssuedToken {
  /** 256 random bits in base64url. */
  readonly token: string;
  readonly expiresAt: Date;
}

interface OneTimeTokensDeps {
  readonly tokens: OneTimeTokenRepository;
  readonly unitOfWork: UnitOfWork;
  readonly policy: PasswordPolicy;
  readonly sessions: Pick<SessionService, 'endAll'>;
  readonly audit: AuthAudit;
  readonly clock: Clock;
}

/** Tokens that let somebody set a password once. */
export class OneTimeTokens {
  constructor(private readonly deps: OneTimeTokensDeps) {}

  /** A new token of a user of the current organization; earlier ones of its purpose end. */
  async issue(userId: string, purpose: TokenPurpose): Promise<IssuedToken> {
    const { tokens, unitOfWork, clock } = this.deps;
    const token = newRefreshToken();
    const createdAt = clock.now();
    const expiresAt = new Date(createdAt.getTime() + TOKEN_LIFE_MS[purpose]);
    await unitOfWork.run(async () => {
      await tokens.useAll(userId, purpose, createdAt);
      const tokenHash = hashRefreshToken(token);
      await tokens.insert({ tokenHash, userId, purpose, createdAt, expiresAt });
    });
    return { token, expiresAt };
  }

  /**
   * Sets the password of the token's owner, uses the token up and ends all of his sessions; then
   * does `also` in the same run. Throws 410 `token_used_up`, whatever is wrong with the token, and
   * 422 as `PasswordPolicy` does.
   */
  async setPassword(
    presented: { readonly token: string; readonly password: string; readonly pointer: string },
    purpose: TokenPurpose,
    also: (owner: TokenOwner) => Promise<void>,
  ): Promise<void> {
    const owner = await this.ownerOf(presented.token, purpose);
    await asOrganization(owner.organizationId, async () => {
      const { password, pointer } = presented;
      const passwordHash = await this.deps.policy.hash(password, owner, pointer);
      await this.deps.unitOfWork.run(async () => {
        await this.redeem(presented.token, purpose, owner, passwordHash);
        await also(owner);
      });
    });
  }

  private async ownerOf(token: string, purpose: TokenPurpose): Promise<TokenOwner> {
    const { tokens, clock } = this.deps;
    if (!isRefreshTokenShaped(token)) throw usedUp();
    const key = { tokenHash: hashRefreshToken(token), purpose, now: clock.now() };
    const owner = await tokens.findOwner(key);
    if (owner === undefined) throw usedUp();
    return owner;
  }

  /** The row of the token is the root: of two who come at once, one changes it. */
  private async redeem(
    token: string,
    purpose: TokenPurpose,
    owner: TokenOwner,
    passwordHash: string,
  ): Promise<void> {
    const { tokens, sessions, audit, clock } = this.deps;
    const now = clock.now();
    const used = await tokens.use({ tokenHash: hashRefreshToken(token), purpose, now });
    if (!used || !(await tokens.setPassword(owner.userId, passwordHash))) throw usedUp();
    await tokens.useAll(owner.userId, 'password_reset', now);
    await tokens.useAll(owner.userId, 'invitation', now);
    await sessions.endAll(owner.userId, 'password_changed');
    await audit.record(`auth.${purpose}.use`, owner);
  }
}

/** One answer for what is unknown, used, expired or somebody's who is disabled. */
function usedUp(): Error {
  return problem(410, 'token_used_up', 'This token does not work, or does not work any more.');
}

interface TokenPurgeDeps {
  readonly tokens: OneTimeTokenRepository;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

/** Deletes, every hour, tokens that expired; an hour later, because clocks differ. */
export function tokenPurgeSchedule({ tokens, unitOfWork, clock }: TokenPurgeDeps): Schedule {
  return {
    name: 'auth.one-time-token-purge',
    everyMs: HOUR_MS,
    async run() {
      const before = new Date(clock.now().getTime() - HOUR_MS);
      const step = (): Promise<boolean> => tokens.deleteExpired(before);
      await asSystem('one-time tokens of all tenants expire', () => unitOfWork.runWhile(step));
    },
  };
}
