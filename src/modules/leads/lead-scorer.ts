import { ScoringUnavailable } from '../../integrations/lead-scoring-client.js';
import type { LeadScoringService } from '../../integrations/lead-scoring-client.js';
import type { Clock } from '../../shared/clock.js';
import type { LeadFeatures } from './lead-features.js';
import { SCORECARD_VERSION, logOddsOf, scoreByRules } from './lead-score-rules.js';
import type { Contribution, FeatureValue, Score } from './lead-types.js';

interface LeadScorerDeps {
  /** Absent when no scoring service is configured. */
  readonly scoring?: LeadScoringService | undefined;
  readonly clock: Clock;
}

/**
 * Scores features: by the scoring service, or by the built-in scorecard when there is none or it
 * cannot be had. Never fails for want of a score, and never inside a transaction.
 */
export class LeadScorer {
  constructor(private readonly deps: LeadScorerDeps) {}

  /** The score, who gave it, and why. */
  async score(features: LeadFeatures): Promise<Score> {
    const { scoring } = this.deps;
    if (scoring === undefined) return this.byRules(features);
    try {
      const answer = await scoring.score(features);
      return this.byService(features, answer);
    } catch (error) {
      if (!(error instanceof ScoringUnavailable)) throw error;
      return this.byRules(features, error.reason);
    }
  }

  private byRules(features: LeadFeatures, reason?: string): Score {
    return {
      ...scoreByRules(features),
      source: 'rules',
      modelVersion: SCORECARD_VERSION,
      scoredAt: this.deps.clock.now(),
      ...(reason !== undefined && { reason }),
    };
  }

  /** What the contributions leave unexplained is the base value. */
  private byService(
    features: LeadFeatures,
    answer: Awaited<ReturnType<LeadScoringService['score']>>,
  ): Score {
    const contributions = (answer.contributions ?? []).map((given): Contribution => {
      const known: Readonly<Partial<Record<string, FeatureValue>>> = features;
      return { ...given, value: known[given.feature] ?? 'unknown' };
    });
    const explained = contributions.reduce((sum, one) => sum + one.contribution, 0);
    return {
      score: answer.score,
      source: 'service',
      modelVersion: answer.modelVersion,
      baseValue: logOddsOf(answer.score) - explained,
      contributions,
      scoredAt: this.deps.clock.now(),
    };
  }
}
