import { isJsonObject, parseJsonObject } from './json-object.js';

/** What one feature adds to the log-odds of the score. */
export interface FeatureContribution {
  readonly feature: string;
  readonly contribution: number;
}

/** A probability of conversion, and as much of its explanation as the service gave. */
export interface LeadScoreAnswer {
  /** 0..1. */
  readonly score: number;
  /** `unknown` when the service names none. */
  readonly modelVersion: string;
  readonly contributions?: readonly FeatureContribution[];
}

const MAX_NAME_LENGTH = 64;

/** Log-odds beyond this are no explanation, and their sum could leave the range of numbers. */
const MAX_CONTRIBUTION = 1e6;

/**
 * Reads the scoring service's answer by the protocol of `docs/integrations.md`: undefined when it
 * is not JSON or its score is not a number in 0..1. Everything else that is odd is left out.
 */
export function readLeadScoreAnswer(body: string | undefined): LeadScoreAnswer | undefined {
  const answer = parseJsonObject(body);
  const score = answer?.['score'];
  if (typeof score !== 'number' || !(score >= 0 && score <= 1)) return undefined;
  const modelVersion = readModelVersion(answer?.['modelVersion']);
  const contributions = readContributions(answer?.['contributions']);
  if (contributions.length === 0) return { score, modelVersion };
  return { score, modelVersion, contributions };
}

function readModelVersion(value: unknown): string {
  const isNamed = (typeof value === 'string' && value !== '') || typeof value === 'number';
  return isNamed ? String(value).slice(0, MAX_NAME_LENGTH) : 'unknown';
}

function readContributions(value: unknown): FeatureContribution[] {
  if (Array.isArray(value)) return value.flatMap(readEntry);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([feature, contribution]) =>
    readEntry({ feature, contribution }),
  );
}

function readEntry(entry: unknown): FeatureContribution[] {
  if (!isJsonObject(entry)) return [];
  const { feature, contribution } = entry;
  if (typeof feature !== 'string' || feature === '' || feature.length > MAX_NAME_LENGTH) return [];
  if (typeof contribution !== 'number' || Math.abs(contribution) > MAX_CONTRIBUTION) return [];
  return [{ feature, contribution }];
}
