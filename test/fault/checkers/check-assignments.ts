import type { Violation } from './violation.js';

/** A visit that a rep has. */
export interface Assignment {
  readonly visitId: string;
  readonly repId: string;
}

/** A step of the showroom's history, in its order. */
export type AssignmentStep =
  | ({ readonly step: 'assigned' } & Assignment)
  | { readonly step: 'ended'; readonly visitId: string };

/** No rep has two visits at one moment, and no visit two reps (P3). */
export function checkMoment(assignments: readonly Assignment[]): Violation[] {
  const visits = new Map<string, string>();
  const reps = new Map<string, string>();
  return assignments.flatMap(({ visitId, repId }) => {
    const other = visits.get(repId);
    const rival = reps.get(visitId);
    visits.set(repId, visitId);
    reps.set(visitId, repId);
    const found: Violation[] = [];
    if (other !== undefined) {
      found.push({ kind: 'two visits', detail: `${repId}: ${other}, ${visitId}` });
    }
    if (rival !== undefined) {
      found.push({ kind: 'two reps', detail: `${visitId}: ${rival}, ${repId}` });
    }
    return found;
  });
}

/** The same over the whole history: who was given a visit must have ended the one before. */
export function checkAssignments(steps: readonly AssignmentStep[]): Violation[] {
  const visits = new Map<string, string>();
  const violations: Violation[] = [];
  for (const step of steps) {
    if (step.step === 'ended') {
      endVisit(visits, step.visitId);
      continue;
    }
    const { repId, visitId } = step;
    const current = visits.get(repId);
    if (current !== undefined && current !== visitId) {
      violations.push({ kind: 'two visits', detail: `${repId}: ${current}, ${visitId}` });
    }
    // A visit that is given to another leaves the one who had it.
    endVisit(visits, visitId);
    visits.set(repId, visitId);
  }
  return violations;
}

function endVisit(visits: Map<string, string>, visitId: string): void {
  for (const [repId, current] of visits) if (current === visitId) visits.delete(repId);
}
