import type { NewVehicle } from '../../src/modules/vehicles/index.js';
import type { BodyStyle } from './body-style.js';
import type { SeededRandom } from './random.js';

const EXTERIOR_COLORS = [
  'Alpine white',
  'Bright silver',
  'Celestial blue',
  'Crimson red',
  'Deep black pearl',
  'Forest green',
  'Glacier white pearl',
  'Graphite grey',
  'Midnight blue',
  'Sandstone',
] as const;

const INTERIOR_COLORS = ['Black', 'Charcoal', 'Cognac', 'Ivory', 'Light grey'] as const;

const FEATURES = [
  '360-degree camera',
  'Adaptive cruise control',
  'Android Auto',
  'Apple CarPlay',
  'Blind-spot monitor',
  'Head-up display',
  'Heated front seats',
  'Heated steering wheel',
  'Keyless entry',
  'Lane-keeping assist',
  'Leather seats',
  'LED headlights',
  'Navigation',
  'Panoramic roof',
  'Parking sensors',
  'Power liftgate',
  'Premium audio',
  'Remote start',
  'Ventilated front seats',
  'Wireless charging',
] as const;

const FEATURES_BY_TYPE: Readonly<Partial<Record<BodyStyle, readonly string[]>>> = {
  Minivan: ['Power sliding doors', 'Third-row seats'],
  Truck: ['Bed liner', 'Towing package'],
  Wagon: ['Roof rails'],
  SUV: ['Roof rails'],
};

/** Views of which every vehicle has a photograph. */
const VIEWS = ['from the front left', 'from the rear right', 'dashboard'] as const;

interface Subject {
  readonly make: string;
  readonly model: string;
  readonly modelYear: number;
  readonly bodyStyle: BodyStyle;
  readonly stockNumber: string;
}

/** Colours, equipment and photographs. */
export function describeVehicle(
  random: SeededRandom,
  subject: Subject,
): Pick<NewVehicle, 'exteriorColor' | 'interiorColor' | 'features' | 'photos'> {
  const exteriorColor = random.pick(EXTERIOR_COLORS);
  const ofType = FEATURES_BY_TYPE[subject.bodyStyle] ?? [];
  return {
    exteriorColor,
    interiorColor: random.pick(INTERIOR_COLORS),
    features: [...random.sample(FEATURES, random.integer(4, 9)), ...ofType],
    photos: photosOf(subject, exteriorColor),
  };
}

function photosOf(subject: Subject, color: string): NewVehicle['photos'] {
  const { make, model, modelYear, stockNumber } = subject;
  return VIEWS.map((view, index) => ({
    url: `https://photos.lakeside.example/${stockNumber}/${index + 1}.jpg`,
    alt: `${modelYear} ${make} ${model} in ${color.toLowerCase()}, ${view}`,
  }));
}
