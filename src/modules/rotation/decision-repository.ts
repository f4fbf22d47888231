import type { TenantDb } from '../../database/tenant-db.js';
import type { Page } from '../../shared/pagination.js';
import { toPage } from '../../shared/pagination.js';
import type { Candidate, Decision, DecisionKind } from './rotation-types.js';

interface DecisionRow {
  readonly id: string;
  readonly showroomId: string;
  readonly visitId: string;
  readonly kind: DecisionKind;
  readonly ruleVersion: string;
  readonly candidates: readonly Candidate[];
  readonly shortlist: readonly string[];
  readonly assignedTo: string | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  readonly decidedAt: Date;
}

const COLUMNS = `id, showroom_id AS showroomId, visit_id AS visitId, kind,
  rule_version AS ruleVersion, candidates, shortlist, assigned_to AS assignedTo,
  decided_by AS decidedBy, reason, decided_at AS decidedAt`;

/** Decisions of the rotation: appended, never changed. */
export class DecisionRepository {
  constructor(private readonly db: TenantDb) {}

  /** Appends one decision. */
  async append(decision: Decision): Promise<void> {
    await this.db.execute(
      `INSERT INTO rotation_decisions (id, organization_id, showroom_id, visit_id, kind,
         rule_version, candidates, shortlist, assigned_to, decided_by, reason, decided_at)
       VALUES ($id, $organizationId, $showroomId, $visitId, $kind, $ruleVersion, $candidates,
         $shortlist, $assignedTo, $decidedBy, $reason, $decidedAt)`,
      {
        id: decision.id,
        showroomId: decision.showroomId,
        visitId: decision.visitId,
        kind: decision.kind,
        ruleVersion: decision.ruleVersion,
        candidates: JSON.stringify(decision.candidates),
        shortlist: JSON.stringify(decision.shortlist),
        assignedTo: decision.assignedTo,
        decidedBy: decision.decidedBy,
        reason: decision.reason,
        decidedAt: decision.decidedAt,
      },
    );
  }

  /** One decision of a showroom. */
  async find(showroomId: string, decisionId: string): Promise<Decision | undefined> {
    const row = await this.db.selectOne<DecisionRow>(
      `SELECT ${COLUMNS} FROM rotation_decisions
       WHERE organization_id = $organizationId AND showroom_id = $showroomId AND id = $decisionId`,
      { showroomId, decisionId },
    );
    return row && toDecision(row);
  }

  /** Decisions of a showroom, latest first; `before` is the id of the last one seen. */
  async list(
    showroomId: string,
    options: { readonly limit: number; readonly before?: string; readonly visitId?: string },
  ): Promise<Page<Decision>> {
    const { limit, before, visitId } = options;
    const rows = await this.db.select<DecisionRow>(
      `SELECT ${COLUMNS} FROM rotation_decisions
       WHERE organization_id = $organizationId AND showroom_id = $showroomId
         ${before === undefined ? '' : 'AND id < $before'}
         ${visitId === undefined ? '' : 'AND visit_id = $visitId'}
       ORDER BY id DESC LIMIT $rows`,
      {
        showroomId,
        rows: limit + 1,
        ...(before !== undefined && { before }),
        ...(visitId !== undefined && { visitId }),
      },
    );
    return toPage(rows.map(toDecision), limit, (decision) => [decision.id]);
  }
}

function toDecision(row: DecisionRow): Decision {
  const { assignedTo, decidedBy, reason, ...rest } = row;
  return {
    ...rest,
    ...(assignedTo !== null && { assignedTo }),
    ...(decidedBy !== null && { decidedBy }),
    ...(reason !== null && { reason }),
  };
}
