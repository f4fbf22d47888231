import type { TenantDb } from '../../database/tenant-db.js';
import { newId } from '../../shared/ids.js';
import type { Contribution, Lead, Score } from './lead-types.js';

interface ScoreRow extends Omit<Score, 'reason'> {
  readonly contributions: readonly Contribution[];
  readonly reason: string | null;
}

/** Scores of leads: appended, the latest counts. */
export class ScoreRepository {
  constructor(private readonly db: TenantDb) {}

  /** Appends a score. */
  async append(lead: Lead, score: Score): Promise<void> {
    await this.db.execute(
      `INSERT INTO lead_scores (id, organization_id, lead_id, customer_id, score, source,
         model_version, base_value, contributions, reason, scored_at)
       VALUES ($id, $organizationId, $leadId, $customerId, $score, $source, $modelVersion,
         $baseValue, $contributions, $reason, $scoredAt)`,
      {
        id: newId(),
        leadId: lead.id,
        customerId: lead.customerId,
        score: score.score,
        source: score.source,
        modelVersion: score.modelVersion,
        baseValue: score.baseValue,
        contributions: JSON.stringify(score.contributions),
        reason: score.reason,
        scoredAt: score.scoredAt,
      },
    );
  }

  /** The latest score of a lead. */
  async latestOf(leadId: string): Promise<Score | undefined> {
    const row = await this.db.selectOne<ScoreRow>(
      `SELECT score, source, model_version AS modelVersion, base_value AS baseValue, contributions,
         reason, scored_at AS scoredAt
       FROM lead_scores WHERE organization_id = $organizationId AND lead_id = $leadId
       ORDER BY id DESC LIMIT 1`,
      { leadId },
    );
    if (row === undefined) return undefined;
    const { reason, ...score } = row;
    return reason === null ? score : { ...score, reason };
  }

  /** The latest score of any lead of a customer, 0..1. */
  async latestOfCustomer(customerId: string): Promise<number | undefined> {
    const row = await this.db.selectOne<{ score: number }>(
      `SELECT score FROM lead_scores
       WHERE organization_id = $organizationId AND customer_id = $customerId
       ORDER BY id DESC LIMIT 1`,
      { customerId },
    );
    return row?.score;
  }
}
