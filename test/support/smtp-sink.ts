import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';

/** A mail as a server on loopback has taken it. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  /** Header fields by lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
  readonly raw: string;
  readonly isSecure: boolean;
  readonly user: string | undefined;
}

/** A mail server on loopback that keeps what it was given. */
export interface SmtpSink {
  readonly port: number;
  readonly mails: TakenMail[];
  /** The first mail to this address; waits for it. */
  mailTo(address: string, count?: number): Promise<TakenMail>;
  close(): Promise<void>;
}

export interface SmtpSinkOptions extends SMTPServerOptions {
  readonly port?: number;
}

const PATIENCE_MS = 10_000;

/** Takes everything from everybody unless the options say otherwise; no TLS by default. */
export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const { port = 0, ...rest } = options;
  const mails: TakenMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: rest.key === undefined ? ['STARTTLS'] : [],
    disableReverseLookup: true,
    onAuth: ({ username }, _session, done) => {
      done(null, { user: username ?? '' });
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          ...parsed(Buffer.concat(chunks).toString('utf8')),
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          isSecure: session.secure,
          user: session.user,
        });
        done();
      });
    },
    ...rest,
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    mailTo: (address, count = 1) => find(mails, address, count),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

async function find(
  mails: readonly TakenMail[],
  address: string,
  count: number,
): Promise<TakenMail> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = mails.filter(({ to }) => to.includes(address))[count - 1];
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error('The awaited mail never came.');
    await sleep(10);
  }
}

function parsed(raw: string): Pick<TakenMail, 'headers' | 'text' | 'raw'> {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = new Map(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = raw.slice(end + 4);
  return { raw, headers, text: decoded(body, headers.get('content-transfer-encoding')) };
}

function decoded(body: string, encoding: string | undefined): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  const text = encoding === 'quoted-printable' ? unquoted(body) : body;
  return text.replaceAll('\r\n', '\n');
}

function unquoted(body: string): string {
  const joined = body.replaceAll(/=\r\n/g, '');
  const bytes = joined.replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
