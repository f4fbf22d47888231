import { createHash } from 'node:crypto';
import { displayPlaces } from './floor-plan.js';
import { nameModel } from './known-models.js';
import { makerCode } from './makers.js';
import { usd } from './planned-vehicle.js';
import type { PlannedVehicle } from './planned-vehicle.js';
import type { Listing } from './read-listings.js';
import { vinOf } from './vin-parts.js';

/** How stock numbers of listed vehicles begin. */
export const LISTED_STOCK_PREFIX = 'L-';

const SERIALS = 1_000_000;
const LONGEST_DAYS_IN_STOCK = 120;
/** The list parts a make from its model at the first blank. */
const MAKES_OF_TWO_WORDS = ['Alfa Romeo', 'Aston Martin', 'Land Rover'];
const LONGEST_FEATURE = 64;
const LONGEST_TRANSMISSION = 64;
const LONGEST_FUEL = 32;

/**
 * The listings as vehicles of the group: the first ones on the floor of the first showroom, the
 * others in both showrooms. VIN, stock number and days in stock, which a list does not have, are made
 * from the row itself, so that the same list gives the same vehicles again.
 * @throws {RangeError} for more listings than there are stock numbers
 */
export function listedVehicles(listings: readonly Listing[]): readonly PlannedVehicle[] {
  if (listings.length > SERIALS) throw new RangeError('More listings than stock numbers.');
  const places = displayPlaces();
  const serials = new Set<number>();
  const alike = new Map<string, number>();
  return listings.map((listing, index) => {
    const text = JSON.stringify(listing);
    const repetition = alike.get(text) ?? 0;
    alike.set(text, repetition + 1);
    const digest = createHash('sha256').update(`${text}#${repetition}`).digest();
    const serial = freeSerial(digest, serials);
    const place = places[index];
    const showroom = place !== undefined || index % 2 === 0 ? 0 : 1;
    const vehicle = planVehicle(listing, digest, serial);
    const position = place === undefined ? {} : { position: place };
    return { ...vehicle, showroom, details: { ...vehicle.details, ...position } };
  });
}

/** The next one that nobody has. */
function freeSerial(digest: Buffer, taken: Set<number>): number {
  let serial = digest.readUInt32BE(0) % SERIALS;
  while (taken.has(serial)) serial = (serial + 1) % SERIALS;
  taken.add(serial);
  return serial;
}

function planVehicle(
  listing: Listing,
  digest: Buffer,
  serial: number,
): Omit<PlannedVehicle, 'showroom'> {
  const { make, words } = nameMake(listing);
  const { model, trim, bodyStyle } = nameModel(make, words);
  const { modelYear, mileage, exteriorColor, interiorColor, transmission } = listing;
  const fuelType = fuelOf(listing);
  const share = (index: number): number => digest.readUInt8(index) / 256;
  return {
    vin: vinOf({
      maker: makerCode(make, bodyStyle),
      modelYear,
      attributes: [4, 5, 6, 7, 8].map(share),
      plant: share(9),
      serial,
    }),
    stockNumber: LISTED_STOCK_PREFIX + String(serial).padStart(6, '0'),
    daysInStock: 1 + Math.floor(share(10) * LONGEST_DAYS_IN_STOCK),
    details: {
      ...{ condition: 'used', modelYear, make, model, trim, bodyStyle, mileage },
      price: usd(listing.price),
      fuelType: shortened(fuelType, LONGEST_FUEL),
      transmission: shortened(transmission, LONGEST_TRANSMISSION),
      exteriorColor: shortened(exteriorColor, LONGEST_FEATURE),
      interiorColor: shortened(interiorColor, LONGEST_FEATURE),
      features: featuresOf(listing),
    },
  };
}

function nameMake({ make, model }: Listing): { make: string; words: string } {
  const whole = `${make} ${model}`;
  const found = MAKES_OF_TWO_WORDS.find((name) => whole.startsWith(`${name} `));
  if (found === undefined) return { make, words: model };
  return { make: found, words: whole.slice(found.length + 1) };
}

/** Electric cars have no fuel in the list; their engine says so. */
function fuelOf({ fuelType, engine }: Listing): string | undefined {
  return fuelType ?? (engine?.includes('Electric') === true ? 'Electric' : undefined);
}

function featuresOf({ engine, accident, cleanTitle }: Listing): string[] {
  return [
    ...(engine === undefined ? [] : [engine]),
    ...(accident === undefined ? [] : [`Accidents: ${accident}`]),
    ...(cleanTitle === 'Yes' ? ['Clean title'] : []),
  ].map((feature) => shortened(feature, LONGEST_FEATURE));
}

function shortened<T extends string | undefined>(text: T, length: number): T | string {
  return text === undefined || text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
