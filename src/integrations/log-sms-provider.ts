import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../shared/clock.js';
import type { CircuitState } from './circuit-breaker-metrics.js';
import type {
  SmsLookUp,
  SmsLookUpResult,
  SmsMessage,
  SmsProvider,
  SmsResult,
} from './sms-provider.js';

export interface LogSmsProviderDeps {
  readonly logger: Logger;
  readonly clock: Clock;
}

interface LoggedMessage {
  readonly providerId: string;
  readonly sentAt: Date;
}

/** Messages remembered for `lookUp`. */
const MAX_REMEMBERED = 1_000;

/**
 * Provider for the demo and for development: a message becomes a log line, which has neither the
 * text nor the number, because both are personal data.
 */
export class LogSmsProvider implements SmsProvider {
  private readonly logged = new LRUCache<string, LoggedMessage>({ max: MAX_REMEMBERED });

  constructor(private readonly deps: LogSmsProviderDeps) {}

  async send({ to, body, clientReference }: SmsMessage): Promise<SmsResult> {
    const providerId = `log-${clientReference}`;
    this.logged.set(contentKey(to, body), { providerId, sentAt: this.deps.clock.now() });
    this.deps.logger.info({ clientReference, providerId, recipient: maskNumber(to) }, 'sms logged');
    return Promise.resolve({ outcome: 'sent', providerId });
  }

  /** Knows only what this process sent, and of equal messages the latest. */
  async lookUp({ to, body, sentAfter }: SmsLookUp): Promise<SmsLookUpResult> {
    const message = this.logged.get(contentKey(to, body));
    if (message === undefined || message.sentAt < sentAfter)
      return Promise.resolve({ found: false });
    return Promise.resolve({ found: true, providerId: message.providerId });
  }

  state(): CircuitState {
    return 'closed';
  }

  async close(): Promise<void> {
    this.logged.clear();
    return Promise.resolve();
  }
}

function contentKey(to: string, body: string): string {
  return createHash('sha256').update(`${to}\n${body}`).digest('base64url');
}

/** Leaves the last two digits, enough to tell two phones of a showroom apart. */
function maskNumber(number: string): string {
  return `***${number.slice(-2)}`;
}
