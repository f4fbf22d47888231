import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FEATURE_NAMES } from '../../../src/modules/leads/lead-features.js';
import type { LeadFeatures } from '../../../src/modules/leads/lead-features.js';
import { logOddsOf, scoreByRules } from '../../../src/modules/leads/lead-score-rules.js';
import { TIMEFRAMES, UP_TYPES } from '../../../src/modules/leads/lead-types.js';

const features: fc.Arbitrary<LeadFeatures> = fc.record({
  source: fc.string(),
  upType: fc.constantFrom(...UP_TYPES),
  timeframe: fc.constantFrom(...TIMEFRAMES),
  vehicleCount: fc.nat(20),
  namesStockVehicle: fc.boolean(),
  wantsTestDrive: fc.boolean(),
  hasTradeIn: fc.boolean(),
  condition: fc.constantFrom('new', 'used', 'cpo', 'unknown'),
  hasBudget: fc.boolean(),
  contactMethodCount: fc.nat(3),
  hasEmail: fc.boolean(),
  hasPhone: fc.boolean(),
  commentLength: fc.nat(4_000),
  earlierLeads: fc.nat(50),
});

describe('the scorecard', () => {
  it('gives a probability whose log-odds the base and the contributions add up to', () => {
    fc.assert(
      fc.property(features, (given) => {
        const { score, baseValue, contributions } = scoreByRules(given);
        const explained = contributions.reduce((sum, one) => sum + one.contribution, baseValue);
        return score > 0 && score < 1 && Math.abs(logOddsOf(score) - explained) < 1e-9;
      }),
    );
  });

  it('never scores an urgent shopper below one who is not', () => {
    fc.assert(
      fc.property(features, (given) => {
        const urgent = scoreByRules({ ...given, timeframe: 'immediately' });
        return urgent.score > scoreByRules({ ...given, timeframe: 'later' }).score;
      }),
    );
  });

  it('is made from the features that the documentation names, and no others', () => {
    const page = readFileSync(new URL('../../../docs/lead-scoring.md', import.meta.url), 'utf8');
    const documented = [...page.matchAll(/^\| `(\w+)`\s*\|/gm)].map(([, name]) => name);
    expect(documented).toEqual([...FEATURE_NAMES]);
  });
});
