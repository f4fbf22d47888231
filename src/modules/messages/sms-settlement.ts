import type { UnitOfWork } from '../../database/unit-of-work.js';
import { SmsLookUpFailed } from '../../integrations/sms-provider.js';
import type { SmsProvider } from '../../integrations/sms-provider.js';
import type { Logger } from '../../observability/logger.js';
import { asOrganization, asSystem } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import type { NotificationRepository } from './notification-repository.js';
import type { NotificationService } from './notification-service.js';
import type { NotificationKey } from './notification-types.js';
import type { SmsComposer } from './sms-composer.js';
import { EXPIRES_AFTER_MS, INTERRUPTED_AFTER_MS, LOOK_UP_FOR_MS } from './sms-timing.js';

interface SmsSettlementDeps {
  readonly unitOfWork: UnitOfWork;
  readonly notifications: NotificationRepository;
  readonly service: NotificationService;
  readonly composer: SmsComposer;
  readonly sms: SmsProvider;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Rows of one kind that one pass looks at. */
const BATCH = 200;
/** Every look-up is a call to the provider. */
const LOOK_UPS = 50;

/** Brings every SMS that was left behind to an end, of all tenants; sends nothing. */
export class SmsSettlement {
  constructor(private readonly deps: SmsSettlementDeps) {}

  /** One pass. */
  async run(): Promise<void> {
    await this.giveUpExpired();
    await this.noteInterrupted();
    await this.lookUpUnknown();
  }

  private async giveUpExpired(): Promise<void> {
    const { notifications, clock } = this.deps;
    const now = clock.now();
    const before = new Date(now.getTime() - EXPIRES_AFTER_MS);
    const keys = await asSystem('SMS that were never sent, of all tenants', () =>
      notifications.pendingSince(before, BATCH),
    );
    for (const key of keys) {
      await this.settle(key, {
        ...{ from: ['pending'], state: 'failed', at: now, errorCode: 'expired' },
      });
    }
  }

  private async noteInterrupted(): Promise<void> {
    const { notifications, clock } = this.deps;
    const now = clock.now();
    const before = new Date(now.getTime() - INTERRUPTED_AFTER_MS);
    const keys = await asSystem('SMS whose sender has died, of all tenants', () =>
      notifications.sendingSince(before, BATCH),
    );
    for (const key of keys) {
      await this.settle(key, {
        ...{ from: ['sending'], state: 'unknown', at: now, errorCode: 'interrupted' },
      });
    }
  }

  private async lookUpUnknown(): Promise<void> {
    const { notifications, clock } = this.deps;
    const since = new Date(clock.now().getTime() - LOOK_UP_FOR_MS);
    const keys = await asSystem('SMS with unknown outcome, of all tenants', () =>
      notifications.unknownAfter(since, LOOK_UPS),
    );
    for (const key of keys) {
      const mayGoOn = await asOrganization(key.organizationId, () => this.lookUp(key));
      if (!mayGoOn) return;
    }
  }

  /** False when the provider cannot be asked at all now. */
  private async lookUp(key: NotificationKey): Promise<boolean> {
    const { notifications, composer, sms, clock, logger } = this.deps;
    const notification = await notifications.find(key.id);
    if (notification?.state !== 'unknown' || notification.claimedAt === undefined) return true;
    const message = await composer.compose(notification.recipientId, notification.data);
    if (message === undefined) return true;
    try {
      const result = await sms.lookUp({ ...message, sentAfter: notification.claimedAt });
      if (!result.found) return true;
      const { providerId } = result;
      await this.settle(key, { from: ['unknown'], state: 'sent', at: clock.now(), providerId });
      return true;
    } catch (error) {
      if (!(error instanceof SmsLookUpFailed)) throw error;
      logger.warn({ notificationId: key.id, reason: error.reason }, 'sms look-up failed');
      return error.reason !== 'open';
    }
  }

  private async settle(
    { organizationId, id }: NotificationKey,
    settlement: Parameters<NotificationService['settle']>[1],
  ): Promise<void> {
    const { unitOfWork, service } = this.deps;
    await asOrganization(organizationId, () =>
      unitOfWork.run(() => service.settle(id, settlement)),
    );
  }
}
