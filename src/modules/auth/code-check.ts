import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import { asOrganization } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import type { UserAccess } from './auth-types.js';
import type { CodeThrottle } from './code-throttle.js';
import { hashRecoveryCode } from './recovery-codes.js';
import type { SecondFactorRepository } from './second-factor-repository.js';
import type { SecondFactorVerdict } from './second-factor-types.js';
import { judgeTotp } from './totp-rules.js';
import type { TotpSecrets } from './totp-secrets.js';

interface CodeCheckDeps {
  readonly unitOfWork: UnitOfWork;
  readonly factors: SecondFactorRepository;
  readonly secrets: TotpSecrets;
  readonly throttle: CodeThrottle;
  readonly events: Pick<EventPublisher, 'publish'>;
  readonly clock: Clock;
}

/** Judges the codes of second factors that are active; each opens once, on whatever instance. */
export class CodeCheck {
  constructor(private readonly deps: CodeCheckDeps) {}

  /**
   * What the second factor says to a log-in whose password was right. Throws 429
   * `too_many_attempts`.
   */
  async judge(
    { userId, organizationId }: Pick<UserAccess, 'userId' | 'organizationId'>,
    code: string | undefined,
  ): Promise<SecondFactorVerdict> {
    return asOrganization(organizationId, async () => {
      const factor = await this.deps.factors.find(userId);
      if (factor?.activatedAt == null) return 'passed';
      if (code === undefined) return 'required';
      return (await this.accept(userId, code)) ? 'passed' : 'refused';
    });
  }

  /**
   * Uses up a code of the app, or a recovery code, of a user of the current organization; false
   * when it is not good, or not any more. Throws 429 `too_many_attempts`.
   */
  async accept(userId: string, code: string): Promise<boolean> {
    const { unitOfWork, throttle } = this.deps;
    const codeHash = hashRecoveryCode(code);
    if (codeHash !== undefined) {
      return unitOfWork.run(() => this.useRecoveryCode(userId, codeHash));
    }
    const step = await throttle.guard(userId, () =>
      unitOfWork.run(() => this.useTotp(userId, code)),
    );
    return step !== undefined;
  }

  private async useTotp(userId: string, code: string): Promise<number | undefined> {
    const { factors, secrets, clock } = this.deps;
    const factor = await factors.lock(userId);
    if (factor?.activatedAt == null) return undefined;
    const secret = secrets.open(userId, factor.sealedSecret);
    const lastStep = judgeTotp({ secret, lastStep: factor.lastStep }, code, clock.now());
    if (lastStep === undefined) return undefined;
    const sealedSecret = secrets.reseal(userId, factor.sealedSecret);
    await factors.saveStep({ userId, lastStep, sealedSecret });
    return lastStep;
  }

  private async useRecoveryCode(userId: string, codeHash: Buffer): Promise<boolean> {
    const { factors, events } = this.deps;
    if (!(await factors.useRecoveryCode(userId, codeHash))) return false;
    const data = { userId };
    await events.publish({
      ...{ stream: 'user', streamId: userId },
      type: 'user.recovery_code_used',
      data,
    });
    return true;
  }
}
