import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DealerGroup } from '../../support/dealer-group.js';
import type { Operation, Outcome, Reading } from '../checkers/check-leads.js';
import { isSuccess, textAt } from './exchange.js';
import type { Exchange } from './exchange.js';
import { HttpCaller } from './http-caller.js';
import { KEY_MARK } from './table-reader.js';

/** Who works against the instances until told to end. */
export interface LeadClientsOptions {
  readonly group: DealerGroup;
  /** Origins of the instances; a client goes to the next one when one fails. */
  readonly origins: readonly string[];
  readonly clients: number;
  /** Of so many leads, one has its first answer lost on the way; absent: none. */
  readonly loseEvery?: number;
}

const LONGEST_CUT_STEPS = 12;
const PAUSE_MS = 5;
const PAUSE_AFTER_FAILURE_MS = 50;
/** After this, a key is left open. */
const GIVE_UP_AFTER_MS = 30_000;

/**
 * Clients that create leads as fast as they are answered, each lead under a key of its own, and
 * try again under the same key until they are told what became of it. Every third lead is read
 * back, from whichever instance. With `loseEvery`, some do not hear the answer to their first
 * attempt, as when a network fails.
 */
export class LeadClients {
  readonly history: Operation[] = [];
  private readonly caller: HttpCaller;
  private running: Promise<unknown> = Promise.resolve();
  private isStopping = false;
  private isAbandoned = false;
  private origins: readonly string[];

  constructor(private readonly options: LeadClientsOptions) {
    this.caller = new HttpCaller(options.clients);
    this.origins = options.origins;
  }

  /** All exchanges so far. */
  get exchanges(): readonly Exchange[] {
    return this.caller.exchanges;
  }

  /** Ids of the leads that clients were told of. */
  get acknowledged(): readonly string[] {
    const ids = this.history.flatMap((operation) =>
      operation.action === 'create' && operation.outcome.kind === 'acknowledged'
        ? [operation.outcome.leadId]
        : [],
    );
    return [...new Set(ids)];
  }

  /** Begins. */
  start(): void {
    const { clients } = this.options;
    this.running = Promise.all(Array.from({ length: clients }, (_, client) => this.work(client)));
  }

  /** From now on new requests go to these instances. */
  goOnlyTo(origins: readonly string[]): void {
    this.origins = origins;
  }

  /** Begins no more leads; resolves when each client knows what became of its last. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.running;
    await this.caller.close();
  }

  /** Ends without knowing what became of the last leads: the test is over. */
  async abandon(): Promise<void> {
    this.isAbandoned = true;
    await this.stop();
  }

  /** Reads every acknowledged lead once more. */
  async readAll(): Promise<void> {
    const caller = new HttpCaller();
    const reads = new Map(
      this.history.flatMap((operation) =>
        operation.action === 'create' && operation.outcome.kind === 'acknowledged'
          ? [[operation.outcome.leadId, operation.key] as const]
          : [],
      ),
    );
    for (const [leadId, key] of reads) {
      this.history.push(await this.read(caller, { client: 0, key, leadId }, this.origin(0)));
    }
    await caller.close();
  }

  private async work(client: number): Promise<void> {
    for (let turn = client; !this.isStopping; turn += 1) {
      const key = randomUUID();
      const leadId = await this.create(client, key, turn);
      if (leadId !== undefined && turn % 3 === 0) {
        const about = { client, key, leadId };
        this.history.push(await this.read(this.caller, about, this.origin(turn + 1)));
      }
      await sleep(PAUSE_MS);
    }
  }

  private async create(client: number, key: string, turn: number): Promise<string | undefined> {
    const until = performance.now() + GIVE_UP_AFTER_MS;
    let cut = this.cutOf(turn);
    for (let attempt = turn; performance.now() < until && !this.isAbandoned; attempt += 1) {
      const exchange = await this.caller.call(this.origin(attempt), {
        method: 'POST',
        path: '/api/v1/leads',
        token: this.options.group.manager.token,
        key,
        body: leadBody(this.options.group, key),
        ...cut,
      });
      cut = {};
      const outcome = outcomeOf(exchange);
      this.history.push({ action: 'create', client, key, outcome, exchange });
      if (outcome.kind === 'acknowledged') return outcome.leadId;
      if (outcome.kind === 'refused' && exchange.status !== 409) return undefined;
      await sleep(PAUSE_AFTER_FAILURE_MS);
    }
    return undefined;
  }

  /** From at once to when the answer is certainly under way, to hit every moment between. */
  private cutOf(turn: number): { readonly cutAfterMs?: number } {
    const { loseEvery } = this.options;
    if (loseEvery === undefined || turn % loseEvery > 0) return {};
    return { cutAfterMs: 4 * ((turn / loseEvery) % LONGEST_CUT_STEPS) };
  }

  private async read(
    caller: HttpCaller,
    about: { readonly client: number; readonly key: string; readonly leadId: string },
    origin: string,
  ): Promise<Reading> {
    const path = `/api/v1/leads/${about.leadId}`;
    const exchange = await caller.call(origin, { path, token: this.options.group.manager.token });
    return { action: 'read', ...about, found: foundBy(exchange, about.key), exchange };
  }

  private origin(turn: number): string {
    return this.origins[turn % this.origins.length] ?? '';
  }
}

/** A lead that is not worth much, of a customer of its own. */
export function leadBody(group: DealerGroup, key: string): object {
  return {
    showroomId: group.showroom.id,
    source: 'website',
    comments: `${KEY_MARK}${key}`,
    customer: { firstName: 'Lea', lastName: 'Lead', email: `${key}@customer.example` },
  };
}

function outcomeOf(exchange: Exchange): Outcome {
  const leadId = textAt(exchange, 'id');
  if (isSuccess(exchange) && leadId !== undefined) return { kind: 'acknowledged', leadId };
  const { status } = exchange;
  return { kind: status !== undefined && status >= 400 && status < 500 ? 'refused' : 'open' };
}

function foundBy(exchange: Exchange, key: string): Reading['found'] {
  if (exchange.status === 404) return 'no';
  if (!isSuccess(exchange)) return 'open';
  return textAt(exchange, 'comments') === `${KEY_MARK}${key}` ? 'yes' : 'different';
}
