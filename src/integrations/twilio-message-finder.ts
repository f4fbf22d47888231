import type { Registry } from 'prom-client';
import type { Dispatcher } from 'undici';
import type { Logger } from '../observability/logger.js';
import { CircuitBreakerError, createCircuitBreaker } from './circuit-breaker.js';
import type { CircuitBreaker, CircuitBreakerFigures } from './circuit-breaker.js';
import { appendPath, exchangeHttp } from './http-exchange.js';
import { SmsLookUpFailed } from './sms-provider.js';
import type { SmsLookUp, SmsLookUpFailure, SmsLookUpResult } from './sms-provider.js';
import { readMessagePage } from './twilio-answers.js';
import type { TwilioMessage, TwilioMessagePage } from './twilio-answers.js';

export interface TwilioMessageFinderDeps {
  readonly dispatcher: Dispatcher;
  readonly authorization: string;
  readonly messagesUrl: URL;
  readonly baseUrl: string;
  readonly logger: Logger;
  readonly registry?: Registry | undefined;
  readonly figures: CircuitBreakerFigures;
}

const MAX_PAGE_BYTES = 1024 * 1024;
const PAGE_SIZE = 100;
const MAX_PAGES = 10;

/** How far Twilio's clock, which tells whole seconds, may be behind ours. */
const CLOCK_TOLERANCE_MS = 10_000;

/**
 * Finds a message in Twilio's list by number and text, because Twilio keeps no reference of ours.
 * Has a breaker apart from sending, so that a list that hangs does not stop messages.
 */
export class TwilioMessageFinder {
  private readonly breaker: CircuitBreaker<[URL], TwilioMessagePage>;

  constructor(private readonly deps: TwilioMessageFinderDeps) {
    const { logger, registry, figures } = deps;
    this.breaker = createCircuitBreaker({
      name: 'sms_look_up',
      action: (signal, url: URL) => this.fetchPage(url, signal),
      logger,
      registry,
      figures,
    });
  }

  /** Rejects with `SmsLookUpFailed` when the list cannot be read to its end. */
  async find(wanted: SmsLookUp): Promise<SmsLookUpResult> {
    const since = new Date(wanted.sentAfter.getTime() - CLOCK_TOLERANCE_MS);
    let url = this.firstPageUrl(wanted.to, since);
    for (let pages = 1; pages <= MAX_PAGES; pages += 1) {
      const { messages, nextPage } = await this.readPage(url);
      const match = messages.findLast((message) => isMatch(message, wanted, since));
      if (match !== undefined) return { found: true, providerId: match.sid };
      if (nextPage === undefined) return { found: false };
      url = this.nextPageUrl(nextPage);
    }
    throw new SmsLookUpFailed('inconclusive');
  }

  shutdown(): void {
    this.breaker.shutdown();
  }

  private firstPageUrl(to: string, since: Date): URL {
    const url = new URL(this.deps.messagesUrl);
    url.searchParams.set('To', to);
    url.searchParams.set('DateSent>', `${since.toISOString().slice(0, 19)}Z`);
    url.searchParams.set('PageSize', String(PAGE_SIZE));
    return url;
  }

  /** Takes path and query only: the credentials go to the configured host and nowhere else. */
  private nextPageUrl(nextPage: string): URL {
    const { baseUrl } = this.deps;
    if (!URL.canParse(nextPage, baseUrl)) throw new SmsLookUpFailed('unreadable_answer');
    const { pathname, search } = new URL(nextPage, baseUrl);
    const url = appendPath(baseUrl, pathname);
    url.search = search;
    return url;
  }

  private async readPage(url: URL): Promise<TwilioMessagePage> {
    try {
      return await this.breaker.call(url);
    } catch (error) {
      throw new SmsLookUpFailed(reasonOf(error), { cause: error });
    }
  }

  private async fetchPage(url: URL, signal: AbortSignal): Promise<TwilioMessagePage> {
    const { dispatcher, authorization } = this.deps;
    const { status, body } = await exchangeHttp(dispatcher, {
      url,
      method: 'GET',
      headers: { authorization, accept: 'application/json' },
      maxAnswerBytes: MAX_PAGE_BYTES,
      signal,
    });
    if (status !== 200) throw new ListRefused(status);
    const page = readMessagePage(body);
    if (page === undefined) throw new UnreadableList();
    return page;
  }
}

class ListRefused extends Error {
  readonly code = 'twilio_list_refused';

  constructor(status: number) {
    super(`Twilio answered the message list with status ${status}.`);
    this.name = 'ListRefused';
  }
}

class UnreadableList extends Error {
  readonly code = 'twilio_list_unreadable';

  constructor() {
    super("Twilio's message list cannot be read.");
    this.name = 'UnreadableList';
  }
}

function isMatch({ to, body, at }: TwilioMessage, wanted: SmsLookUp, since: Date): boolean {
  return to === wanted.to && body === wanted.body && (at === undefined || at >= since);
}

function reasonOf(error: unknown): SmsLookUpFailure {
  if (error instanceof CircuitBreakerError) return error.reason;
  return error instanceof UnreadableList ? 'unreadable_answer' : 'error';
}
