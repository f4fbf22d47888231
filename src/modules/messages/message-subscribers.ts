import type { DomainEvent, EventSubscriber } from '../../events/event.js';
import type { UserDirectory } from '../auth/index.js';
import type { NewNotification, NotificationService } from './notification-service.js';
import type { NotificationData, NotificationTemplate } from './notification-types.js';

interface MessageSubscriberDeps {
  readonly notifications: NotificationService;
  readonly users: Pick<UserDirectory, 'phoneOf' | 'managersOf'>;
}

/** The rep whose turn it is gets an SMS, if he has a phone. */
export function tellAssignedRep(deps: MessageSubscriberDeps): EventSubscriber<readonly string[]> {
  return {
    name: 'messages.tell-assigned-rep',
    types: ['turn.assigned'],
    prepare: async (event: DomainEvent) => {
      const repId = String(event.data['assignedTo']);
      const phone = await deps.users.phoneOf(repId);
      return phone === undefined ? [] : [repId];
    },
    handle: async (event: DomainEvent, recipientIds: readonly string[]) => {
      for (const recipientId of recipientIds) {
        await deps.notifications.queueSms(notificationOf(event, recipientId, 'visit_assigned'));
      }
    },
  };
}

/** A customer waits and nobody is free: the showroom's managers see it on their tablets. */
export function alertManagers(deps: MessageSubscriberDeps): EventSubscriber<readonly string[]> {
  return {
    name: 'messages.alert-managers',
    types: ['turn.waiting'],
    prepare: (event: DomainEvent) => deps.users.managersOf(showroomOf(event)),
    handle: async (event: DomainEvent, recipientIds: readonly string[]) => {
      for (const recipientId of recipientIds) {
        await deps.notifications.tellTablet(notificationOf(event, recipientId, 'visit_waiting'));
      }
    },
  };
}

function notificationOf(
  event: DomainEvent,
  recipientId: string,
  template: NotificationTemplate,
): NewNotification {
  const { customerId, leadScore } = event.data;
  const data: NotificationData = {
    visitId: String(event.data['visitId']),
    ...(typeof customerId === 'string' && { customerId }),
    ...(typeof leadScore === 'number' && { leadScore }),
  };
  return { showroomId: showroomOf(event), recipientId, template, data, eventId: event.id };
}

function showroomOf(event: DomainEvent): string {
  if (event.showroomId === undefined) throw new Error(`${event.type} names no showroom.`);
  return event.showroomId;
}
