import { asOrganization } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import type { AuditChainRepository } from './audit-chain-repository.js';
import { chainStart, linkAfter } from './audit-chain.js';
import type { SealedRow } from './audit-row.js';
import type { ChainLink } from './audit-types.js';

/** What is wrong at the first place of a chain where something is. */
export type ChainFault =
  /** A row is not the one that was sealed there: changed, moved or put in. */
  | 'changed'
  /** The place is empty, and others follow. */
  | 'missing'
  /** The chain was longer. */
  | 'cut_off'
  /** The end is not the one that was written when it was sealed. */
  | 'head_changed'
  /** At a place that was noted elsewhere, the hash is another one. */
  | 'rewritten'
  /** An event has waited too long to be sealed. */
  | 'not_sealed';

/** What was found out about the chain of one organization. */
export interface ChainReport {
  readonly organizationId: string;
  readonly intact: boolean;
  /** Events that were looked at and found unchanged. */
  readonly verified: number;
  /** End of what was found unchanged, hex. */
  readonly hash: string;
  readonly fault?: ChainFault;
  /** The first place at which something is wrong; absent for `not_sealed`. */
  readonly position?: number;
  readonly eventId?: string;
}

/** A place of a chain as the log told it, or whoever keeps it elsewhere. */
export interface KnownLink {
  readonly position: number;
  /** Hex. */
  readonly hash: string;
}

interface AuditVerifierDeps {
  readonly chains: AuditChainRepository;
  readonly clock: Clock;
}

interface Finding {
  readonly fault: ChainFault;
  readonly position?: number;
  readonly eventId?: string;
}

/** Rows that are in memory at a time. */
const BATCH = 1_000;
/** Long enough for a sealer that has to be started again. */
const SEALED_WITHIN_MS = 15 * 60_000;

/** Walks chains from their beginnings and finds the first place where one is not what it was. */
export class AuditVerifier {
  constructor(private readonly deps: AuditVerifierDeps) {}

  /** Reports on the chains of all organizations, one after the other. */
  async *verifyAll(): AsyncGenerator<ChainReport> {
    for (const organizationId of await this.deps.chains.organizations()) {
      yield await this.verify(organizationId);
    }
  }

  /** Reports on one chain; `known` is a place of it that was noted where nobody can change it. */
  async verify(organizationId: string, known?: KnownLink): Promise<ChainReport> {
    return asOrganization(organizationId, async () => {
      const walk = new ChainWalk(chainStart(organizationId), known);
      const finding = (await this.walkAll(walk)) ?? (await this.findUnsealed());
      const { position: verified, hash } = walk.last;
      const report = { organizationId, verified, hash: hash.toString('hex') };
      return { ...report, intact: finding === undefined, ...finding };
    });
  }

  private async walkAll(walk: ChainWalk): Promise<Finding | undefined> {
    const { chains } = this.deps;
    for (;;) {
      const rows = await chains.sealedAfter(walk.last.position, BATCH);
      const finding = walk.follow(rows);
      if (finding !== undefined) return finding;
      if (rows.length === BATCH) continue;
      // Read after the rows, so that it is never older than they are.
      const head = await chains.head();
      if (head !== undefined && head.position > walk.last.position) {
        if (!(await this.hasMore(walk))) return { fault: 'cut_off', position: walk.next };
        continue;
      }
      return walk.end(head);
    }
  }

  /** The chain may have grown between two reads. */
  private async hasMore({ last }: ChainWalk): Promise<boolean> {
    return (await this.deps.chains.sealedAfter(last.position, 1)).length > 0;
  }

  private async findUnsealed(): Promise<Finding | undefined> {
    const { chains, clock } = this.deps;
    const [oldest] = await chains.unsealed(1);
    if (oldest === undefined) return undefined;
    const age = clock.now().getTime() - oldest.occurredAt.getTime();
    return age > SEALED_WITHIN_MS ? { fault: 'not_sealed', eventId: oldest.id } : undefined;
  }
}

/** One way along a chain. */
class ChainWalk {
  constructor(
    public last: ChainLink,
    private readonly known: KnownLink | undefined,
  ) {}

  get next(): number {
    return this.last.position + 1;
  }

  /** Goes on along these rows as far as they are right. */
  follow(rows: readonly SealedRow[]): Finding | undefined {
    for (const row of rows) {
      if (row.position !== this.next) return { fault: 'missing', position: this.next };
      const link = linkAfter(this.last, row);
      if (!link.hash.equals(row.hash)) {
        return { fault: 'changed', position: link.position, eventId: row.id };
      }
      if (this.isRewritten(link)) return { fault: 'rewritten', position: link.position };
      this.last = link;
    }
    return undefined;
  }

  /** Compares where it has arrived with where the chain says that it ends. */
  end(head: ChainLink | undefined): Finding | undefined {
    const { position, hash } = this.last;
    if (this.known !== undefined && this.known.position > position) {
      return { fault: 'cut_off', position: this.next };
    }
    if (head === undefined && position === 0) return undefined;
    if (head?.position === position && head.hash.equals(hash)) return undefined;
    return { fault: 'head_changed', position };
  }

  private isRewritten({ position, hash }: ChainLink): boolean {
    return this.known?.position === position && this.known.hash !== hash.toString('hex');
  }
}
