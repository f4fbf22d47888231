import type { EventPublisher } from '../../events/event-publisher.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Logger } from '../../observability/logger.js';
import type { Clock } from '../../shared/clock.js';
import { newId } from '../../shared/ids.js';
import { notificationSent } from './notification-events.js';
import type { NotificationRepository, Settlement } from './notification-repository.js';
import type { Notification, NotificationData, NotificationTemplate } from './notification-types.js';

/** Job that hands one SMS to the provider. */
export const SEND_SMS = 'messages.send-sms';

interface NotificationServiceDeps {
  readonly notifications: NotificationRepository;
  readonly events: EventPublisher;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Whom to tell what. */
export interface NewNotification {
  readonly showroomId: string;
  readonly recipientId: string;
  readonly template: NotificationTemplate;
  readonly data: NotificationData;
  readonly eventId: string;
}

/** What staff are told. Every method joins the caller's unit of work. */
export class NotificationService {
  constructor(private readonly deps: NotificationServiceDeps) {}

  /** Has an SMS sent, once for an event and recipient. */
  async queueSms(input: NewNotification): Promise<void> {
    const { notifications, jobs, clock } = this.deps;
    const now = clock.now();
    const id = newId();
    const isNew = await notifications.insert({
      ...input,
      id,
      channel: 'sms',
      state: 'pending',
      attempts: 0,
      createdAt: now,
    });
    if (!isNew) return;
    await jobs.enqueue({ type: SEND_SMS, runAt: now, payload: { notificationId: id } });
  }

  /** Tells somebody on the tablet, at once, and once for an event. */
  async tellTablet(input: NewNotification): Promise<void> {
    const { notifications, events, clock } = this.deps;
    const notification: Notification = {
      ...input,
      id: newId(),
      channel: 'tablet',
      state: 'sent',
      attempts: 1,
      createdAt: clock.now(),
    };
    const isNew = await notifications.insert(notification);
    if (isNew) await events.publish({ ...notificationSent(notification, 'sent'), version: 1 });
  }

  /** Notes what became of a notification, and tells its recipient; false if it may not be. */
  async settle(id: string, settlement: Settlement): Promise<boolean> {
    const { notifications, events, logger } = this.deps;
    if (!(await notifications.settle(id, settlement))) return false;
    const notification = await notifications.find(id);
    if (notification === undefined) return false;
    const { state, errorCode } = settlement;
    await events.publish(notificationSent(notification, state));
    if (state !== 'sent') {
      logger.warn({ notificationId: id, state, code: errorCode }, 'notification not confirmed');
    }
    return true;
  }
}
