import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SmsLookUpFailed } from '../../../src/integrations/sms-provider.js';
import type { SmsLookUpFailure } from '../../../src/integrations/sms-provider.js';
import { TwilioSmsProvider } from '../../../src/integrations/twilio-sms-provider.js';
import type { TwilioSmsProviderDeps } from '../../../src/integrations/twilio-sms-provider.js';
import { json, silence, startLocalServer, text } from './local-server.js';
import type { LocalServer } from './local-server.js';
import { createMemoryLogger } from './memory-logger.js';

const WANTED = {
  to: '+13125550123',
  body: 'High-value customer\nLead score: 85%',
  sentAfter: new Date('2026-11-20T10:00:00.500Z'),
};
const LISTED = {
  sid: 'SM1',
  to: WANTED.to,
  body: WANTED.body,
  date_created: 'Fri, 20 Nov 2026 10:00:01 +0000',
  date_sent: null,
};
const LIST_PATH = '/2010-04-01/Accounts/AC123/Messages.json';

let server: LocalServer;
let providers: TwilioSmsProvider[] = [];

beforeEach(async () => {
  server = await startLocalServer(json(200, { messages: [LISTED], next_page_uri: null }));
});

afterEach(async () => {
  await server.close();
  await Promise.all(providers.map((provider) => provider.close()));
  providers = [];
});

function build(deps: Partial<TwilioSmsProviderDeps> = {}): TwilioSmsProvider {
  const { logger } = createMemoryLogger();
  const account = { accountSid: 'AC123', authToken: 'token', from: '+13125550100' };
  const provider = new TwilioSmsProvider({ baseUrl: server.url, logger, ...account, ...deps });
  providers.push(provider);
  return provider;
}

async function failureOf(provider: TwilioSmsProvider): Promise<SmsLookUpFailure> {
  const failure = await provider.lookUp(WANTED).catch((error: unknown) => error);
  if (!(failure instanceof SmsLookUpFailed)) throw new Error('The look-up did not fail.');
  return failure.reason;
}

describe('look-up', () => {
  it('asks the list for number and time, and finds the message', async () => {
    expect(await build().lookUp(WANTED)).toEqual({ found: true, providerId: 'SM1' });
    const [request] = server.requests;
    const url = new URL(request?.url ?? '', server.url);
    expect(request?.method).toBe('GET');
    expect(request?.headers.authorization).toBe(
      `Basic ${Buffer.from('AC123:token').toString('base64')}`,
    );
    expect(url.pathname).toBe(LIST_PATH);
    expect(url.searchParams.get('To')).toBe(WANTED.to);
    // `DateSent>=…`; ten seconds earlier, for clocks that differ.
    expect(url.searchParams.get('DateSent>')).toBe('2026-11-20T09:59:50Z');
  });

  it.each([
    ['another number', { to: '+13125550124' }],
    ['another text', { body: `${WANTED.body} ` }],
    ['an earlier time', { date_created: 'Fri, 20 Nov 2026 09:59:49 +0000' }],
    ['an earlier sending', { date_sent: 'Fri, 20 Nov 2026 09:00:00 +0000' }],
    ['no sid', { sid: null }],
  ])('does not find a message with %s', async (_what, change) => {
    server.respond = json(200, { messages: [{ ...LISTED, ...change }, null, 'x'] });
    expect(await build().lookUp(WANTED)).toEqual({ found: false });
  });

  it('finds a message of which Twilio tells no time', async () => {
    server.respond = json(200, { messages: [{ ...LISTED, date_created: 'soon' }] });
    expect(await build().lookUp(WANTED)).toEqual({ found: true, providerId: 'SM1' });
  });

  it('takes the earliest of equal messages, the list being latest first', async () => {
    server.respond = json(200, { messages: [{ ...LISTED, sid: 'SM2' }, LISTED] });
    expect(await build().lookUp(WANTED)).toEqual({ found: true, providerId: 'SM1' });
  });
});

describe('pages', () => {
  it('are followed on the configured host only', async () => {
    const next = `http://elsewhere.invalid${LIST_PATH}?Page=1&PageToken=a%2Bb`;
    server.respond = (response, request) => {
      const last = request.url.includes('PageToken');
      const page = last ? { messages: [LISTED] } : { messages: [], next_page_uri: next };
      json(200, page)(response, request);
    };
    const provider = build({ baseUrl: `${server.url}/proxy` });
    expect(await provider.lookUp(WANTED)).toEqual({ found: true, providerId: 'SM1' });
    expect(server.requests[1]?.url).toBe(`/proxy${LIST_PATH}?Page=1&PageToken=a%2Bb`);
  });

  it('are not followed without end', async () => {
    server.respond = json(200, { messages: [], next_page_uri: `${LIST_PATH}?Page=1` });
    expect(await failureOf(build())).toBe('inconclusive');
    expect(server.requests).toHaveLength(10);
  });
});

describe('a look-up that fails', () => {
  it.each([
    ['a server error', text(500, ''), 'error'],
    ['a refusal', json(401, { code: 20003 }), 'error'],
    ['an answer that is not JSON', text(200, '<html></html>'), 'unreadable_answer'],
    ['an answer without a list', json(200, { sid: 'SM1' }), 'unreadable_answer'],
    [
      'a page without an address',
      json(200, { messages: [], next_page_uri: 'http://[' }),
      'unreadable_answer',
    ],
  ])('tells so after %s', async (_what, respond, reason) => {
    server.respond = respond;
    expect(await failureOf(build())).toBe(reason);
  });

  it('tells so when the provider is silent', async () => {
    server.respond = silence;
    expect(await failureOf(build({ figures: { timeoutMs: 100 } }))).toBe('timeout');
    expect(await server.requests[0]?.closed).toBe(true);
  });

  it('has a breaker apart from sending', async () => {
    server.respond = text(500, '');
    const provider = build();
    for (let call = 0; call < 10; call += 1) expect(await failureOf(provider)).toBe('error');
    expect(await failureOf(provider)).toBe('open');
    expect(provider.state()).toBe('closed');
    server.respond = json(201, { sid: 'SM9' });
    const message = { to: WANTED.to, body: WANTED.body, clientReference: 'n1' };
    expect(await provider.send(message)).toEqual({ outcome: 'sent', providerId: 'SM9' });
  });

  it('carries a stable code', async () => {
    server.respond = text(500, '');
    await expect(build().lookUp(WANTED)).rejects.toMatchObject({
      code: 'sms_look_up_failed',
      cause: { code: 'twilio_list_refused' },
    });
  });
});
