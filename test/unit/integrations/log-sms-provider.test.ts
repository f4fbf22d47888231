import { describe, expect, it } from '@jest/globals';
import { LogSmsProvider } from '../../../src/integrations/log-sms-provider.js';
import { createMemoryLogger } from './memory-logger.js';

const MESSAGE = {
  to: '+13125550123',
  body: 'High-value customer Jane entered showroom.',
  clientReference: 'notification-1',
};
const SENT_AT = new Date('2026-11-20T10:00:00.000Z');

function build() {
  const { logger, lines } = createMemoryLogger();
  const provider = new LogSmsProvider({ logger, clock: { now: () => SENT_AT } });
  return { provider, lines };
}

describe('log provider', () => {
  it('logs the reference and the end of the number, and neither number nor text', async () => {
    const { provider, lines } = build();
    expect(await provider.send(MESSAGE)).toEqual({
      outcome: 'sent',
      providerId: 'log-notification-1',
    });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      clientReference: 'notification-1',
      recipient: '***23',
    });
    expect(lines[0]).not.toContain('3125550123');
    expect(lines[0]).not.toContain('Jane');
  });

  it('finds what it sent', async () => {
    const { provider } = build();
    await provider.send(MESSAGE);
    const found = await provider.lookUp({ ...MESSAGE, sentAfter: SENT_AT });
    expect(found).toEqual({ found: true, providerId: 'log-notification-1' });
  });

  it('does not find what it did not send, or sent before', async () => {
    const { provider } = build();
    await provider.send(MESSAGE);
    const later = new Date(SENT_AT.getTime() + 1);
    const misses = [
      { ...MESSAGE, sentAfter: later },
      { ...MESSAGE, body: 'another', sentAfter: SENT_AT },
      { ...MESSAGE, to: '+13125550124', sentAfter: SENT_AT },
    ];
    for (const miss of misses) expect(await provider.lookUp(miss)).toEqual({ found: false });
  });

  it('is always closed, as a circuit', async () => {
    const { provider } = build();
    expect(provider.state()).toBe('closed');
    await expect(provider.close()).resolves.toBeUndefined();
  });
});
