import type { FeatureValue, Lead } from './lead-types.js';

/** What is known besides the lead itself. */
export interface LeadCircumstances {
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
  /** Leads of the same customer before this one. */
  readonly earlierLeads: number;
}

/** Features of a lead, as sent to the scoring service (docs/lead-scoring.md). */
export type LeadFeatures = Readonly<Record<FeatureName, FeatureValue>>;

/** Names of the features; the list in the documentation is the same. */
export const FEATURE_NAMES = [
  'source',
  'upType',
  'timeframe',
  'vehicleCount',
  'namesStockVehicle',
  'wantsTestDrive',
  'hasTradeIn',
  'condition',
  'hasBudget',
  'contactMethodCount',
  'hasEmail',
  'hasPhone',
  'commentLength',
  'earlierLeads',
] as const;
export type FeatureName = (typeof FEATURE_NAMES)[number];

/**
 * What a score may be made from: never age, family, income, credit or postcode, and nothing that
 * is known only after contact (docs/domain.md, Leads).
 */
export function featuresOf(lead: Lead, circumstances: LeadCircumstances): LeadFeatures {
  const wanted = lead.vehicles.filter(({ interest }) => !isOwn(interest));
  return {
    source: lead.source,
    upType: lead.upType,
    timeframe: lead.timeframe ?? 'unknown',
    vehicleCount: wanted.length,
    namesStockVehicle: wanted.some((vehicle) => vehicle.vehicleId !== undefined),
    wantsTestDrive: wanted.some((vehicle) => vehicle.interest === 'test-drive'),
    hasTradeIn: lead.vehicles.some(({ interest }) => isOwn(interest)),
    condition: wanted[0]?.condition ?? 'unknown',
    hasBudget: lead.budget !== undefined,
    contactMethodCount: lead.contactMethods.length,
    hasEmail: circumstances.hasEmail,
    hasPhone: circumstances.hasPhone,
    commentLength: lead.comments?.length ?? 0,
    earlierLeads: circumstances.earlierLeads,
  };
}

function isOwn(interest: string): boolean {
  return interest === 'trade-in' || interest === 'sell';
}
