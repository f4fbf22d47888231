import type { IncomingMessage } from 'node:http';
import { isTicketShaped } from './ticket-store.js';

/** The protocol of these frames, for clients that offer one. */
export const PROTOCOL = 'showroom.v1';

const PATH = '/realtime';
const TICKET_PREFIX = 'ticket.';
const ANY_HOST = 'http://localhost';

/** What a client asks for with its upgrade. */
export interface UpgradeRequest {
  readonly isRealtime: boolean;
  /** Only of the right shape; whether it is worth anything is for the store to say. */
  readonly ticket?: string;
}

/** Reads path and ticket: `?ticket=…`, or one of the offered protocols. */
export function readUpgradeRequest(request: IncomingMessage): UpgradeRequest {
  const target = request.url ?? '';
  if (!URL.canParse(target, ANY_HOST)) return { isRealtime: false };
  const url = new URL(target, ANY_HOST);
  const candidates = [url.searchParams.get('ticket') ?? '', ...offeredTickets(request)];
  const ticket = candidates.find(isTicketShaped);
  const isRealtime = url.pathname === PATH;
  return ticket === undefined ? { isRealtime } : { isRealtime, ticket };
}

function offeredTickets(request: IncomingMessage): string[] {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',');
  return offered.map((protocol) => withoutPrefix(protocol.trim()));
}

function withoutPrefix(protocol: string): string {
  return protocol.startsWith(TICKET_PREFIX) ? protocol.slice(TICKET_PREFIX.length) : protocol;
}

/** The protocol to answer with: always one of the offered, and the ticket only if alone. */
export function chooseProtocol(offered: ReadonlySet<string>): string | false {
  if (offered.has(PROTOCOL)) return PROTOCOL;
  const [first = false] = offered;
  return [...offered].find((protocol) => !isTicketShaped(withoutPrefix(protocol))) ?? first;
}
