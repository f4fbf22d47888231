/** What an SMS about an assigned visit says. */
export interface AssignmentFacts {
  /** Whether the high-value rule has fired in this visit. */
  readonly isHighValue: boolean;
  /** Absent for a nameless guest. */
  readonly name?: string | undefined;
  readonly zone?: string | undefined;
  readonly floor?: number | undefined;
  /** 0..1. */
  readonly leadScore?: number | undefined;
}

/**
 * The text for the rep whose turn it is (docs/domain.md, High-value customer). A manager may also
 * assign a visit of no high value, which then is not called one.
 */
export function assignmentText(facts: AssignmentFacts): string {
  const { isHighValue, zone, floor, leadScore } = facts;
  const name = onOneLine(facts.name ?? '') || 'Guest';
  const place = onOneLine(zone ?? '') || String(floor ?? 'unknown');
  const lines = [
    isHighValue
      ? `High-value customer ${name} entered showroom.`
      : `Customer ${name} was assigned to you.`,
    `Location: ${place}`,
  ];
  if (leadScore !== undefined) lines.push(`Lead score: ${Math.round(leadScore * 100)}%`);
  return lines.join('\n');
}

/** A name must not look like a line of ours. */
function onOneLine(text: string): string {
  return text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
}
