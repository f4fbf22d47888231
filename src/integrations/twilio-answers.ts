import { isJsonObject, parseJsonObject } from './json-object.js';

/** A message as Twilio lists it. */
export interface TwilioMessage {
  readonly sid: string;
  readonly to: string;
  readonly body: string;
  /** When it was sent or, not yet sent, made; undefined when Twilio does not say. */
  readonly at: Date | undefined;
}

export interface TwilioMessagePage {
  readonly messages: readonly TwilioMessage[];
  /** Path and query of the next page. */
  readonly nextPage: string | undefined;
}

/** The id of a message that Twilio accepted; undefined when the answer cannot be read. */
export function readMessageSid(body: string | undefined): string | undefined {
  return readText(parseJsonObject(body)?.['sid']);
}

/** Twilio's own code of a refusal, else `http_{status}`. Its text is left out: it has numbers. */
export function readRefusalCode(status: number, body: string | undefined): string {
  const code = parseJsonObject(body)?.['code'];
  return typeof code === 'number' ? String(code) : `http_${status}`;
}

/** A page of the message list; undefined when the answer cannot be read. */
export function readMessagePage(body: string | undefined): TwilioMessagePage | undefined {
  const page = parseJsonObject(body);
  const messages = page?.['messages'];
  if (!Array.isArray(messages)) return undefined;
  return { messages: messages.flatMap(readMessage), nextPage: readText(page?.['next_page_uri']) };
}

function readMessage(value: unknown): TwilioMessage[] {
  if (!isJsonObject(value)) return [];
  const sid = readText(value['sid']);
  const to = readText(value['to']);
  const { body } = value;
  if (sid === undefined || to === undefined || typeof body !== 'string') return [];
  return [{ sid, to, body, at: readDate(value['date_sent']) ?? readDate(value['date_created']) }];
}

/** Twilio writes RFC 2822 with whole seconds: `Thu, 24 Aug 2023 05:01:45 +0000`. */
function readDate(value: unknown): Date | undefined {
  const text = readText(value);
  const date = text === undefined ? undefined : new Date(text);
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date;
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
