import type { BodyStyle } from './body-style.js';
import { CATALOGUE, PRE_OWNED_ONLY } from './catalogue.js';
import type { CatalogueEntry } from './catalogue.js';
import { displayPlaces } from './floor-plan.js';
import { makerCode } from './makers.js';
import type { PlannedVehicle, ShowroomIndex } from './planned-vehicle.js';
import { usd } from './planned-vehicle.js';
import { SeededRandom } from './random.js';
import { describeVehicle } from './vehicle-description.js';
import { priceVehicle } from './vehicle-prices.js';
import type { Condition } from './vehicle-prices.js';
import { vinOf } from './vin-parts.js';

const SEED = 20_260_101;
/** How many vehicles the demo has without a list of its own. */
export const GENERATED_VEHICLES = 300;
const FIRST_STOCK_NUMBER = 1_001;
const NEWEST_MODEL_YEAR = 2026;
const IN_TRANSIT = 12;
const SOLD = 8;

interface Model {
  readonly make: string;
  readonly entry: CatalogueEntry;
}

/** The demo's own inventory, always the same. */
export function generatedVehicles(): readonly PlannedVehicle[] {
  const random = new SeededRandom(SEED);
  const models = Object.entries(CATALOGUE).flatMap(([make, entries]) =>
    entries.map((entry): Model => ({ make, entry })),
  );
  const places = [...displayPlaces()];
  return Array.from({ length: GENERATED_VEHICLES }, (_, index) => {
    const model = models[index % models.length] ?? random.pick(models);
    const vehicle = planVehicle(random, index, model);
    const stands = vehicle.showroom === 0 && vehicle.details.status === 'available';
    const position = stands ? places.shift() : undefined;
    return position === undefined
      ? vehicle
      : { ...vehicle, details: { ...vehicle.details, position } };
  });
}

/** Three of five are in the first showroom; who comes or has gone belongs to the second. */
function planVehicle(random: SeededRandom, index: number, { make, entry }: Model): PlannedVehicle {
  const [model, bodyStyle, fuelType, transmission, drivetrain, since, trims] = entry;
  const number = GENERATED_VEHICLES - index;
  const isInTransit = number <= IN_TRANSIT;
  const isSold = !isInTransit && number <= IN_TRANSIT + SOLD;
  const condition = isInTransit ? 'new' : conditionOf(random, make, since);
  const modelYear = yearOf(random, condition, since);
  const [trim, retailPrice] = random.pick(Object.entries(trims));
  const priced = priceVehicle(random, { condition, retailPrice, age: ageOf(modelYear) });
  const stockNumber = `LM${FIRST_STOCK_NUMBER + index}`;
  const showroom: ShowroomIndex = isInTransit || isSold || index % 5 >= 3 ? 1 : 0;
  return {
    showroom,
    vin: randomVin(random, { make, bodyStyle, modelYear, index }),
    stockNumber,
    daysInStock: isInTransit ? 0 : random.integer(1, condition === 'new' ? 90 : 140),
    ...(isSold ? { isSold } : {}),
    details: {
      ...{ condition, modelYear, make, model, trim, bodyStyle, fuelType, transmission, drivetrain },
      ...describeVehicle(random, { make, model, modelYear, bodyStyle, stockNumber }),
      status: isInTransit ? 'in_transit' : 'available',
      mileage: priced.mileage,
      price: usd(priced.price),
      msrp: usd(priced.msrp),
      cost: usd(priced.cost),
      pack: usd(priced.pack),
    },
  };
}

function conditionOf(random: SeededRandom, make: string, since: number): Condition {
  const chance = random.next();
  const mayBeOld = since < NEWEST_MODEL_YEAR;
  if (PRE_OWNED_ONLY.has(make)) return 'used';
  if (chance < 0.5 || !mayBeOld) return 'new';
  return chance < 0.82 ? 'used' : 'cpo';
}

/** Certified vehicles are five model years old at most. */
function yearOf(random: SeededRandom, condition: Condition, since: number): number {
  if (condition === 'new') return NEWEST_MODEL_YEAR;
  const oldest = condition === 'cpo' ? NEWEST_MODEL_YEAR - 5 : 2018;
  return random.integer(Math.max(since, oldest), NEWEST_MODEL_YEAR - 1);
}

function ageOf(modelYear: number): number {
  return NEWEST_MODEL_YEAR - modelYear;
}

interface VinSubject {
  readonly make: string;
  readonly bodyStyle: BodyStyle;
  readonly modelYear: number;
  readonly index: number;
}

/** The serial number rises with the place in the list, so that no two VINs are alike. */
function randomVin(random: SeededRandom, subject: VinSubject): string {
  return vinOf({
    maker: makerCode(subject.make, subject.bodyStyle),
    modelYear: subject.modelYear,
    attributes: Array.from({ length: 5 }, () => random.next()),
    plant: random.next(),
    serial: 100_000 + subject.index * 137 + random.integer(0, 136),
  });
}
