import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Logger } from '../../observability/logger.js';
import { asOrganization } from '../../observability/request-context.js';
import type { Clock } from '../../shared/clock.js';
import type { AuditChainRepository, LinkedRow, StoredHead } from './audit-chain-repository.js';
import { linkAfter } from './audit-chain.js';
import type { ChainLink } from './audit-types.js';

interface AuditSealerDeps {
  readonly chains: AuditChainRepository;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Sealed {
  readonly count: number;
  /** The new end of the chain, when it is to be told to the outside. */
  readonly announced?: ChainLink | undefined;
}

/** Rows of one transaction. */
const BATCH = 500;
const ANNOUNCE_EVERY_MS = 3_600_000;

/**
 * Gives events their place in the chain of their organization. Many may try: the row of the
 * chain's end lets one at a time (docs/adr/0008-audit-chain.md).
 */
export class AuditSealer {
  constructor(private readonly deps: AuditSealerDeps) {}

  /** Seals what there is, of all organizations. One that fails does not hold up the others. */
  async sealAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const organizationId of await this.deps.chains.organizationsToSeal()) {
      try {
        await this.seal(organizationId);
      } catch (error) {
        this.deps.logger.error({ err: error, organizationId }, 'audit events were not sealed');
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some audit chains did not grow.');
  }

  /** Seals what there is of one organization; answers how many events that were. */
  async seal(organizationId: string): Promise<number> {
    let total = 0;
    let sealed: Sealed;
    do {
      sealed = await asOrganization(organizationId, () => this.sealBatch(organizationId));
      total += sealed.count;
      if (sealed.announced !== undefined) this.announce(organizationId, sealed.announced);
    } while (sealed.count === BATCH);
    return total;
  }

  private async sealBatch(organizationId: string): Promise<Sealed> {
    const { chains, clock, unitOfWork } = this.deps;
    return unitOfWork.run(
      async () => {
        const now = clock.now();
        const head = await chains.lockHead(organizationId, now);
        const rows = await chains.unsealed(BATCH);
        const linked: LinkedRow[] = [];
        let last: ChainLink = head;
        for (const row of rows) {
          last = linkAfter(last, row);
          linked.push({ row, link: last });
        }
        if (linked.length === 0) return { count: 0 };
        const isDue = isAnnouncementDue(head, now);
        await chains.seal(linked);
        await chains.saveHead({ ...last, announcedAt: isDue ? now : head.announcedAt }, now);
        return { count: linked.length, announced: isDue ? last : undefined };
      },
      { isolation: 'read-committed' },
    );
  }

  /** Whoever keeps the log elsewhere can tell a chain that was written anew as a whole. */
  private announce(organizationId: string, { position, hash }: ChainLink): void {
    const head = { organizationId, position, hash: hash.toString('hex') };
    this.deps.logger.info(head, 'audit chain head');
  }
}

function isAnnouncementDue({ announcedAt }: StoredHead, now: Date): boolean {
  return announcedAt === null || now.getTime() - announcedAt.getTime() >= ANNOUNCE_EVERY_MS;
}
