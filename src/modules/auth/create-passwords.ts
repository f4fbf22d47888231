import type { Database } from '../../database/create-database.js';
import type { JobHandler, Schedule } from '../../jobs/job.js';
import type { FailureLimit } from './failure-limit.js';
import { InvitationService } from './invitation-service.js';
import { OneTimeTokenRepository } from './one-time-token-repository.js';
import { OneTimeTokens, tokenPurgeSchedule } from './one-time-tokens.js';
import { PasswordService, SEND_RESET } from './password-service.js';
import type { PasswordServiceDeps } from './password-service.js';
import { ResetThrottle } from './reset-throttle.js';

/** What passwords are built on. */
export interface PasswordsDeps extends Omit<
  PasswordServiceDeps,
  'unitOfWork' | 'passwords' | 'tokens' | 'resetThrottle'
> {
  readonly database: Pick<Database, 'tenantDb' | 'unitOfWork'>;
  readonly limit: FailureLimit;
}

/** Passwords and invitations, and what is done for them in the background. */
export interface Passwords {
  readonly passwords: PasswordService;
  readonly invitations: InvitationService;
  readonly jobs: readonly JobHandler[];
  readonly schedules: readonly Schedule[];
}

/** Wires passwords. */
export function createPasswords(deps: PasswordsDeps): Passwords {
  const { unitOfWork, tenantDb } = deps.database;
  const repository = new OneTimeTokenRepository(tenantDb);
  const tokens = new OneTimeTokens({ ...deps, unitOfWork, tokens: repository });
  const resetThrottle = new ResetThrottle(deps.limit);
  const basis = { ...deps, unitOfWork, tokens };
  const passwords = new PasswordService({ ...basis, passwords: repository, resetThrottle });
  return {
    passwords,
    invitations: new InvitationService(basis),
    jobs: [sendResetJob(passwords)],
    schedules: [tokenPurgeSchedule({ tokens: repository, unitOfWork, clock: deps.clock })],
  };
}

/** A job without a user was written for an address that nobody has. */
function sendResetJob(passwords: PasswordService): JobHandler {
  return {
    type: SEND_RESET,
    handle: async ({ payload }) => {
      const { userId } = payload;
      if (typeof userId === 'string') await passwords.sendReset(userId);
    },
  };
}
