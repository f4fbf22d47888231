import type { Database } from '../../database/create-database.js';
import type { EventSubscriber, RealtimeMapping } from '../../events/event.js';
import type { EventPublisher } from '../../events/event-publisher.js';
import type { SmsProvider } from '../../integrations/sms-provider.js';
import type { JobHandler, Schedule } from '../../jobs/job.js';
import type { JobQueue } from '../../jobs/job-queue.js';
import type { Logger } from '../../observability/logger.js';
import type { Clock } from '../../shared/clock.js';
import type { UserDirectory } from '../auth/index.js';
import type { CustomerService } from '../customers/index.js';
import type { VisitService } from '../visits/index.js';
import { sendSmsJob, settleSmsSchedule } from './message-jobs.js';
import { messageRealtime } from './message-realtime.js';
import { alertManagers, tellAssignedRep } from './message-subscribers.js';
import { NotificationRepository } from './notification-repository.js';
import { NotificationService } from './notification-service.js';
import { SmsComposer } from './sms-composer.js';
import { SmsDispatch } from './sms-dispatch.js';
import type { Attempt } from './sms-dispatch.js';
import { SmsSettlement } from './sms-settlement.js';

export interface MessageModuleDeps {
  readonly database: Pick<Database, 'tenantDb' | 'unitOfWork'>;
  readonly events: EventPublisher;
  readonly jobs: JobQueue;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly users: Pick<UserDirectory, 'phoneOf' | 'managersOf'>;
  readonly customers: Pick<CustomerService, 'namesOf'>;
  readonly visits: Pick<VisitService, 'find'>;
  readonly sms: SmsProvider;
}

/** What staff are told, and how it reaches them. */
export interface MessageModule {
  readonly subscribers: ReadonlyArray<EventSubscriber<readonly string[]>>;
  readonly realtime: readonly RealtimeMapping[];
  readonly jobs: ReadonlyArray<JobHandler<Attempt | undefined>>;
  readonly schedules: readonly Schedule[];
}

/** Wires messages. */
export function createMessageModule(deps: MessageModuleDeps): MessageModule {
  const { tenantDb, unitOfWork } = deps.database;
  const notifications = new NotificationRepository(tenantDb);
  const service = new NotificationService({ ...deps, notifications });
  const shared = { ...deps, unitOfWork, notifications, service, composer: new SmsComposer(deps) };
  const telling = { ...deps, notifications: service };
  return {
    subscribers: [tellAssignedRep(telling), alertManagers(telling)],
    realtime: [messageRealtime],
    jobs: [sendSmsJob(new SmsDispatch(shared))],
    schedules: [settleSmsSchedule(new SmsSettlement(shared))],
  };
}
