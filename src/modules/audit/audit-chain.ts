import { createHash } from 'node:crypto';
import type { ChainHead, ChainLink } from './audit-types.js';

/** A row exactly as it lies in the table: what the chain protects. */
export interface ChainRow {
  readonly id: string;
  readonly organizationId: string;
  readonly occurredAt: Date;
  readonly action: string;
  readonly outcome: string;
  readonly actorType: string;
  readonly actorId: string | null;
  readonly subjectType: string | null;
  /** The text of the JSON column. */
  readonly subjectIds: string;
  readonly requestId: string;
}

/** Of the canonical form; it is part of what is hashed. */
const FORMAT = 1;

/** Where the chain of an organization begins: no two organizations have the same links. */
export function chainStart(organizationId: string): ChainHead {
  const hash = createHash('sha256').update(`audit-chain:${organizationId}`).digest();
  return { position: 0, hash };
}

/** The bytes that stand for a row at its place, the same for ever (docs/audit.md). */
export function canonicalRow(row: ChainRow, position: number): string {
  return JSON.stringify([
    FORMAT,
    position,
    row.id,
    row.organizationId,
    row.occurredAt.toISOString(),
    row.action,
    row.outcome,
    row.actorType,
    row.actorId,
    row.subjectType,
    row.subjectIds,
    row.requestId,
  ]);
}

/** The link of a row after another: SHA-256 over the hash before and the canonical row. */
export function linkAfter(previous: ChainLink, row: ChainRow): ChainLink {
  const position = previous.position + 1;
  const hash = createHash('sha256')
    .update(previous.hash)
    .update(canonicalRow(row, position))
    .digest();
  return { position, hash };
}
