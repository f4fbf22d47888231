import { TwilioSmsProvider } from '../../../src/integrations/twilio-sms-provider.js';
import { createLogger } from '../../../src/observability/logger.js';
import { json, silence, startLocalServer } from '../../unit/integrations/local-server.js';
import type { LocalServer, Respond } from '../../unit/integrations/local-server.js';

/** What the service does with a message that is posted to it. */
export type Manner = 'accept' | 'accept_silently' | 'lose_silently' | 'refuse';

interface Kept {
  readonly sid: string;
  readonly to: string;
  readonly body: string;
  readonly at: Date;
}

/** Twilio's message resource on loopback, as far as the product uses it. */
export class FakeTwilio {
  manner: Manner = 'accept';
  private readonly kept: Kept[] = [];

  private constructor(
    private readonly server: LocalServer,
    private readonly now: () => Date,
  ) {}

  static async start(now: () => Date): Promise<FakeTwilio> {
    const server = await startLocalServer(silence);
    const twilio = new FakeTwilio(server, now);
    server.respond = (response, request) => twilio.answer(request)(response, request);
    return twilio;
  }

  /** A client of this service; it waits 300 ms for an answer. */
  client(): TwilioSmsProvider {
    return new TwilioSmsProvider({
      baseUrl: this.server.url,
      accountSid: 'AC123',
      authToken: 'token',
      from: '+13125550100',
      logger: createLogger('silent'),
      figures: { timeoutMs: 300 },
    });
  }

  /** Every message posted to a number, in order: its text. */
  postsTo(number: string | undefined): string[] {
    return this.server.requests
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => new URLSearchParams(body))
      .filter((form) => form.get('To') === number)
      .map((form) => form.get('Body') ?? '');
  }

  /** How often the list was asked for messages to a number. */
  lookUpsOf(number: string | undefined): number {
    const asked = this.server.requests.filter(({ method }) => method === 'GET');
    return asked.filter(({ url }) => this.paramsOf(url).get('To') === number).length;
  }

  stop(): Promise<void> {
    return this.server.close();
  }

  private answer({ method, url, body }: Parameters<Respond>[1]): Respond {
    if (method === 'GET') return json(200, this.list(this.paramsOf(url).get('To')));
    if (this.manner === 'refuse') return json(400, { code: 21_211, message: 'Invalid number' });
    if (this.manner === 'lose_silently') return silence;
    const form = new URLSearchParams(body);
    const sid = `SM${this.kept.length + 1}`;
    const to = form.get('To') ?? '';
    this.kept.push({ sid, to, body: form.get('Body') ?? '', at: this.now() });
    return this.manner === 'accept' ? json(201, { sid, status: 'queued' }) : silence;
  }

  private list(to: string | null): object {
    const messages = this.kept
      .filter((message) => message.to === to)
      .map(({ at, ...message }) => ({
        ...message,
        date_created: at.toUTCString(),
        date_sent: null,
      }))
      .reverse();
    return { messages, next_page_uri: null };
  }

  private paramsOf(url: string): URLSearchParams {
    return new URL(url, this.server.url).searchParams;
  }
}
