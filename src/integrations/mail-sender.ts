import type { CircuitState } from './circuit-breaker-metrics.js';

export interface Mail {
  /** Ours; the same at every try, so that a mailbox can tell a repetition by its Message-ID. */
  readonly mailId: string;
  /** One address, without a name. */
  readonly to: string;
  readonly subject: string;
  /** Plain text; lines end with `\n`. */
  readonly text: string;
}

/**
 * What became of a mail. `refused`: it will never be taken, whoever tries. `not_sent`: it may be
 * tried again; whether it was taken is not always known, so it may arrive twice.
 */
export type MailResult =
  | { readonly outcome: 'sent' }
  | { readonly outcome: 'refused'; readonly code: string }
  | { readonly outcome: 'not_sent'; readonly reason: string };

/** Hands mails to a mail server, one try a call. */
export interface MailSender {
  readonly name: 'log' | 'smtp';
  /** Never rejects for anything that the server, the network or the mail itself is to blame for. */
  send(mail: Mail): Promise<MailResult>;
  state(): CircuitState;
  /** Refuses new mails and lets go of what is kept open. */
  close(): Promise<void>;
}

const LONGEST_SUBJECT = 200;

/**
 * Why a mail must not be handed over, if so: an address or a subject that could begin a header or
 * name a second recipient (RFC 5321, RFC 5322).
 */
export function mailFault({ to, subject }: Mail): string | undefined {
  if (!isMailAddress(to)) return 'invalid_address';

  const hasControls = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/u.test(subject);
  return hasControls || subject.length > LONGEST_SUBJECT ? 'invalid_subject' : undefined;
}

/** True for one address as SMTP takes it, without quoting, comments or a name. */
export function isMailAddress(text: string): boolean {
  return (
    text.length <= 254 && /^[^\s@<>()[\]\\,;:"\p{C}]{1,64}@[^\s@<>()[\]\\,;:"\p{C}]+$/u.test(text)
  );
}
