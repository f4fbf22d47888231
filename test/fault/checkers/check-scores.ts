import type { Violation } from './violation.js';

/** How often each lead was scored by the table, and by what it was told on request. */
export interface ScoreRecord {
  readonly leadIds: readonly string[];
  /** One entry for each row of the scores, by lead. */
  readonly scored: readonly string[];
  /** One entry for each `lead.scored`, by lead. */
  readonly told: readonly string[];
  /** Scores asked for by request, by lead: those acknowledged, and all that were tried. */
  readonly asked?: ReadonlyMap<string, { readonly acknowledged: number; readonly tried: number }>;
}

/**
 * The effect of `lead.created` happens exactly once, however often it was tried: one score by
 * itself, besides those asked for; and each is told of once.
 */
export function checkScores({ leadIds, scored, told, asked }: ScoreRecord): Violation[] {
  const scores = countOf(scored);
  const events = countOf(told);
  return leadIds.flatMap((leadId) => {
    const count = scores.get(leadId) ?? 0;
    const { acknowledged = 0, tried = 0 } = asked?.get(leadId) ?? {};
    const detail = `${leadId}: ${count} scores, ${events.get(leadId) ?? 0} events`;
    if (count < 1 + acknowledged) return [{ kind: 'not scored', detail }];
    if (count > 1 + tried) return [{ kind: 'scored twice', detail }];
    return count === events.get(leadId) ? [] : [{ kind: 'told otherwise', detail }];
  });
}

function countOf(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
