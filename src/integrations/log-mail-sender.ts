import type { Logger } from '../observability/logger.js';
import type { CircuitState } from './circuit-breaker-metrics.js';
import { mailFault } from './mail-sender.js';
import type { Mail, MailResult, MailSender } from './mail-sender.js';

/**
 * Sender for the demo and for development: a mail becomes a log line, which has neither the
 * address nor the text, because one is personal and the other may hold a token.
 */
export class LogMailSender implements MailSender {
  readonly name = 'log';

  constructor(private readonly deps: { readonly logger: Logger }) {}

  async send(mail: Mail): Promise<MailResult> {
    const fault = mailFault(mail);
    if (fault !== undefined) return Promise.resolve({ outcome: 'refused', code: fault });
    this.deps.logger.info({ mailId: mail.mailId }, 'mail logged');
    return Promise.resolve({ outcome: 'sent' });
  }

  state(): CircuitState {
    return 'closed';
  }

  async close(): Promise<void> {
    return Promise.resolve();
  }
}
