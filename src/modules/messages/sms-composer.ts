import type { UserDirectory } from '../auth/index.js';
import type { CustomerService } from '../customers/index.js';
import type { VisitService } from '../visits/index.js';
import type { Notification, NotificationData, ToldPlace } from './notification-types.js';
import { assignmentText } from './sms-text.js';

interface SmsComposerDeps {
  readonly users: Pick<UserDirectory, 'phoneOf'>;
  readonly customers: Pick<CustomerService, 'namesOf'>;
  readonly visits: Pick<VisitService, 'find'>;
}

/** What is handed to the provider; personal data, kept nowhere. */
export interface ComposedSms {
  readonly to: string;
  readonly body: string;
}

/** Puts names, numbers and places into notifications at the moment they are needed. */
export class SmsComposer {
  constructor(private readonly deps: SmsComposerDeps) {}

  /** The notification's data with who and where the visitor now is. */
  async refresh({ data }: Notification): Promise<NotificationData> {
    const visit = await this.deps.visits.find(data.visitId);
    const customerId = visit?.customerId ?? data.customerId;
    const told: ToldPlace = {
      isHighValue: visit?.highValueAt !== undefined,
      ...(visit?.location && { floor: visit.location.floor }),
      ...(visit?.location?.zone !== undefined && { zone: visit.location.zone }),
    };
    return { ...data, told, ...(customerId !== undefined && { customerId }) };
  }

  /** Number and text; undefined when the recipient has no number any more. */
  async compose(recipientId: string, data: NotificationData): Promise<ComposedSms | undefined> {
    const to = await this.deps.users.phoneOf(recipientId);
    if (to === undefined) return undefined;
    const { customerId, leadScore, told } = data;
    const names =
      customerId === undefined ? undefined : await this.deps.customers.namesOf([customerId]);
    const body = assignmentText({
      isHighValue: false,
      ...told,
      name: names?.get(customerId ?? ''),
      leadScore,
    });
    return { to, body };
  }
}
