import type { SeededRandom } from '../../scripts/demo/random.js';
import { withCheckDigit } from '../../src/shared/vin.js';
import { seededId } from './seeded-id.js';

/** Invented makes, five models each. */
export const MAKES = [
  ...['Aldergate', 'Borrow', 'Calder', 'Dunmore', 'Eastlake', 'Fenwick', 'Garron', 'Hollis'],
  ...['Ironbridge', 'Juno', 'Kestrel', 'Larkfield', 'Merrow', 'Northey', 'Orrin', 'Pellar'],
] as const;

const MODELS = ['Arc', 'Beam', 'Crest', 'Drift', 'Echo'];
const TRIMS = ['S', 'SE', 'SEL', 'Touring', 'Limited'];
const BODY_STYLES = ['SUV', 'Sedan', 'Pickup', 'Hatchback', 'Wagon', 'Coupe', 'Minivan'];
const FUEL_TYPES = ['gasoline', 'hybrid', 'electric', 'diesel'];
const DRIVETRAINS = ['FWD', 'AWD', 'RWD', '4WD'];
const COLORS = ['Black', 'White', 'Silver', 'Blue', 'Red', 'Grey', 'Green'];
const CONDITIONS = ['new', 'used', 'used', 'cpo'];
const STATUSES = ['available', 'available', 'available', 'available', 'held', 'in_transit', 'sold'];
const FEATURES = [
  ...['Heated seats', 'Sunroof', 'Blind spot monitor', 'Lane assist', 'Adaptive cruise control'],
  ...['Wireless charging', 'Tow package', 'Third row', 'Premium audio', 'Head-up display'],
];
const SHOWROOMS = 4;
const FIRST_DAY = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

/** Columns of `vehicles`, in the order of the values of `seededVehicle`. */
export const VEHICLE_SEED_COLUMNS = [
  ...['id', 'organization_id', 'showroom_id', 'vin', 'stock_number', 'status'],
  ...['vehicle_condition', 'model_year', 'make', 'model', 'trim', 'body_style', 'fuel_type'],
  ...['transmission', 'drivetrain', 'exterior_color', 'interior_color', 'mileage', 'currency'],
  ...['price', 'msrp', 'cost', 'pack', 'features', 'photos', 'displayed', 'in_stock_since'],
  ...['created_at', 'updated_at', 'version'],
];

type Value = string | number | Date;

/** The values of one vehicle; all that vary come from `random`. */
export function seededVehicle(index: number, random: SeededRandom): Value[] {
  const make = random.pick(MAKES);
  const model = random.pick(MODELS);
  const stockedAt = new Date(FIRST_DAY + random.integer(0, 300) * DAY_MS);
  return [
    seededId('vehicle', index),
    seededId('organization'),
    seededId('showroom', index % SHOWROOMS),
    withCheckDigit(`1BX0A0000T0${String(index).padStart(6, '0')}`),
    `B${String(index).padStart(6, '0')}`,
    random.pick(STATUSES),
    random.pick(CONDITIONS),
    random.integer(2015, 2027),
    make,
    model,
    ...descriptionOf(random),
    random.integer(5, 120_000),
    'USD',
    ...moneyOf(random),
    JSON.stringify(random.sample(FEATURES, 4)),
    JSON.stringify(photosOf(index, `${make} ${model}`)),
    0,
    stockedAt,
    stockedAt,
    stockedAt,
    1,
  ];
}

function descriptionOf(random: SeededRandom): string[] {
  return [
    random.pick(TRIMS),
    random.pick(BODY_STYLES),
    random.pick(FUEL_TYPES),
    'Automatic',
    random.pick(DRIVETRAINS),
    random.pick(COLORS),
    random.pick(COLORS),
  ];
}

/** Price, list price, cost and pack, in cents. */
function moneyOf(random: SeededRandom): number[] {
  const price = random.integer(8_000, 80_000) * 100;
  return [price, price + 150_000, Math.round(price * 0.9), 50_000];
}

function photosOf(index: number, name: string): object[] {
  return ['front', 'side', 'interior'].map((view) => ({
    url: `https://photos.example/${index}/${view}.jpg`,
    alt: `${name}, ${view}`,
  }));
}
