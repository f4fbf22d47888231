/** What is known of a vehicle by its VIN. */
export interface DecodedVin {
  readonly vin: string;
  readonly valid: boolean;
  readonly checkDigitValid: boolean;
  readonly fields: Readonly<Partial<Record<VinField, string | number>>>;
  /** Which source gave which field. */
  readonly sources: Readonly<Partial<Record<VinField, VinSource>>>;
}

/** `vin`: the characters themselves; `vpic`: the service of the NHTSA. */
export type VinSource = 'vin' | 'vpic';

/** What a decode can tell beyond the VIN's own correctness. */
export const VIN_FIELDS = [
  'region',
  'country',
  'manufacturer',
  'make',
  'model',
  'modelYear',
  'trim',
  'bodyStyle',
  'drivetrain',
  'fuelType',
  'transmission',
  'doors',
  'engineCylinders',
  'plantCountry',
] as const;

export type VinField = (typeof VIN_FIELDS)[number];

/** What an outside service told of one VIN. */
export type VinFacts = Readonly<Partial<Record<VinField, string | number>>>;
