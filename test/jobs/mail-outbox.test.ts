import { Writable } from 'node:stream';
import { createLogger } from '../../src/observability/logger.js';
import { createDealerGroup } from '../support/dealer-group.js';
import type { DealerGroup } from '../support/dealer-group.js';
import { startSmtpSink } from '../support/smtp-sink.js';
import type { SmtpSink } from '../support/smtp-sink.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';
import { MailRig } from './mail-rig.js';

const HOUR_MS = 3_600_000;
const SECRET = 'token-nobody-may-read';

let sink: SmtpSink;
let port: number;
let test: TestApp;
let group: DealerGroup;
let rig: MailRig;
const logLines: string[] = [];

beforeAll(async () => {
  sink = await startSmtpSink();
  port = sink.port;
  const url = `smtp://127.0.0.1:${port}`;
  test = await startTestApp({
    config: { mail: { provider: 'smtp', url, from: 'no-reply@showroom.example' } },
    overrides: { logger: createLogger('debug', collectInto(logLines)) },
  });
  group = await createDealerGroup(test, { reps: 0 });
  rig = new MailRig(test, group);
});
afterAll(async () => {
  await sink.close();
  await test.stop();
});

function collectInto(lines: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
}

function mailTo(to: string, lifeMs = HOUR_MS) {
  const expiresAt = new Date(test.clock.now().getTime() + lifeMs);
  return { kind: 'test', to, subject: 'A code', text: `Your code is ${SECRET}.`, expiresAt };
}

it('a mail is sent by the worker, after the commit, and forgotten', async () => {
  const mailId = await rig.queue(mailTo('one@x.example'));
  const taken = await sink.mailTo('one@x.example');
  expect(taken.text).toContain(SECRET);
  expect(taken.headers.get('message-id')).toBe(`<${mailId}@showroom.example>`);
  await test.app.idle();
  expect(await rig.rowOf(mailId)).toMatchObject({ state: 'sent', sealed: null });
});

it('a mail of a change that is rolled back is never sent', async () => {
  await expect(rig.queueAndFail(mailTo('never@x.example'))).rejects.toThrow('planted fault');
  await rig.queue(mailTo('after@x.example'));
  await sink.mailTo('after@x.example');
  await test.app.idle();
  expect(sink.mails.filter(({ to }) => to.includes('never@x.example'))).toEqual([]);
  await expect(rig.queueOutsideOfARun(mailTo('never@x.example'))).rejects.toThrow();
});

it('what waits cannot be read in the database, nor opened in another row', async () => {
  const mailId = await rig.queueForLater(mailTo('sealed@x.example'));
  const rows = JSON.stringify(await rig.everythingStored());
  expect(rows).toContain(mailId);
  expect(rows).not.toMatch(/sealed@x\.example|token-nobody|A code/);
  const other = await rig.queueForLater(mailTo('other@x.example'));
  await rig.swapContents(mailId, other);
  await rig.sendNow(mailId);
  expect(await rig.rowOf(mailId)).toMatchObject({ state: 'unreadable', sealed: null });
});

it('a mail that the server refuses is not tried again', async () => {
  await sink.close();
  const refusal = Object.assign(new Error('unknown: gone@x.example'), { responseCode: 550 });
  sink = await startSmtpSink({ port, onRcptTo: (_to, _session, done) => done(refusal) });
  const mailId = await rig.queue(mailTo('gone@x.example'));
  await rig.settled(mailId);
  expect(await rig.rowOf(mailId)).toMatchObject({ state: 'refused', failure: 'smtp_550' });
  expect(await rig.openJobs(mailId)).toBe(0);
  await sink.close();
  sink = await startSmtpSink({ port });
});

it('a mail waits for a server that is away, under the same Message-ID', async () => {
  await sink.close();
  const mailId = await rig.queue(mailTo('later@x.example'));
  await rig.triedTwice(mailId);
  expect(await rig.rowOf(mailId)).toMatchObject({ state: 'queued' });
  sink = await startSmtpSink({ port });
  await rig.settled(mailId);
  const taken = await sink.mailTo('later@x.example');
  expect(taken.headers.get('message-id')).toBe(`<${mailId}@showroom.example>`);
});

it('a crash after the server’s yes repeats the mail, recognizably', async () => {
  const mailId = await rig.queueForLater(mailTo('twice@x.example'));
  await rig.sendAndCrash(mailId);
  await rig.sendNow(mailId);
  await sink.mailTo('twice@x.example', 2);
  const ids = sink.mails
    .filter(({ to }) => to.includes('twice@x.example'))
    .map(({ headers }) => headers.get('message-id'));
  expect(new Set(ids)).toEqual(new Set([`<${mailId}@showroom.example>`]));
});

it('a mail whose time is over is neither sent nor kept', async () => {
  const mailId = await rig.queueForLater(mailTo('late@x.example', HOUR_MS));
  const purged = await rig.queueForLater(mailTo('purged@x.example', HOUR_MS));
  test.clock.advance(HOUR_MS);
  await rig.sendNow(mailId);
  expect(await rig.rowOf(mailId)).toMatchObject({ state: 'expired', sealed: null });
  await rig.purge();
  expect(await rig.rowOf(purged)).toMatchObject({ state: 'expired', sealed: null });
  test.clock.advance(8 * 24 * HOUR_MS);
  await rig.purge();
  expect(await rig.rowOf(purged)).toBeUndefined();
  expect(sink.mails.some(({ to }) => to.includes('late@x.example'))).toBe(false);
});

it('logs name mails by id, and nobody and nothing in them', () => {
  const all = logLines.join('');
  expect(all).toContain('mail settled');
  expect(all).toContain('mail not sent');
  expect(all).not.toMatch(/@x\.example|token-nobody|A code/);
});
