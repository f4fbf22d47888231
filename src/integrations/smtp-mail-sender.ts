import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import type { Registry } from 'prom-client';
import type { Logger } from '../observability/logger.js';
import {
  CircuitBreakerError,
  DEFAULT_CIRCUIT_BREAKER_FIGURES,
  createCircuitBreaker,
} from './circuit-breaker.js';
import type { CircuitBreaker, CircuitBreakerFigures } from './circuit-breaker.js';
import type { CircuitState } from './circuit-breaker-metrics.js';
import { mailFault } from './mail-sender.js';
import type { Mail, MailResult, MailSender } from './mail-sender.js';

export interface SmtpAccount {
  /** `smtps://user:password@host:port`, or `smtp://…` which goes on to TLS by STARTTLS. */
  readonly url: string;
  /** The address that mails come from. */
  readonly from: string;
  /** PEM file of the authority that signed the server's certificate; absent: the known ones. */
  readonly sslCaFile?: string | undefined;
}

export interface SmtpMailSenderDeps extends SmtpAccount {
  readonly logger: Logger;
  readonly registry?: Registry | undefined;
  readonly figures?: Partial<CircuitBreakerFigures> | undefined;
}

/** Nobody waits for a mail, and mail servers take their time before they greet. */
const MAIL_TIMEOUT_MS = 10_000;

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '::1'];

type Transport = ReturnType<typeof createTransport>;

/**
 * Client of a mail server (RFC 5321): one connection a mail, TLS 1.2 or better with the server's
 * name verified. Without TLS it speaks to this very machine alone (docs/integrations.md).
 */
export class SmtpMailSender implements MailSender {
  readonly name = 'smtp';
  private readonly breaker: CircuitBreaker<[Mail], MailResult>;
  private readonly transport: Transport;
  private readonly from: string;
  private readonly logger: Logger;

  constructor(deps: SmtpMailSenderDeps) {
    const { logger, registry, from } = deps;
    const figures = {
      ...DEFAULT_CIRCUIT_BREAKER_FIGURES,
      timeoutMs: MAIL_TIMEOUT_MS,
      ...deps.figures,
    };
    this.logger = logger;
    this.from = from;
    this.transport = openTransport(deps, figures.timeoutMs);
    this.breaker = createCircuitBreaker({
      name: 'mail',
      action: (signal, mail: Mail) => this.hand(mail, signal),
      logger,
      registry,
      figures,
    });
  }

  async send(mail: Mail): Promise<MailResult> {
    const fault = mailFault(mail);
    if (fault !== undefined) return { outcome: 'refused', code: fault };
    try {
      return await this.breaker.call(mail);
    } catch (error) {
      const reason = error instanceof CircuitBreakerError ? error.reason : failureCode(error);
      this.logger.warn({ mailId: mail.mailId, reason }, 'mail not sent');
      return { outcome: 'not_sent', reason };
    }
  }

  state(): CircuitState {
    return this.breaker.state();
  }

  async close(): Promise<void> {
    this.breaker.shutdown();
    this.transport.close();
    return Promise.resolve();
  }

  private async hand(mail: Mail, signal: AbortSignal): Promise<MailResult> {
    try {
      await this.transport.sendMail({ ...message(mail, this.from), signal });
      return { outcome: 'sent' };
    } catch (error) {
      const code = refusalCode(error);
      if (code === undefined) throw error;
      return { outcome: 'refused', code };
    }
  }
}

function openTransport({ url, sslCaFile }: SmtpAccount, timeoutMs: number): Transport {
  const { protocol, hostname, port, username, password } = new URL(url);
  const secure = protocol === 'smtps:';
  const host = hostname.replace(/^\[|\]$/g, '');
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return createTransport({
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !LOOPBACK.includes(host),
    ...(username === '' ? {} : { auth, forceAuth: true }),
    tls: {
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      ...(sslCaFile === undefined ? {} : { ca: readFileSync(sslCaFile, 'utf8') }),
    },
    dnsTimeout: timeoutMs,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: false,
  });
}

function message({ mailId, to, subject, text }: Mail, from: string): object {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    messageId: `<${mailId}@${domain}>`,
    // As objects they are taken as they are, and not read as lists of addresses.
    from: { name: '', address: from },
    to: { name: '', address: to },
    envelope: { from, to: [to] },
    subject,
    text,
    // RFC 3834: no holiday replies, please.
    headers: { 'Auto-Submitted': 'auto-generated' },
  };
}

/** Where the server says no to this recipient or this text, for good; else undefined. */
function refusalCode(error: unknown): string | undefined {
  const { code, command, responseCode } = fieldsOf(error);
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return undefined;
  // What it does not like about the sender is a matter of configuration, and can be mended.
  if (command === 'MAIL FROM') return undefined;
  const isFinal = typeof responseCode === 'number' && responseCode >= 500;
  return isFinal && !OF_THE_SESSION.has(responseCode) ? `smtp_${responseCode}` : undefined;
}

/** Bad sequence of commands, and authentication that is wanted or has failed. */
const OF_THE_SESSION: ReadonlySet<number> = new Set([503, 530, 534, 535, 538]);

/** The error's code alone: its text quotes addresses. */
function failureCode(error: unknown): string {
  const { code, responseCode } = fieldsOf(error);
  const name = typeof code === 'string' ? code : 'error';
  return typeof responseCode === 'number' ? `${name}_${responseCode}` : name;
}

interface ErrorFields {
  readonly code?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
}

function fieldsOf(error: unknown): ErrorFields {
  return typeof error === 'object' && error !== null ? error : {};
}
