import type { IncomingMessage } from 'node:http';
import { asUnavailable } from '../database/database-errors.js';
import { repeatedHeader } from '../http/repeated-header.js';
import { isProblem, problem } from '../shared/errors.js';
import type { ProblemError } from '../shared/errors.js';
import type { Clock } from '../shared/clock.js';
import type { UserPrincipal } from '../shared/principal.js';
import type { ConcurrencyGate } from './concurrency-gate.js';
import { loadPrincipal } from './load-principal.js';
import type { PrincipalLoader } from './realtime-ports.js';
import type { TicketStore } from './ticket-store.js';
import type { UpgradeLimiter } from './upgrade-limiter.js';
import { readUpgradeRequest } from './upgrade-request.js';

/** What becomes of an upgrade: a socket, a socket that is closed at once, or an HTTP answer. */
export type UpgradeVerdict =
  | { readonly kind: 'accept'; readonly principal: UserPrincipal }
  | { readonly kind: 'close'; readonly reason: string }
  | { readonly kind: 'refuse'; readonly error: ProblemError };

interface UpgradeGuardDeps {
  readonly tickets: TicketStore;
  readonly loader: PrincipalLoader;
  readonly clock: Clock;
  readonly isOriginAllowed: (request: IncomingMessage) => boolean;
  readonly clientKey: (request: IncomingMessage) => string;
  readonly addresses: UpgradeLimiter;
  readonly persons: UpgradeLimiter;
  /** For upgrades from an address in good standing, and for those from a blocked one. */
  readonly gate: ConcurrencyGate;
  readonly blockedGate: ConcurrencyGate;
}

/** Decides who gets a socket: Origin, ticket, person, and how often they may try. */
export class UpgradeGuard {
  constructor(private readonly deps: UpgradeGuardDeps) {}

  /**
   * Uses the ticket up. A valid one counts on its holder; every other try counts on the address,
   * also when it is blocked already. Rejects only with what is a defect of ours.
   */
  async decide(request: IncomingMessage): Promise<UpgradeVerdict> {
    try {
      return await this.examine(request);
    } catch (error) {
      const known = isProblem(error) ? error : asUnavailable(error);
      if (known === undefined) throw error;
      return { kind: 'refuse', error: known };
    }
  }

  private async examine(request: IncomingMessage): Promise<UpgradeVerdict> {
    const { isRealtime, ticket } = readUpgradeRequest(request);
    if (!isRealtime) return { kind: 'refuse', error: problem(404, 'not_found', NO_SUCH_SOCKET) };
    const repeated = repeatedHeader(request);
    if (repeated !== undefined) return { kind: 'refuse', error: repeated };
    const address = this.deps.clientKey(request);
    if (!this.deps.isOriginAllowed(request)) return this.reject(address, 'origin not allowed');
    const principal = ticket === undefined ? undefined : await this.redeem(ticket, address);
    if (principal === undefined) return this.reject(address, 'not authenticated');
    const blockedMs = this.deps.persons.take(principal.userId);
    return blockedMs > 0 ? refuseFor(blockedMs) : { kind: 'accept', principal };
  }

  private reject(address: string, reason: string): UpgradeVerdict {
    const blockedMs = this.deps.addresses.take(address);
    return blockedMs > 0 ? refuseFor(blockedMs) : { kind: 'close', reason };
  }

  private redeem(ticket: string, address: string): Promise<UserPrincipal | undefined> {
    const { addresses, gate, blockedGate, tickets } = this.deps;
    const chosenGate = addresses.blockedFor(address) > 0 ? blockedGate : gate;
    return chosenGate.run(async () => {
      const holder = await tickets.claim(ticket);
      if (holder === undefined) return undefined;
      return loadPrincipal(this.deps, holder);
    });
  }
}

const NO_SUCH_SOCKET = 'WebSockets are at /realtime.';

function refuseFor(blockedMs: number): UpgradeVerdict {
  const headers = { 'Retry-After': String(Math.ceil(blockedMs / 1_000)) };
  const detail = 'Too many connections were tried; wait before the next one.';
  return { kind: 'refuse', error: problem(429, 'rate_limited', detail, { headers }) };
}
