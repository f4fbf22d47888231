import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { Logger } from '../../observability/logger.js';
import type { Clock } from '../../shared/clock.js';
import { conflict, unprocessable } from '../../shared/errors.js';
import type { CodeCheck } from './code-check.js';
import type { CodeThrottle } from './code-throttle.js';
import type { PasswordProof } from './password-proof.js';
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.js';
import type { SecondFactorRepository } from './second-factor-repository.js';
import type { SecondFactorState, TotpEnrolment } from './second-factor-types.js';
import type { SessionService } from './session-service.js';
import { enrolmentEnd, judgeTotp, newTotpSecret, otpauthUrl } from './totp-rules.js';
import type { TotpSecrets } from './totp-secrets.js';

interface SecondFactorServiceDeps {
  readonly unitOfWork: UnitOfWork;
  readonly factors: SecondFactorRepository;
  readonly secrets: TotpSecrets;
  readonly passwords: PasswordProof;
  readonly codes: Pick<CodeCheck, 'accept'>;
  readonly throttle: CodeThrottle;
  readonly sessions: Pick<SessionService, 'endAll'>;
  readonly events: Pick<EventPublisher, 'publish'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Whose second factor it is, and where the request comes from. */
export interface FactorOwner {
  readonly userId: string;
  readonly clientAddress: string;
}

/** What a user proves again to change his second factor. */
export interface FactorProof {
  readonly password: string;
  /** Of the app, or a recovery code. */
  readonly code: string;
}

type SecondFactorEvent =
  | 'second_factor_enabled'
  | 'second_factor_disabled'
  | 'second_factor_reset'
  | 'recovery_codes_replaced';

/** Second factors of users of the current organization: how they begin, change and end. */
export class SecondFactorService {
  constructor(private readonly deps: SecondFactorServiceDeps) {}

  /** Whether a user has an active second factor, and the recovery codes that are left. */
  async state(userId: string): Promise<SecondFactorState> {
    const { factors } = this.deps;
    const factor = await factors.find(userId);
    if (factor?.activatedAt == null) return { enabled: false, recoveryCodesLeft: 0 };
    const recoveryCodesLeft = await factors.countRecoveryCodes(userId);
    return { enabled: true, recoveryCodesLeft, activatedAt: factor.activatedAt };
  }

  /**
   * Gives out a new secret, which nothing asks for until it is activated. Throws 422
   * `wrong_password`, 429 `too_many_attempts` and 409 `totp_already_enabled`.
   */
  async enrol({ userId, clientAddress }: FactorOwner, password: string): Promise<TotpEnrolment> {
    const { unitOfWork, factors, secrets, passwords, clock } = this.deps;
    const { email } = await passwords.require(userId, password, clientAddress);
    const secret = newTotpSecret();
    const sealedSecret = secrets.seal(userId, secret);
    const expiresAt = enrolmentEnd(clock.now());
    await unitOfWork.run(async () => {
      const factor = await factors.lock(userId);
      if (factor?.activatedAt != null) throw alreadyEnabled();
      await factors.saveEnrolment({ userId, sealedSecret, enrolmentExpiresAt: expiresAt });
    });
    return { secret, otpauthUrl: otpauthUrl(secret, email), expiresAt };
  }

  /**
   * Makes the secret the user's second factor, once a code shows that his app has it; answers his
   * recovery codes. Throws 409 `totp_not_enrolled` and `totp_already_enabled`, 422 `wrong_code`
   * and 429 `too_many_attempts`.
   */
  async activate(userId: string, code: string): Promise<readonly string[]> {
    const { unitOfWork, throttle, logger } = this.deps;
    const recoveryCodes = newRecoveryCodes();
    const activated = await throttle.guard(userId, () =>
      unitOfWork.run(() => this.tryActivation(userId, code, recoveryCodes)),
    );
    if (activated === undefined) throw wrongCode();
    logger.info({ userId }, 'second factor enabled');
    return recoveryCodes;
  }

  /**
   * Puts new recovery codes in the place of the old ones. Throws 422 `wrong_password` and
   * `wrong_code`, 429 `too_many_attempts` and 409 `totp_not_enabled`.
   */
  async replaceRecoveryCodes(owner: FactorOwner, proof: FactorProof): Promise<readonly string[]> {
    const { unitOfWork, factors } = this.deps;
    const { userId } = owner;
    await this.prove(owner, proof);
    const recoveryCodes = newRecoveryCodes();
    await unitOfWork.run(async () => {
      const factor = await factors.lock(userId);
      if (factor?.activatedAt == null) throw notEnabled();
      await factors.replaceRecoveryCodes(userId, recoveryCodes.map(hashOf));
      await this.publish(userId, 'recovery_codes_replaced');
    });
    return recoveryCodes;
  }

  /**
   * Takes the second factor away. Throws 422 `wrong_password` and `wrong_code`, 429
   * `too_many_attempts` and 409 `totp_not_enabled`.
   */
  async disable(owner: FactorOwner, proof: FactorProof): Promise<void> {
    const { unitOfWork, factors, logger } = this.deps;
    const { userId } = owner;
    await this.prove(owner, proof);
    await unitOfWork.run(async () => {
      await factors.delete(userId);
      await this.publish(userId, 'second_factor_disabled');
    });
    logger.info({ userId }, 'second factor disabled');
  }

  /**
   * Takes the second factor of a user away who has lost it, and ends all his sessions. Whether
   * the caller may do that, and whether there is such a user, is checked before.
   */
  async resetFor(userId: string): Promise<void> {
    const { unitOfWork, factors, sessions, logger } = this.deps;
    await unitOfWork.run(async () => {
      await factors.delete(userId);
      await sessions.endAll(userId, 'second_factor_reset');
      await this.publish(userId, 'second_factor_reset');
    });
    logger.info({ userId }, 'second factor reset');
  }

  private async tryActivation(
    userId: string,
    code: string,
    recoveryCodes: readonly string[],
  ): Promise<true | undefined> {
    const { factors, secrets, clock } = this.deps;
    const now = clock.now();
    const factor = await factors.lock(userId);
    if (factor?.activatedAt != null) throw alreadyEnabled();
    if (factor?.enrolmentExpiresAt == null || factor.enrolmentExpiresAt <= now) throw notEnrolled();
    const { sealedSecret } = factor;
    const secret = secrets.open(userId, sealedSecret);
    const lastStep = judgeTotp({ secret, lastStep: null }, code, now);
    if (lastStep === undefined) return undefined;
    await factors.activate({ userId, lastStep, sealedSecret }, now);
    await factors.replaceRecoveryCodes(userId, recoveryCodes.map(hashOf));
    await this.publish(userId, 'second_factor_enabled');
    return true;
  }

  /** The password first: who does not know it learns nothing about codes. */
  private async prove(owner: FactorOwner, { password, code }: FactorProof): Promise<void> {
    const { passwords, codes, factors } = this.deps;
    await passwords.require(owner.userId, password, owner.clientAddress);
    const factor = await factors.find(owner.userId);
    if (factor?.activatedAt == null) throw notEnabled();
    if (!(await codes.accept(owner.userId, code))) throw wrongCode();
  }

  private async publish(userId: string, what: SecondFactorEvent): Promise<void> {
    const type = `user.${what}`;
    await this.deps.events.publish({ stream: 'user', streamId: userId, type, data: { userId } });
  }
}

function hashOf(recoveryCode: string): Buffer {
  const hash = hashRecoveryCode(recoveryCode);
  if (hash === undefined) throw new Error('A recovery code that does not read as one.');
  return hash;
}

function alreadyEnabled(): Error {
  return conflict('totp_already_enabled', 'Your second factor is enabled already.');
}

function notEnabled(): Error {
  return conflict('totp_not_enabled', 'You have no second factor.');
}

function notEnrolled(): Error {
  return conflict('totp_not_enrolled', 'There is no enrolment, or its time is over.');
}

function wrongCode(): Error {
  return unprocessable('wrong_code', 'The code is not good, or was used before.', '/code');
}
