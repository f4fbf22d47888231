import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { LogMailSender } from '../../../src/integrations/log-mail-sender.js';
import type { Mail } from '../../../src/integrations/mail-sender.js';
import { SmtpMailSender } from '../../../src/integrations/smtp-mail-sender.js';
import type { SmtpMailSenderDeps } from '../../../src/integrations/smtp-mail-sender.js';
import { TestAuthority } from '../../support/certificates.js';
import { startSmtpSink } from '../../support/smtp-sink.js';
import type { SmtpSink, SmtpSinkOptions } from '../../support/smtp-sink.js';
import { createMemoryLogger } from './memory-logger.js';

const MAIL: Mail = {
  mailId: '0192f0c4-6f1e-7c3a-9b7e-3f1f0c2d4e5a',
  to: 'rosa@lakeside.example',
  subject: 'Ein neues Paßwort',
  text: 'Hello,\n\nyour code is abc-123.\n.\nA long line '.padEnd(300, 'x') + '\n',
};

const directory = mkdtempSync(join(tmpdir(), 'smtp-'));
const authority = new TestAuthority(directory, 'authority');
const open: Array<{ close(): Promise<void> }> = [];

afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});
afterAll(() => rmSync(directory, { recursive: true }));

async function sink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const started = await startSmtpSink(options);
  open.push(started);
  return started;
}

function sender(
  url: string,
  deps: Partial<SmtpMailSenderDeps> = {},
): { readonly mails: SmtpMailSender; readonly lines: readonly string[] } {
  const { logger, lines } = createMemoryLogger();
  const mails = new SmtpMailSender({ url, from: 'no-reply@showroom.example', logger, ...deps });
  open.push(mails);
  return { mails, lines };
}

/** Key and certificate for a sink; good for `localhost` alone. */
function certificate(names: readonly string[], selfSigned = false): { key: string; cert: string } {
  const files = authority.issue(`server${Math.random()}`, { names, selfSigned });
  return { key: readFileSync(files.keyFile, 'utf8'), cert: readFileSync(files.certFile, 'utf8') };
}

it('hands a mail over: one recipient, the text as it is, a Message-ID of ours', async () => {
  const server = await sink();
  const { mails } = sender(`smtp://127.0.0.1:${server.port}`);
  expect(await mails.send(MAIL)).toEqual({ outcome: 'sent' });
  const [taken] = server.mails;
  expect(taken).toMatchObject({ from: 'no-reply@showroom.example', to: [MAIL.to] });
  expect(taken?.text.trimEnd()).toBe(MAIL.text.trimEnd());
  expect(taken?.headers.get('message-id')).toBe(`<${MAIL.mailId}@showroom.example>`);
  expect(taken?.headers.get('subject')).toMatch(/^=\?UTF-8\?/);
  expect(taken?.headers.get('auto-submitted')).toBe('auto-generated');
});

it('logs in with what the URL says', async () => {
  const server = await sink({ authOptional: false });
  const { mails } = sender(`smtp://app%40x:p%2Fw@127.0.0.1:${server.port}`);
  expect(await mails.send(MAIL)).toEqual({ outcome: 'sent' });
  expect(server.mails[0]?.user).toBe('app@x');
});

describe('what cannot be sent', () => {
  it.each([
    ['a recipient', 550, { outcome: 'refused', code: 'smtp_550' }],
    ['a recipient for now', 450, { outcome: 'not_sent', reason: 'EENVELOPE_450' }],
  ])('the server refuses %s', async (_what, responseCode, result) => {
    const refusal = Object.assign(new Error('no such user rosa'), { responseCode });
    const server = await sink({ onRcptTo: (_address, _session, done) => done(refusal) });
    const { mails, lines } = sender(`smtp://127.0.0.1:${server.port}`);
    expect(await mails.send(MAIL)).toEqual(result);
    expect(lines.join('')).not.toContain('rosa');
  });

  it('the server refuses the text', async () => {
    const refusal = Object.assign(new Error('spam'), { responseCode: 554 });
    const server = await sink({
      onData: (stream, _session, done) => {
        stream.resume();
        stream.on('end', () => done(refusal));
      },
    });
    const { mails } = sender(`smtp://127.0.0.1:${server.port}`);
    expect(await mails.send(MAIL)).toEqual({ outcome: 'refused', code: 'smtp_554' });
  });

  it('the password is wrong: the mail can wait until it is mended', async () => {
    const server = await sink({
      onAuth: (_auth, _session, done) => done(new Error('no entry for app')),
    });
    const { mails, lines } = sender(`smtp://app:secret-word@127.0.0.1:${server.port}`);
    expect(await mails.send(MAIL)).toEqual({ outcome: 'not_sent', reason: 'EAUTH_535' });
    expect(lines.join('')).not.toMatch(/secret-word|rosa/);
  });

  it.each([
    ['two recipients', { to: 'a@x.example, b@x.example' }, 'invalid_address'],
    ['a header in the address', { to: 'a@x.example\r\nBcc: b@x.example' }, 'invalid_address'],
    ['a name before the address', { to: 'B <b@x.example>' }, 'invalid_address'],
    ['an address without a host', { to: 'rosa' }, 'invalid_address'],
    ['a header in the subject', { subject: 'Hi\r\nBcc: b@x.example' }, 'invalid_subject'],
    ['a bare line feed in the subject', { subject: 'Hi\nBcc: b@x.example' }, 'invalid_subject'],
  ])('%s', async (_what, change, code) => {
    const server = await sink();
    const { mails } = sender(`smtp://127.0.0.1:${server.port}`);
    const logging = new LogMailSender(createMemoryLogger());
    for (const each of [mails, logging]) {
      expect(await each.send({ ...MAIL, ...change })).toEqual({ outcome: 'refused', code });
    }
    expect(server.mails).toEqual([]);
  });
});

describe('a server away', () => {
  it('is not waited for, opens the circuit, and is found again', async () => {
    const server = await sink();
    const { port } = server;
    await server.close();
    const registry = new Registry();
    const figures = { minimumCalls: 3, halfOpenAfterMs: 50 };
    const { mails, lines } = sender(`smtp://127.0.0.1:${port}`, { registry, figures });
    for (let count = 0; count < 3; count += 1) {
      expect(await mails.send(MAIL)).toEqual({
        outcome: 'not_sent',
        reason: expect.stringMatching(/^E[A-Z]+$/),
      });
    }
    expect(await mails.send(MAIL)).toEqual({ outcome: 'not_sent', reason: 'open' });
    expect(await registry.metrics()).toContain('circuit_breaker_state{name="mail"} 2');
    const back = await sink({ port });
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(await mails.send(MAIL)).toEqual({ outcome: 'sent' });
    expect(back.mails).toHaveLength(1);
    expect(mails.state()).toBe('closed');
    expect(lines.join('')).not.toContain('rosa');
  });

  it('and one that says nothing is given up, and its connection closed', async () => {
    const connected: Socket[] = [];
    const silent = createServer((socket) => {
      connected.push(socket.on('error', () => undefined).resume());
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const { mails } = sender(`smtp://127.0.0.1:${port}`, { figures: { timeoutMs: 100 } });
    expect(await mails.send(MAIL)).toMatchObject({ outcome: 'not_sent' });
    expect(connected).toHaveLength(1);
    // Called back when the last connection has ended.
    await new Promise((resolve) => silent.close(resolve));
  });
});

describe('TLS', () => {
  it.each(['smtps', 'smtp'])('is used and verified (%s)', async (protocol) => {
    const server = await sink({ secure: protocol === 'smtps', ...certificate(['localhost']) });
    const url = `${protocol}://localhost:${server.port}`;
    const trusting = sender(url, { sslCaFile: authority.caFile });
    expect(await trusting.mails.send(MAIL)).toEqual({ outcome: 'sent' });
    expect(server.mails[0]?.isSecure).toBe(true);
    expect(await sender(url).mails.send(MAIL)).toMatchObject({ outcome: 'not_sent' });
    expect(server.mails).toHaveLength(1);
  });

  it.each([
    ['for another name', ['mail.example'], false],
    ['signed by itself', ['localhost'], true],
  ])('a certificate %s is not believed', async (_what, names, selfSigned) => {
    const server = await sink({ secure: true, ...certificate(names, selfSigned) });
    const url = `smtps://app:secret@localhost:${server.port}`;
    const { mails } = sender(url, { sslCaFile: authority.caFile });
    expect(await mails.send(MAIL)).toMatchObject({ outcome: 'not_sent' });
    expect(server.mails).toEqual([]);
  });
});
