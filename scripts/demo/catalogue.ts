import type { BodyStyle } from './body-style.js';
import { CATALOGUE_OF_EUROPE } from './catalogue-europe.js';
import { CATALOGUE_OF_NORTH_AMERICA } from './catalogue-north-america.js';
import { CATALOGUE_OF_THE_FAR_EAST } from './catalogue-far-east.js';

export type FuelType = 'Gasoline' | 'Hybrid' | 'Plug-in hybrid' | 'Electric' | 'Diesel';

/** Suggested retail prices of the trims when new, in whole dollars, the plainest trim first. */
export type Trims = Readonly<Record<string, number>>;

/** Model, type, fuel, transmission, drivetrain, first model year that the demo has, trims. */
export type CatalogueEntry = readonly [
  model: string,
  bodyStyle: BodyStyle,
  fuelType: FuelType,
  transmission: string,
  drivetrain: string,
  since: number,
  trims: Trims,
];

/** What the demo's dealer group sells, by make. Prices are near those of the trade, no more. */
export const CATALOGUE: Readonly<Record<string, readonly CatalogueEntry[]>> = {
  ...CATALOGUE_OF_NORTH_AMERICA,
  ...CATALOGUE_OF_THE_FAR_EAST,
  ...CATALOGUE_OF_EUROPE,
};

/** Makes of which the group has pre-owned vehicles only. */
export const PRE_OWNED_ONLY: ReadonlySet<string> = new Set(['Tesla']);
