import type { NewEvent } from '../../events/event.js';
import type { Notification, SettledState } from './notification-types.js';

/**
 * A notification has reached an end, or may have: `{notificationId, recipientId, channel, status,
 * visitId, customerId?}`. `unknown` may be followed by `sent`.
 */
export const NOTIFICATION_SENT = 'notification.sent';

/** The event of what became of a notification. */
export function notificationSent(notification: Notification, status: SettledState): NewEvent {
  const { id, showroomId, recipientId, channel, data } = notification;
  const { visitId, customerId } = data;
  return {
    stream: 'notification',
    streamId: id,
    type: NOTIFICATION_SENT,
    showroomId,
    data: {
      notificationId: id,
      recipientId,
      channel,
      status,
      visitId,
      ...(customerId !== undefined && { customerId }),
    },
  };
}
