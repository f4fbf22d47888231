import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TwilioSmsProvider } from '../../../src/integrations/twilio-sms-provider.js';
import type { TwilioSmsProviderDeps } from '../../../src/integrations/twilio-sms-provider.js';
import { cutOff, json, reset, silence, startLocalServer, text } from './local-server.js';
import type { LocalServer } from './local-server.js';
import { createMemoryLogger } from './memory-logger.js';
import { waitFor } from './wait-for.js';

const MESSAGE = {
  to: '+13125550123',
  body: 'High-value customer Zoë & Søn entered showroom.\nLocation: Floor 1\nLead score: 85%',
  clientReference: 'notification-1',
};
const ACCOUNT = { accountSid: 'AC123', authToken: 'to:ken', from: '+13125550100' };
const UNREADABLE = { outcome: 'unknown', reason: 'unreadable_answer' };

let server: LocalServer;
let providers: TwilioSmsProvider[] = [];

beforeEach(async () => {
  server = await startLocalServer(json(201, { sid: 'SM1', status: 'queued' }));
});

afterEach(async () => {
  await server.close();
  await Promise.all(providers.map((provider) => provider.close()));
  providers = [];
});

function build(deps: Partial<TwilioSmsProviderDeps> = {}): TwilioSmsProvider {
  const { logger } = createMemoryLogger();
  const provider = new TwilioSmsProvider({ baseUrl: server.url, logger, ...ACCOUNT, ...deps });
  providers.push(provider);
  return provider;
}

/** Takes connections, and never answers the TLS handshake. */
async function startDeafServer() {
  const sockets: Socket[] = [];
  const deaf = createServer((socket) => void sockets.push(socket.on('error', () => undefined)));
  deaf.listen(0, '127.0.0.1');
  await once(deaf, 'listening');
  const close = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    deaf.close();
    await once(deaf, 'close');
  };
  return { url: `https://127.0.0.1:${(deaf.address() as AddressInfo).port}`, close };
}

describe('request', () => {
  it('posts the form with basic authentication', async () => {
    const result = await build().send(MESSAGE);
    expect(result).toEqual({ outcome: 'sent', providerId: 'SM1' });
    expect(server.requests).toHaveLength(1);
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: 'POST',
      url: '/2010-04-01/Accounts/AC123/Messages.json',
    });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from('AC123:to:ken').toString('base64')}`,
    });
    expect([...new URLSearchParams(request?.body)]).toEqual([
      ['To', MESSAGE.to],
      ['From', ACCOUNT.from],
      ['Body', MESSAGE.body],
    ]);
    expect(request?.body).toContain('%0ALocation');
    expect(request?.body).not.toContain('%0D');
  });

  it('keeps the path of the base URL and escapes the account', async () => {
    await build({ baseUrl: `${server.url}/proxy/`, accountSid: 'A/C?' }).send(MESSAGE);
    expect(server.requests[0]?.url).toBe('/proxy/2010-04-01/Accounts/A%2FC%3F/Messages.json');
  });
});

describe('refusal', () => {
  it('gives the code of Twilio and leaves the breaker closed', async () => {
    server.respond = json(400, { code: 21211, message: `'To' ${MESSAGE.to} is not valid` });
    const provider = build();
    for (let call = 0; call < 12; call += 1) {
      expect(await provider.send(MESSAGE)).toEqual({ outcome: 'failed', code: '21211' });
    }
    expect(provider.state()).toBe('closed');
    expect(server.requests).toHaveLength(12);
  });

  it.each([
    ['without a body', text(404, '')],
    ['with a body that is not JSON', text(404, '<html></html>')],
    ['with a body that breaks off', cutOff(404)],
  ])('gives the status %s', async (_what, respond) => {
    server.respond = respond;
    expect(await build().send(MESSAGE)).toEqual({ outcome: 'failed', code: 'http_404' });
  });

  it('holds too many requests against the provider', async () => {
    server.respond = json(429, { code: 20429 });
    const provider = build();
    for (let call = 0; call < 10; call += 1) {
      expect(await provider.send(MESSAGE)).toEqual({ outcome: 'failed', code: '20429' });
    }
    expect(provider.state()).toBe('open');
  });
});

describe('doubt: the message may have arrived, so it is unknown and posted once', () => {
  it.each([
    ['a server error', text(500, ''), { outcome: 'unknown', reason: 'unexpected_status' }],
    [
      'a redirect',
      text(307, '', { location: '/' }),
      { outcome: 'unknown', reason: 'unexpected_status' },
    ],
    ['a reset before the answer', reset, { outcome: 'unknown', reason: 'connection_lost' }],
    ['a reset in the answer', cutOff(201), { outcome: 'unknown', reason: 'connection_lost' }],
    ['an answer that is not JSON', text(201, '<html></html>'), UNREADABLE],
    ['an answer without a sid', json(201, { status: 'queued' }), UNREADABLE],
    ['an answer of 10 MB', json(201, { pad: 'x'.repeat(10_000_000), sid: 'SM1' }), UNREADABLE],
  ])('%s', async (_what, respond, expected) => {
    server.respond = respond;
    expect(await build().send(MESSAGE)).toEqual(expected);
    expect(server.requests).toHaveLength(1);
  });

  it('a silent provider, whose request is aborted', async () => {
    server.respond = silence;
    const result = await build({ figures: { timeoutMs: 100 } }).send(MESSAGE);
    expect(result).toEqual({ outcome: 'unknown', reason: 'timeout' });
    expect(server.requests).toHaveLength(1);
    expect(await server.requests[0]?.closed).toBe(true);
  });
});

describe('certainty: nothing left this process', () => {
  it('when nobody listens', async () => {
    const nobody = await startLocalServer(silence);
    await nobody.close();
    const result = await build({ baseUrl: nobody.url }).send(MESSAGE);
    expect(result).toEqual({ outcome: 'not_sent', reason: 'not_connected' });
  });

  it('when the name cannot be resolved', async () => {
    const result = await build({ baseUrl: `http://${'a'.repeat(64)}.invalid` }).send(MESSAGE);
    expect(result).toEqual({ outcome: 'not_sent', reason: 'not_connected' });
  });

  it('when the connection is never established', async () => {
    const { url, close } = await startDeafServer();
    try {
      const provider = build({ baseUrl: url, figures: { timeoutMs: 100 } });
      expect(await provider.send(MESSAGE)).toEqual({ outcome: 'not_sent', reason: 'timeout' });
    } finally {
      await close();
    }
  });

  it('when the breaker is open', async () => {
    server.respond = text(500, '');
    const provider = build();
    for (let call = 0; call < 10; call += 1) await provider.send(MESSAGE);
    expect(provider.state()).toBe('open');
    expect(await provider.send(MESSAGE)).toEqual({ outcome: 'not_sent', reason: 'open' });
    expect(server.requests).toHaveLength(10);
  });

  it('when too many are under way', async () => {
    server.respond = silence;
    const provider = build({ figures: { capacity: 1, timeoutMs: 200 } });
    const first = provider.send(MESSAGE);
    expect(await provider.send(MESSAGE)).toEqual({ outcome: 'not_sent', reason: 'busy' });
    expect(await first).toEqual({ outcome: 'unknown', reason: 'timeout' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('recovery', () => {
  it('sends again once the provider is back', async () => {
    server.respond = text(503, '');
    const provider = build({ figures: { halfOpenAfterMs: 100 } });
    for (let call = 0; call < 10; call += 1) await provider.send(MESSAGE);
    server.respond = json(201, { sid: 'SM2' });
    await waitFor(() => provider.state() === 'half_open');
    expect(await provider.send(MESSAGE)).toEqual({ outcome: 'sent', providerId: 'SM2' });
    expect(provider.state()).toBe('closed');
  });
});

describe('log', () => {
  it('has the reference and the result, and neither number, text nor token', async () => {
    server.respond = text(500, `no ${MESSAGE.to}`);
    const { logger, lines } = createMemoryLogger();
    await build({ logger }).send(MESSAGE);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'warn',
      clientReference: 'notification-1',
      result: { outcome: 'unknown', reason: 'unexpected_status' },
    });
    for (const secret of [MESSAGE.to, ACCOUNT.from, 'Zoë', ACCOUNT.authToken]) {
      expect(lines.join('')).not.toContain(secret);
    }
  });
});
