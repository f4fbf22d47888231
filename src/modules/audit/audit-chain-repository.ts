import type { TenantDb } from '../../database/tenant-db.js';
import { asSystem } from '../../observability/request-context.js';
import { CHAIN_COLUMNS, EVENT_COLUMNS } from './audit-row.js';
import type { SealedRow } from './audit-row.js';
import { chainStart } from './audit-chain.js';
import type { ChainRow } from './audit-chain.js';
import type { ChainHead, ChainLink } from './audit-types.js';

/** A row with the link it is given. */
export interface LinkedRow {
  readonly row: ChainRow;
  readonly link: ChainLink;
}

/** A head as it is stored; `announcedAt` is when it was last logged. */
export interface StoredHead extends ChainHead {
  readonly announcedAt: Date | null;
}

/** The chains of audit events: heads, what is yet to be sealed, and what has been. */
export class AuditChainRepository {
  constructor(private readonly db: TenantDb) {}

  /** Organizations with events that are not sealed yet. */
  async organizationsToSeal(): Promise<readonly string[]> {
    const rows = await asSystem('audit events of all tenants wait to be sealed', () =>
      this.db.select<{ id: string }>(ORGANIZATIONS_TO_SEAL),
    );
    return rows.map(({ id }) => id);
  }

  /** All organizations: each has a chain, be it empty. */
  async organizations(): Promise<readonly string[]> {
    const rows = await asSystem('audit chains of all tenants are verified', () =>
      this.db.select<{ id: string }>('SELECT id FROM organizations ORDER BY id'),
    );
    return rows.map(({ id }) => id);
  }

  /** Locks the end of this organization's chain until the run is over; makes it when there is none. */
  async lockHead(organizationId: string, now: Date): Promise<StoredHead> {
    const { hash } = chainStart(organizationId);
    await this.db.execute(INSERT_HEAD, { hash, now });
    const head = await this.db.selectOne<StoredHead>(`${SELECT_HEAD} FOR UPDATE`);
    if (head === undefined) throw new Error('The head of an audit chain cannot be read.');
    return head;
  }

  /** The end of the chain as it is now; absent before anything was sealed. */
  async head(): Promise<StoredHead | undefined> {
    return this.db.selectOne<StoredHead>(SELECT_HEAD);
  }

  /** The oldest events that are not sealed. */
  async unsealed(limit: number): Promise<readonly ChainRow[]> {
    return this.db.select<ChainRow>(`${SELECT_UNSEALED} LIMIT ${limit}`);
  }

  /** Sealed events after a position, in the order of the chain. */
  async sealedAfter(position: number, limit: number): Promise<readonly SealedRow[]> {
    return this.db.select<SealedRow>(`${SELECT_SEALED} LIMIT ${limit}`, { position });
  }

  /** Gives events their links, and makes them be found by what they touched. */
  async seal(rows: readonly LinkedRow[]): Promise<void> {
    const links = rows.map(({ row, link }) => ({
      id: row.id,
      position: link.position,
      hash: link.hash.toString('hex'),
    }));
    const sealed = await this.db.execute(SEAL, { links: JSON.stringify(links) });
    if (sealed !== rows.length) throw new Error('Audit events were sealed by somebody else.');
    const [first, last] = [rows.at(0)?.link.position, rows.at(-1)?.link.position];
    await this.db.execute(INSERT_SUBJECTS, { first, last });
  }

  /** Moves the end of the chain, under the lock. */
  async saveHead({ position, hash, announcedAt }: StoredHead, now: Date): Promise<void> {
    await this.db.execute(UPDATE_HEAD, { position, hash, announcedAt, now });
  }
}

/** A subquery of one value is looked up by index; with EXISTS, all events would be read. */
const ORGANIZATIONS_TO_SEAL = `SELECT o.id FROM organizations o
  WHERE (SELECT e.id FROM audit_events e
    WHERE e.organization_id = o.id AND e.chain_position IS NULL LIMIT 1) IS NOT NULL`;

const INSERT_HEAD = `INSERT INTO audit_chains (organization_id, position, hash, sealed_at)
  VALUES ($organizationId, 0, $hash, $now) ON DUPLICATE KEY UPDATE position = position`;

const SELECT_HEAD = `SELECT position, hash, announced_at AS announcedAt FROM audit_chains
  WHERE organization_id = $organizationId`;

const SELECT_UNSEALED = `SELECT ${CHAIN_COLUMNS} FROM audit_events e
  WHERE e.organization_id = $organizationId AND e.chain_position IS NULL ORDER BY e.id`;

const SELECT_SEALED = `SELECT ${EVENT_COLUMNS} FROM audit_events e
  WHERE e.organization_id = $organizationId AND e.chain_position > $position
  ORDER BY e.chain_position`;

const SEAL = `UPDATE audit_events e FORCE INDEX (PRIMARY)
  JOIN JSON_TABLE($links, '$$[*]' COLUMNS (
    id CHAR(36) PATH '$$.id',
    position BIGINT PATH '$$.position',
    hash CHAR(64) PATH '$$.hash'
  )) link ON e.id = CAST(link.id AS UUID)
  SET e.chain_position = link.position, e.chain_hash = UNHEX(link.hash)
  WHERE e.organization_id = $organizationId AND e.chain_position IS NULL`;

const INSERT_SUBJECTS = `INSERT IGNORE INTO audit_subjects (organization_id, subject_id, event_id)
  SELECT e.organization_id, CAST(subject.id AS UUID), e.id FROM audit_events e
    JOIN JSON_TABLE(e.subject_ids, '$$[*]' COLUMNS (id CHAR(36) PATH '$$')) subject
   WHERE e.organization_id = $organizationId AND e.chain_position BETWEEN $first AND $last`;

const UPDATE_HEAD = `UPDATE audit_chains SET position = $position, hash = $hash, sealed_at = $now,
    announced_at = $announcedAt
  WHERE organization_id = $organizationId`;
