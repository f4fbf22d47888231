import type { Exchange } from '../support/exchange.js';
import type { Violation } from './violation.js';

/** What a client knows after an attempt. `open`: 5xx or no answer, it may have been done or not. */
export type Outcome =
  | { readonly kind: 'acknowledged'; readonly leadId: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'open' };

/** One attempt to create a lead under a key. */
export interface Creation {
  readonly action: 'create';
  readonly client: number;
  readonly key: string;
  readonly outcome: Outcome;
  readonly exchange: Exchange;
}

/** One look at a lead that was acknowledged before. */
export interface Reading {
  readonly action: 'read';
  readonly client: number;
  readonly key: string;
  readonly leadId: string;
  /** `different`: there is such a lead, and it is not the one that was sent under the key. */
  readonly found: 'yes' | 'no' | 'different' | 'open';
  readonly exchange: Exchange;
}

/** What clients did, in the order of the answers. */
export type Operation = Creation | Reading;

/** A lead of the table, with the key that its client had put into it. */
export interface StoredLead {
  readonly leadId: string;
  readonly key: string;
}

/**
 * Holds what clients were told against what they read and what the table has at the end (P1, P2):
 *
 * - `lost`: acknowledged, and not in the table, or not found by a later read;
 * - `resurrected`: not found by a read after its acknowledgement, and there at the end;
 * - `doubled`: one key, two leads, in answers or in the table;
 * - `changed`: a read found something else under the id;
 * - `kept though refused`: every attempt was refused, and yet it is there;
 * - `unasked`: a lead of a key that nobody has sent.
 */
export function checkLeads(
  history: readonly Operation[],
  table: readonly StoredLead[],
): Violation[] {
  const stored = groupByKey(table);
  const keys = new Map<string, Operation[]>();
  for (const operation of history) {
    keys.set(operation.key, [...(keys.get(operation.key) ?? []), operation]);
  }
  const violations = [...keys].flatMap(([key, operations]) =>
    checkKey(key, operations, stored.get(key) ?? []),
  );
  for (const [key, leadIds] of stored) {
    if (!keys.has(key)) violations.push({ kind: 'unasked', detail: `${key}: ${leadIds.join()}` });
  }
  return violations;
}

function checkKey(
  key: string,
  operations: readonly Operation[],
  stored: readonly string[],
): Violation[] {
  const creations = operations.filter((operation) => operation.action === 'create');
  const readings = operations.filter((operation) => operation.action === 'read');
  const acknowledged = acknowledgedIds(creations);
  const violations: Violation[] = [];
  const report = (kind: string, detail: string): void => {
    violations.push({ kind, detail: `${key}: ${detail}` });
  };
  if (acknowledged.length > 1) report('doubled', `answered as ${acknowledged.join()}`);
  if (stored.length > 1) report('doubled', `stored as ${stored.join()}`);
  for (const leadId of acknowledged) {
    if (!stored.includes(leadId)) report('lost', `${leadId} is not in the table`);
  }
  if (stored.length > 0 && creations.every(({ outcome }) => outcome.kind === 'refused')) {
    report('kept though refused', stored.join());
  }
  for (const reading of readings) {
    const kind = kindOfReading(reading, stored);
    if (kind !== undefined) report(kind, reading.leadId);
  }
  return violations;
}

function kindOfReading({ found, leadId }: Reading, stored: readonly string[]): string | undefined {
  if (found === 'different') return 'changed';
  if (found !== 'no') return undefined;
  return stored.includes(leadId) ? 'resurrected' : 'lost';
}

function acknowledgedIds(creations: readonly Creation[]): string[] {
  const ids = creations.flatMap(({ outcome }) =>
    outcome.kind === 'acknowledged' ? [outcome.leadId] : [],
  );
  return [...new Set(ids)];
}

function groupByKey(table: readonly StoredLead[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { key, leadId } of table) groups.set(key, [...(groups.get(key) ?? []), leadId]);
  return groups;
}
