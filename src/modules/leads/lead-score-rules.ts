import { FEATURE_NAMES } from './lead-features.js';
import type { FeatureName, LeadFeatures } from './lead-features.js';
import type { Contribution, FeatureValue } from './lead-types.js';

/** Version of the scorecard below. */
export const SCORECARD_VERSION = 'scorecard-1';

/** Log-odds of a lead of which nothing is known: about one in five converts. */
export const SCORECARD_BASE = -1.4;

const BY_VALUE: Readonly<Partial<Record<FeatureName, Readonly<Record<string, number>>>>> = {
  upType: { showroom: 1.2, phone: 0.6, internet: 0, campaign: -0.3, unknown: 0 },
  timeframe: {
    immediately: 1.3,
    this_week: 1,
    this_month: 0.5,
    three_months: -0.3,
    later: -0.8,
    unknown: 0,
  },
  condition: { cpo: 0.2, used: 0.1, new: 0, unknown: 0 },
};

const IF_TRUE: Readonly<Partial<Record<FeatureName, number>>> = {
  namesStockVehicle: 0.5,
  wantsTestDrive: 0.8,
  hasTradeIn: 0.5,
  hasBudget: 0.3,
  hasEmail: 0.1,
  hasPhone: 0.4,
};

const BY_NUMBER: Readonly<Partial<Record<FeatureName, (value: number) => number>>> = {
  contactMethodCount: (count) => 0.1 * Math.min(count, 3),
  commentLength: (length) => (length >= 40 ? 0.3 : 0),
  earlierLeads: (count) => 0.25 * Math.min(count, 2),
};

/**
 * The scorecard that scores when neither service nor model can (docs/lead-scoring.md): points in
 * log-odds, one for each feature; the score is the logistic of their sum with the base.
 */
export function scoreByRules(features: LeadFeatures): {
  score: number;
  baseValue: number;
  contributions: readonly Contribution[];
} {
  const contributions = FEATURE_NAMES.map((feature) => {
    const value = features[feature];
    return { feature, value, contribution: points(feature, value) };
  }).filter(({ contribution }) => contribution !== 0);
  const logOdds = contributions.reduce((sum, one) => sum + one.contribution, SCORECARD_BASE);
  return { score: logistic(logOdds), baseValue: SCORECARD_BASE, contributions };
}

function points(feature: FeatureName, value: FeatureValue): number {
  if (value === true) return IF_TRUE[feature] ?? 0;
  if (typeof value === 'number') return BY_NUMBER[feature]?.(value) ?? 0;
  return BY_VALUE[feature]?.[String(value)] ?? 0;
}

/** Probability of log-odds. */
export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Log-odds of a probability; certainty is taken as one in a million short of it. */
export function logOddsOf(probability: number): number {
  const bounded = Math.min(Math.max(probability, 1e-6), 1 - 1e-6);
  return Math.log(bounded / (1 - bounded));
}
