import type { CircuitState } from './circuit-breaker-metrics.js';

export interface SmsMessage {
  /** E.164. */
  readonly to: string;
  readonly body: string;
  /** The caller's own id of the message; for logs, not shown to the recipient. */
  readonly clientReference: string;
}

/**
 * What became of a message. `failed`: the provider refused it, for good. `not_sent`: it never left
 * us, so it may be sent later. `unknown`: it may have reached the provider, so it must not be sent
 * again; `lookUp` tells.
 */
export type SmsResult =
  | { readonly outcome: 'sent'; readonly providerId: string }
  | { readonly outcome: 'failed'; readonly code: string }
  | { readonly outcome: 'not_sent'; readonly reason: SmsNotSentReason }
  | { readonly outcome: 'unknown'; readonly reason: SmsUnknownReason };

/** `open` and `busy` are the circuit breaker's refusals. */
export type SmsNotSentReason = 'open' | 'busy' | 'timeout' | 'not_connected';

export type SmsUnknownReason =
  'timeout' | 'connection_lost' | 'unexpected_status' | 'unreadable_answer';

export interface SmsLookUp {
  readonly to: string;
  readonly body: string;
  /** The moment before the message was handed over; an older equal message is another one. */
  readonly sentAfter: Date;
}

export type SmsLookUpResult =
  { readonly found: true; readonly providerId: string } | { readonly found: false };

/** Hands text messages to a carrier, each at most once: nothing is retried in here. */
export interface SmsProvider {
  /** Never rejects for anything the provider or the network does. */
  send(message: SmsMessage): Promise<SmsResult>;
  /** Settles an `unknown`. Rejects with `SmsLookUpFailed` when it cannot tell. */
  lookUp(message: SmsLookUp): Promise<SmsLookUpResult>;
  state(): CircuitState;
  /** Refuses new work and waits for what is under way. */
  close(): Promise<void>;
}

/** `inconclusive`: the provider listed more messages than were read. */
export type SmsLookUpFailure =
  'open' | 'busy' | 'timeout' | 'error' | 'unreadable_answer' | 'inconclusive';

/** The provider could not be asked; the message stays `unknown`. */
export class SmsLookUpFailed extends Error {
  readonly code = 'sms_look_up_failed';

  constructor(
    readonly reason: SmsLookUpFailure,
    options?: ErrorOptions,
  ) {
    super(`The SMS provider could not be asked for the message: ${reason}.`, options);
    this.name = 'SmsLookUpFailed';
  }
}
