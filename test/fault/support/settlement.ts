import { expect } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { checkDeliveries } from '../checkers/check-deliveries.js';
import { checkScores } from '../checkers/check-scores.js';
import type { ScoreRecord } from '../checkers/check-scores.js';
import type { FaultRig } from './fault-rig.js';

/** Work that a dead process had claimed is free again after a minute (docs/adr/0004). */
const SETTLED_WITHIN_MS = 80_000;

/**
 * Waits until nothing is due any more; then every event has reached every subscriber, in order per
 * stream, and every lead was scored once. Answers how long it took, in milliseconds.
 */
export async function expectSettled(
  rig: FaultRig,
  asked?: NonNullable<ScoreRecord['asked']>,
): Promise<number> {
  const startedAt = performance.now();
  const { tables, subscriptions } = rig;
  await eventually(
    () => tables.waiting(),
    (waiting) => waiting === 0,
    SETTLED_WITHIN_MS,
  );
  const tookMs = performance.now() - startedAt;
  const [events, deliveries] = [await tables.events(), await tables.deliveries()];
  expect(subscriptions.map(({ subscriber }) => subscriber)).toContain('leads.score-new-lead');
  expect(checkDeliveries({ events, deliveries, subscriptions })).toEqual([]);
  const leads = await tables.leads();
  const told = events.filter(({ type }) => type === 'lead.scored').map(({ streamId }) => streamId);
  const record = { leadIds: leads.map(({ leadId }) => leadId), scored: await tables.scoredLeads() };
  const scores = { ...record, told, ...(asked === undefined ? {} : { asked }) };
  expect(checkScores(scores)).toEqual([]);
  return tookMs;
}
