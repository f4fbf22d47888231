import type { SeededRandom } from './random.js';

export type Condition = 'new' | 'used' | 'cpo';

interface Subject {
  readonly condition: Condition;
  /** Suggested retail price of the trim today, in dollars. */
  readonly retailPrice: number;
  /** Model years since this one. */
  readonly age: number;
}

/** Mileage in miles, amounts in whole dollars. */
export interface Prices {
  readonly mileage: number;
  readonly price: number;
  readonly msrp: number;
  readonly cost: number;
  readonly pack: number;
}

const DESTINATION = 1_395;
const YEARLY_RISE = 0.022;
const KEPT_IN_FIRST_YEAR = 0.84;
const KEPT_IN_LATER_YEARS = 0.88;
const USUAL_MILES_A_YEAR = 12_000;
/** What a mile more than usual takes off, as a share of the price. */
const PER_MILE = 1 / 600_000;

/** Figures such as dealers have: a margin of a few percent on new ones, of a tenth on used ones. */
export function priceVehicle(random: SeededRandom, subject: Subject): Prices {
  return subject.condition === 'new' ? priceNew(random, subject) : pricePreOwned(random, subject);
}

function priceNew(random: SeededRandom, { retailPrice }: Subject): Prices {
  const msrp = retailPrice + DESTINATION + 5 * random.integer(0, 500);
  return {
    mileage: random.integer(3, 60),
    msrp,
    price: toFive(msrp * random.between(0.955, 1)),
    cost: Math.round(msrp * random.between(0.905, 0.94)),
    pack: 500,
  };
}

function pricePreOwned(random: SeededRandom, { condition, retailPrice, age }: Subject): Prices {
  const mileage = Math.round(Math.max(age, 0.5) * random.between(7_500, 14_500));
  const msrp = toFive(retailPrice * (1 - YEARLY_RISE) ** age + DESTINATION);
  const kept = KEPT_IN_FIRST_YEAR * KEPT_IN_LATER_YEARS ** Math.max(age - 1, 0);
  const wear = 1 - (mileage - age * USUAL_MILES_A_YEAR) * PER_MILE;
  const certified = condition === 'cpo' ? 1.04 : 1;
  const price = toFive(msrp * kept * wear * certified * random.between(0.96, 1.04));
  const cost = Math.round(price * random.between(0.86, 0.93));
  return { mileage, msrp, price, cost, pack: condition === 'cpo' ? 900 : 400 };
}

function toFive(dollars: number): number {
  return Math.round(dollars / 5) * 5;
}
