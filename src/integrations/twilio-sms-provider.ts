import type { Registry } from 'prom-client';
import type { Agent } from 'undici';
import type { Logger } from '../observability/logger.js';
import {
  CircuitBreakerError,
  DEFAULT_CIRCUIT_BREAKER_FIGURES,
  createCircuitBreaker,
} from './circuit-breaker.js';
import type { CircuitBreaker, CircuitBreakerFigures } from './circuit-breaker.js';
import type { CircuitState } from './circuit-breaker-metrics.js';
import { HttpExchangeError, appendPath, createHttpAgent, exchangeHttp } from './http-exchange.js';
import type { HttpAnswer } from './http-exchange.js';
import type {
  SmsLookUp,
  SmsLookUpResult,
  SmsMessage,
  SmsProvider,
  SmsResult,
  SmsUnknownReason,
} from './sms-provider.js';
import { readMessageSid, readRefusalCode } from './twilio-answers.js';
import { TwilioMessageFinder } from './twilio-message-finder.js';

export interface TwilioAccount {
  /** Base URL of Twilio's REST API; may have a path of its own. */
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** The number that messages are sent from, E.164. */
  readonly from: string;
}

export interface TwilioSmsProviderDeps extends TwilioAccount {
  readonly logger: Logger;
  readonly registry?: Registry | undefined;
  readonly figures?: Partial<CircuitBreakerFigures> | undefined;
}

/** Whether the request may have left this process. */
interface Delivery {
  dispatched: boolean;
}

const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Client of Twilio's message resource. A message is posted once: no retry, no connection that was
 * used before, and `not_sent` only when no connection stood yet.
 * See https://www.twilio.com/docs/messaging/api/message-resource and `docs/integrations.md`.
 */
export class TwilioSmsProvider implements SmsProvider {
  private readonly agent: Agent;
  private readonly breaker: CircuitBreaker<[SmsMessage, Delivery], SmsResult>;
  private readonly finder: TwilioMessageFinder;
  private readonly messagesUrl: URL;
  private readonly authorization: string;
  private readonly from: string;
  private readonly logger: Logger;

  constructor(deps: TwilioSmsProviderDeps) {
    const figures = { ...DEFAULT_CIRCUIT_BREAKER_FIGURES, ...deps.figures };
    const { logger, registry, baseUrl } = deps;
    this.logger = logger;
    this.from = deps.from;
    this.agent = createHttpAgent({
      connections: 2 * figures.capacity,
      timeoutMs: figures.timeoutMs,
      keepAlive: false,
    });
    this.authorization = basicAuthorization(deps);
    const messagesPath = `/2010-04-01/Accounts/${encodeURIComponent(deps.accountSid)}/Messages.json`;
    this.messagesUrl = appendPath(baseUrl, messagesPath);
    const { agent: dispatcher, authorization, messagesUrl } = this;
    const access = { dispatcher, authorization, messagesUrl, baseUrl };
    this.finder = new TwilioMessageFinder({ ...access, logger, registry, figures });
    this.breaker = createCircuitBreaker({
      name: 'sms',
      action: (signal, message: SmsMessage, delivery: Delivery) =>
        this.post(message, delivery, signal),
      logger,
      registry,
      figures,
    });
  }

  async send(message: SmsMessage): Promise<SmsResult> {
    const delivery = { dispatched: false };
    try {
      return await this.breaker.call(message, delivery);
    } catch (error) {
      const result = resultOf(error, delivery);
      const { clientReference } = message;
      this.logger.warn({ clientReference, result, cause: causeCode(error) }, 'sms not confirmed');
      return result;
    }
  }

  lookUp(message: SmsLookUp): Promise<SmsLookUpResult> {
    return this.finder.find(message);
  }

  state(): CircuitState {
    return this.breaker.state();
  }

  async close(): Promise<void> {
    this.breaker.shutdown();
    this.finder.shutdown();
    if (!this.agent.closed) await this.agent.close();
  }

  private async post(
    { to, body }: SmsMessage,
    delivery: Delivery,
    signal: AbortSignal,
  ): Promise<SmsResult> {
    const answer = await exchangeHttp(this.agent, {
      url: this.messagesUrl,
      method: 'POST',
      headers: {
        authorization: this.authorization,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
      },
      body: new URLSearchParams({ To: to, From: this.from, Body: body }).toString(),
      maxAnswerBytes: MAX_ANSWER_BYTES,
      signal,
      onDispatched: () => {
        delivery.dispatched = true;
      },
    });
    return readSendAnswer(answer);
  }
}

/** An answer that tells of a service in trouble, whatever it means for the message. */
class TwilioTrouble extends Error {
  readonly code = 'twilio_trouble';

  constructor(
    readonly result: SmsResult,
    status: number,
  ) {
    super(`Twilio answered with status ${status} and did not confirm the message.`);
    this.name = 'TwilioTrouble';
  }
}

/** Statuses that refuse a message for the service's own sake. */
const OVERLOAD_STATUSES: readonly number[] = [408, 429];

/** Throws `TwilioTrouble` for what the breaker has to count as a failure. */
function readSendAnswer({ status, body }: HttpAnswer): SmsResult {
  if (isRefusal(status)) {
    const refusal: SmsResult = { outcome: 'failed', code: readRefusalCode(status, body) };
    if (OVERLOAD_STATUSES.includes(status)) throw new TwilioTrouble(refusal, status);
    return refusal;
  }
  if (status < 200 || status > 299) throw trouble('unexpected_status', status);
  const providerId = readMessageSid(body);
  if (providerId === undefined) throw trouble('unreadable_answer', status);
  return { outcome: 'sent', providerId };
}

function trouble(reason: SmsUnknownReason, status: number): TwilioTrouble {
  return new TwilioTrouble({ outcome: 'unknown', reason }, status);
}

function isRefusal(status: number): boolean {
  return status >= 400 && status <= 499;
}

function resultOf(error: unknown, { dispatched }: Delivery): SmsResult {
  if (error instanceof TwilioTrouble) return error.result;
  if (error instanceof CircuitBreakerError) return resultOfBreaker(error.reason, dispatched);
  if (!(error instanceof HttpExchangeError)) throw error;
  const { status } = error;
  if (status !== undefined && isRefusal(status)) {
    return { outcome: 'failed', code: readRefusalCode(status, undefined) };
  }
  if (dispatched) return { outcome: 'unknown', reason: 'connection_lost' };
  return { outcome: 'not_sent', reason: 'not_connected' };
}

function resultOfBreaker(reason: CircuitBreakerError['reason'], dispatched: boolean): SmsResult {
  if (reason === 'timeout' && dispatched) return { outcome: 'unknown', reason };
  return { outcome: 'not_sent', reason };
}

function basicAuthorization({ accountSid, authToken }: TwilioAccount): string {
  const credentials = Buffer.from(`${accountSid}:${authToken}`, 'utf8');
  return `Basic ${credentials.toString('base64')}`;
}

/** The code of the network's own error: its text may hold more than a log should. */
function causeCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
}
