import { violatedKey } from '../../database/database-errors.js';
import { bindList } from '../../database/bind-list.js';
import type { TenantDb } from '../../database/tenant-db.js';
import type {
  Notification,
  NotificationData,
  NotificationKey,
  NotificationState,
  SettledState,
} from './notification-types.js';

interface NotificationRow extends Omit<Notification, 'claimedAt'> {
  readonly claimedAt: Date | null;
}

/** What became of a notification, and from which states on that may be noted. */
export interface Settlement {
  readonly from: readonly NotificationState[];
  readonly state: SettledState;
  readonly at: Date;
  readonly providerId?: string | undefined;
  readonly errorCode?: string | undefined;
}

const COLUMNS = `id, showroom_id AS showroomId, recipient_id AS recipientId, channel, template,
  data, event_id AS eventId, state, attempts, created_at AS createdAt, claimed_at AS claimedAt`;

const ONE = 'organization_id = $organizationId AND id = $id';

/** Notifications: every change of state is conditional on the state before. */
export class NotificationRepository {
  constructor(private readonly db: TenantDb) {}

  /** False when the event has been told to this recipient by this channel before. */
  async insert(notification: Notification): Promise<boolean> {
    try {
      await this.db.execute(
        `INSERT INTO notifications (id, organization_id, showroom_id, recipient_id, channel,
           template, data, event_id, state, attempts, created_at, sent_at)
         VALUES ($id, $organizationId, $showroomId, $recipientId, $channel, $template, $data,
           $eventId, $state, $attempts, $createdAt, $sentAt)`,
        {
          id: notification.id,
          showroomId: notification.showroomId,
          recipientId: notification.recipientId,
          channel: notification.channel,
          template: notification.template,
          data: JSON.stringify(notification.data),
          eventId: notification.eventId,
          state: notification.state,
          attempts: notification.attempts,
          createdAt: notification.createdAt,
          sentAt: notification.state === 'sent' ? notification.createdAt : null,
        },
      );
      return true;
    } catch (error) {
      if (violatedKey(error) === 'uq_notifications_event') return false;
      throw error;
    }
  }

  /** One notification. */
  async find(id: string): Promise<Notification | undefined> {
    const row = await this.db.selectOne<NotificationRow>(
      `SELECT ${COLUMNS} FROM notifications WHERE ${ONE}`,
      { id },
    );
    return row && toNotification(row);
  }

  /** Takes a pending notification for sending; false when somebody else has, or it is settled. */
  async claim(id: string, data: NotificationData, now: Date): Promise<boolean> {
    const changed = await this.db.execute(
      `UPDATE notifications SET state = 'sending', claimed_at = $now, data = $data,
         attempts = attempts + 1, error_code = NULL
       WHERE ${ONE} AND state = 'pending'`,
      { id, now, data: JSON.stringify(data) },
    );
    return changed === 1;
  }

  /** Puts a notification that certainly has not left us back in the queue. */
  async release(id: string, errorCode: string): Promise<boolean> {
    const changed = await this.db.execute(
      `UPDATE notifications SET state = 'pending', claimed_at = NULL, error_code = $errorCode
       WHERE ${ONE} AND state IN ('sending', 'unknown')`,
      { id, errorCode },
    );
    return changed === 1;
  }

  /** Notes what became of it; false when it is in none of the states it may come from. */
  async settle(
    id: string,
    { from, state, at, providerId, errorCode }: Settlement,
  ): Promise<boolean> {
    const states = bindList('from', from);
    const changed = await this.db.execute(
      `UPDATE notifications SET state = $state, provider_id = $providerId,
         error_code = $errorCode, sent_at = $sentAt
       WHERE ${ONE} AND state IN (${states.sql})`,
      {
        ...states.bind,
        id,
        state,
        providerId: providerId ?? null,
        errorCode: errorCode ?? null,
        sentAt: state === 'sent' ? at : null,
      },
    );
    return changed === 1;
  }

  /** Of any tenant: waiting to be sent since `before` or longer. */
  async pendingSince(before: Date, limit: number): Promise<readonly NotificationKey[]> {
    return this.db.select<NotificationKey>(
      `SELECT organization_id AS organizationId, id FROM notifications
       WHERE state = 'pending' AND created_at <= $before ORDER BY created_at LIMIT ${limit}`,
      { before },
    );
  }

  /** Of any tenant: taken for sending at `before` or earlier, and nothing heard of since. */
  async sendingSince(before: Date, limit: number): Promise<readonly NotificationKey[]> {
    return this.db.select<NotificationKey>(
      `SELECT organization_id AS organizationId, id FROM notifications
       WHERE state = 'sending' AND claimed_at <= $before ORDER BY claimed_at LIMIT ${limit}`,
      { before },
    );
  }

  /** Of any tenant: handed over after `since` with unknown outcome, the latest first. */
  async unknownAfter(since: Date, limit: number): Promise<readonly NotificationKey[]> {
    return this.db.select<NotificationKey>(
      `SELECT organization_id AS organizationId, id FROM notifications
       WHERE state = 'unknown' AND claimed_at > $since ORDER BY claimed_at DESC LIMIT ${limit}`,
      { since },
    );
  }
}

function toNotification(row: NotificationRow): Notification {
  const { claimedAt, ...rest } = row;
  return claimedAt === null ? rest : { ...rest, claimedAt };
}
