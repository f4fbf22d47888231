import type { Invalidation } from '../cache/create-cache.js';
import type { FailureCounter } from '../cache/failure-counter.js';
import type { PositionStore } from '../cache/position-store.js';
import type { Config } from '../config/config.js';
import type { Database } from '../database/create-database.js';
import type { EventPublisher } from '../events/event-publisher.js';
import type { Integrations } from '../integrations/create-integrations.js';
import type { JobQueue } from '../jobs/job-queue.js';
import type { MailParts } from '../mail/create-mail.js';
import type { PasswordHasher } from '../modules/auth/index.js';
import type { Logger } from '../observability/logger.js';
import type { LiveBroadcast } from '../realtime/realtime-ports.js';
import type { Clock } from '../shared/clock.js';

/** What modules are built on: one pool, and everything around it. */
export interface Platform {
  readonly config: Pick<
    Config,
    'signingKeyPem' | 'otherSigningKeyPems' | 'opsClientSecret' | 'dataEncryptionKeys' | 'publicUrl'
  >;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly database: Database;
  readonly events: EventPublisher;
  readonly jobs: JobQueue;
  readonly mail: MailParts;
  /** Told of what has changed. */
  readonly invalidation: Invalidation;
  readonly broadcast: LiveBroadcast;
  readonly positions: PositionStore;
  readonly failureCounter: FailureCounter;
  readonly integrations: Pick<Integrations, 'leadScoring' | 'sms' | 'vinDecoder' | 'oidcIssuers'>;
  /** argon2id at OWASP's costs if absent. */
  readonly passwordHasher?: PasswordHasher | undefined;
}
