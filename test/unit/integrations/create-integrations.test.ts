import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { createIntegrations } from '../../../src/integrations/create-integrations.js';
import { LogSmsProvider } from '../../../src/integrations/log-sms-provider.js';
import { systemClock } from '../../../src/shared/clock.js';
import { json, silence, startLocalServer } from './local-server.js';
import type { LocalServer } from './local-server.js';
import { createMemoryLogger } from './memory-logger.js';

const mail = { provider: 'log' } as const;
const MESSAGE = { to: '+13125550123', body: 'Hello', clientReference: 'n1' };

let server: LocalServer;

beforeEach(async () => {
  server = await startLocalServer(json(200, { score: 0.8, sid: 'SM1' }));
});

afterEach(() => server.close());

function deps() {
  return { logger: createMemoryLogger().logger, registry: new Registry(), clock: systemClock };
}

function twilio(baseUrl: string) {
  const account = { accountSid: 'AC1', authToken: 'token', from: '+13125550100' };
  return { provider: 'twilio' as const, baseUrl, ...account };
}

describe('createIntegrations', () => {
  it('has no scoring service when none is configured, and logs messages', async () => {
    const integrations = createIntegrations({ sms: { provider: 'log' }, mail }, deps());
    expect(integrations.leadScoring).toBeUndefined();
    expect(integrations.sms).toBeInstanceOf(LogSmsProvider);
    expect(integrations.mail.name).toBe('log');
    await integrations.close();
  });

  it('builds the configured clients and registers their breakers', async () => {
    const leadScoring = { url: server.url, apiKey: 'key-1' };
    const { registry, ...rest } = deps();
    const config = { leadScoring, sms: twilio(server.url), mail };
    const integrations = createIntegrations(config, { ...rest, registry });
    expect(await integrations.leadScoring?.score({})).toMatchObject({ score: 0.8 });
    expect(await integrations.sms.send(MESSAGE)).toEqual({ outcome: 'sent', providerId: 'SM1' });
    const metrics = await registry.metrics();
    for (const name of ['lead_scoring', 'sms', 'sms_look_up']) {
      expect(metrics).toContain(`circuit_breaker_state{name="${name}"} 0`);
    }
    await integrations.close();
  });

  it('refuses new calls once closed, and lets the running ones end', async () => {
    server.respond = silence;
    const config = { leadScoring: { url: server.url }, sms: twilio(server.url), mail };
    const integrations = createIntegrations(config, { ...deps(), figures: { timeoutMs: 200 } });
    const running = integrations.sms.send(MESSAGE);
    await integrations.close();
    expect(await running).toEqual({ outcome: 'unknown', reason: 'timeout' });
    await expect(integrations.leadScoring?.score({})).rejects.toMatchObject({ reason: 'open' });
    expect(await integrations.sms.send(MESSAGE)).toEqual({ outcome: 'not_sent', reason: 'open' });
  });
});
