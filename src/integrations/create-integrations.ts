import type { Registry } from 'prom-client';
import type { Logger } from '../observability/logger.js';
import type { Clock } from '../shared/clock.js';
import type { CircuitBreakerFigures } from './circuit-breaker.js';
import { LeadScoringClient } from './lead-scoring-client.js';
import type { LeadScoringService } from './lead-scoring-client.js';
import { LogMailSender } from './log-mail-sender.js';
import { LogSmsProvider } from './log-sms-provider.js';
import type { MailSender } from './mail-sender.js';
import type { SmsProvider } from './sms-provider.js';
import { OidcKeyClient } from './oidc-key-client.js';
import type { OidcIssuerSettings } from './oidc-key-client.js';
import { SmtpMailSender } from './smtp-mail-sender.js';
import type { SmtpAccount } from './smtp-mail-sender.js';
import { TwilioSmsProvider } from './twilio-sms-provider.js';
import type { TwilioAccount } from './twilio-sms-provider.js';
import { VpicClient } from './vpic-client.js';
import type { VinDecoder } from './vpic-client.js';

/** Which outside services are used, as the environment says. */
export interface IntegrationsConfig {
  readonly leadScoring?: { readonly url: string; readonly apiKey?: string | undefined } | undefined;
  readonly vpicBaseUrl?: string | undefined;
  readonly oidcIssuers?: readonly OidcIssuerSettings[] | undefined;
  readonly sms: { readonly provider: 'log' } | ({ readonly provider: 'twilio' } & TwilioAccount);
  readonly mail: { readonly provider: 'log' } | ({ readonly provider: 'smtp' } & SmtpAccount);
}

export interface IntegrationsDeps {
  readonly logger: Logger;
  readonly registry: Registry;
  readonly clock: Clock;
  /** Other figures than the documented ones, for all breakers. */
  readonly figures?: Partial<CircuitBreakerFigures> | undefined;
}

/** The ports to outside services; without a scoring service, leads are scored by rules. */
export interface Integrations {
  readonly leadScoring: LeadScoringService | undefined;
  readonly vinDecoder: VinDecoder | undefined;
  /** Outside issuers whose tokens are believed, and their keys. */
  readonly oidcIssuers: readonly OidcKeyClient[];
  readonly sms: SmsProvider;
  readonly mail: MailSender;
  /** Refuses new calls and waits for the running ones, at most the breakers' time limit. */
  close(): Promise<void>;
}

/** Builds the clients of the configured outside services; connects to none of them yet. */
export function createIntegrations(
  config: IntegrationsConfig,
  deps: IntegrationsDeps,
): Integrations {
  const leadScoring =
    config.leadScoring === undefined
      ? undefined
      : new LeadScoringClient({ ...config.leadScoring, ...deps });
  const { vpicBaseUrl: url } = config;
  const vinDecoder = url === undefined ? undefined : new VpicClient({ url, ...deps });
  const sms = createSmsProvider(config.sms, deps);
  const mail = createMailSender(config.mail, deps);
  const oidcIssuers = (config.oidcIssuers ?? []).map(
    (settings) => new OidcKeyClient({ ...deps, settings }),
  );
  const close = async (): Promise<void> => {
    const clients = [leadScoring, vinDecoder, sms, mail, ...oidcIssuers];
    await Promise.all(clients.map(async (client) => client?.close()));
  };
  return { leadScoring, vinDecoder, oidcIssuers, sms, mail, close };
}

function createSmsProvider(config: IntegrationsConfig['sms'], deps: IntegrationsDeps): SmsProvider {
  if (config.provider === 'log') return new LogSmsProvider(deps);
  return new TwilioSmsProvider({ ...config, ...deps });
}

function createMailSender(config: IntegrationsConfig['mail'], deps: IntegrationsDeps): MailSender {
  if (config.provider === 'log') return new LogMailSender(deps);
  return new SmtpMailSender({ ...config, ...deps });
}
