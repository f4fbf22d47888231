import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { SmsProvider, SmsResult } from '../../integrations/sms-provider.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Clock } from '../../shared/clock.js';
import type { NotificationRepository, Settlement } from './notification-repository.js';
import { SEND_SMS } from './notification-service.js';
import type { NotificationService } from './notification-service.js';
import type { SmsComposer } from './sms-composer.js';
import { isExpired, nextTryAt } from './sms-timing.js';

interface SmsDispatchDeps {
  readonly unitOfWork: UnitOfWork;
  readonly notifications: NotificationRepository;
  readonly service: NotificationService;
  readonly composer: SmsComposer;
  readonly sms: SmsProvider;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly random?: () => number;
}

/**
 * What came of one attempt. `interrupted`: an earlier attempt was cut off while it was sending.
 * `dropped`: it was not tried, and will not be.
 */
export type Attempt =
  | SmsResult
  | { readonly outcome: 'interrupted' }
  | { readonly outcome: 'dropped'; readonly code: 'expired' | 'no_phone' };

/**
 * Hands an SMS to the provider at most once (docs/integrations.md, SMS): that it will be tried is
 * committed before it is, so that after a crash in between nobody tries again.
 */
export class SmsDispatch {
  constructor(private readonly deps: SmsDispatchDeps) {}

  /** Claims, and sends. Opens its own unit of work; undefined when there is nothing to do. */
  async attempt(notificationId: string): Promise<Attempt | undefined> {
    const { unitOfWork, notifications, composer, sms, clock } = this.deps;
    const notification = await notifications.find(notificationId);
    if (notification?.state === 'sending') return { outcome: 'interrupted' };
    if (notification?.state !== 'pending') return undefined;
    const now = clock.now();
    if (isExpired(notification.createdAt, now)) return { outcome: 'dropped', code: 'expired' };
    const data = await composer.refresh(notification);
    const message = await composer.compose(notification.recipientId, data);
    if (message === undefined) return { outcome: 'dropped', code: 'no_phone' };
    const isOurs = await unitOfWork.run(() => notifications.claim(notificationId, data, now));
    if (!isOurs) return undefined;
    return sms.send({ ...message, clientReference: notificationId });
  }

  /** Records what came of it, in the caller's unit of work. */
  async record(notificationId: string, attempt: Attempt): Promise<void> {
    if (attempt.outcome === 'not_sent') return this.tryLater(notificationId, attempt.reason);
    const settlement = settlementOf(attempt, this.deps.clock.now());
    await this.deps.service.settle(notificationId, settlement);
  }

  private async tryLater(notificationId: string, reason: string): Promise<void> {
    const { notifications, jobs, clock, random = Math.random } = this.deps;
    if (!(await notifications.release(notificationId, reason))) return;
    const notification = await notifications.find(notificationId);
    if (notification === undefined) return;
    const { attempts, createdAt } = notification;
    const runAt = nextTryAt({ attempts, createdAt, now: clock.now(), random: random() });
    await jobs.enqueue({ type: SEND_SMS, runAt, payload: { notificationId } });
  }
}

/** Who has sent it himself knows better than the sweep that took him for dead. */
const OURS = ['sending', 'unknown'] as const;

function settlementOf(
  attempt: Exclude<Attempt, { readonly outcome: 'not_sent' }>,
  at: Date,
): Settlement {
  switch (attempt.outcome) {
    case 'sent':
      return { from: OURS, state: 'sent', at, providerId: attempt.providerId };
    case 'failed':
      return { from: OURS, state: 'failed', at, errorCode: attempt.code };
    case 'dropped':
      return { from: ['pending'], state: 'failed', at, errorCode: attempt.code };
    case 'unknown':
      return { from: ['sending'], state: 'unknown', at, errorCode: attempt.reason };
    case 'interrupted':
      return { from: ['sending'], state: 'unknown', at, errorCode: 'interrupted' };
  }
}
