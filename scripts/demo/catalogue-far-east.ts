import type { CatalogueEntry } from './catalogue.js';

const AUTO_6 = '6-speed automatic';
const AUTO_8 = '8-speed automatic';
const AUTO_10 = '10-speed automatic';
const CVT = 'CVT';
const SINGLE = 'Single-speed';

/** Makes of Japan and Korea. */
export const CATALOGUE_OF_THE_FAR_EAST: Readonly<Record<string, readonly CatalogueEntry[]>> = {
  Toyota: [
    ['Camry', 'Sedan', 'Hybrid', CVT, 'FWD', 2018, { LE: 29_600, SE: 31_900, XSE: 36_100 }],
    ['Corolla', 'Sedan', 'Gasoline', CVT, 'FWD', 2018, { LE: 23_500, SE: 26_000, XSE: 29_200 }],
    ['RAV4', 'SUV', 'Hybrid', CVT, 'AWD', 2019, { LE: 33_900, XLE: 35_600, Limited: 42_300 }],
    [
      'Highlander',
      'SUV',
      'Gasoline',
      AUTO_8,
      'AWD',
      2018,
      { LE: 43_000, XLE: 46_100, Platinum: 54_900 },
    ],
    ['Tacoma', 'Truck', 'Gasoline', AUTO_8, '4WD', 2018, { SR5: 40_600, 'TRD Off-Road': 45_700 }],
    ['Sienna', 'Minivan', 'Hybrid', CVT, 'AWD', 2021, { LE: 42_100, XLE: 47_400 }],
  ],
  Honda: [
    [
      'Civic',
      'Sedan',
      'Gasoline',
      CVT,
      'FWD',
      2018,
      { LX: 25_400, Sport: 27_400, Touring: 32_900 },
    ],
    [
      'Accord',
      'Sedan',
      'Hybrid',
      CVT,
      'FWD',
      2018,
      { Sport: 34_900, 'EX-L': 36_500, Touring: 40_400 },
    ],
    ['CR-V', 'SUV', 'Gasoline', CVT, 'AWD', 2018, { LX: 33_100, EX: 35_300, 'EX-L': 37_900 }],
    ['Pilot', 'SUV', 'Gasoline', AUTO_10, 'AWD', 2019, { Sport: 44_800, TrailSport: 51_700 }],
    ['Odyssey', 'Minivan', 'Gasoline', AUTO_10, 'FWD', 2018, { EX: 44_300, Touring: 49_900 }],
  ],
  Acura: [
    ['Integra', 'Hatchback', 'Gasoline', CVT, 'FWD', 2023, { Base: 34_600, 'A-Spec': 37_300 }],
    ['MDX', 'SUV', 'Gasoline', AUTO_10, 'AWD', 2019, { Base: 54_900, Technology: 60_100 }],
  ],
  Nissan: [
    ['Altima', 'Sedan', 'Gasoline', CVT, 'FWD', 2019, { SV: 28_600, SR: 30_300 }],
    ['Rogue', 'SUV', 'Gasoline', CVT, 'AWD', 2018, { S: 31_400, SV: 33_000, SL: 38_000 }],
    ['Pathfinder', 'SUV', 'Gasoline', '9-speed automatic', '4WD', 2022, { SV: 42_100, SL: 46_000 }],
    [
      'Frontier',
      'Truck',
      'Gasoline',
      '9-speed automatic',
      '4WD',
      2022,
      { SV: 38_400, 'PRO-4X': 43_100 },
    ],
  ],
  Hyundai: [
    ['Elantra', 'Sedan', 'Gasoline', CVT, 'FWD', 2019, { SEL: 24_700, Limited: 28_200 }],
    [
      'Tucson',
      'SUV',
      'Hybrid',
      AUTO_6,
      'AWD',
      2022,
      { Blue: 35_100, SEL: 37_100, Limited: 41_600 },
    ],
    ['Santa Fe', 'SUV', 'Gasoline', AUTO_8, 'AWD', 2019, { SEL: 39_900, Calligraphy: 49_600 }],
    ['IONIQ 5', 'SUV', 'Electric', SINGLE, 'AWD', 2022, { SEL: 50_700, Limited: 57_700 }],
  ],
  Kia: [
    ['K5', 'Sedan', 'Gasoline', AUTO_8, 'FWD', 2021, { LXS: 28_500, 'GT-Line': 29_500 }],
    ['Sportage', 'SUV', 'Hybrid', AUTO_6, 'AWD', 2023, { LX: 32_500, EX: 36_000 }],
    ['Telluride', 'SUV', 'Gasoline', AUTO_8, 'AWD', 2020, { EX: 45_000, SX: 50_200 }],
    ['EV6', 'SUV', 'Electric', SINGLE, 'AWD', 2022, { Wind: 54_300, 'GT-Line': 58_900 }],
  ],
  Subaru: [
    ['Outback', 'Wagon', 'Gasoline', CVT, 'AWD', 2018, { Premium: 34_900, Touring: 43_800 }],
    ['Forester', 'SUV', 'Gasoline', CVT, 'AWD', 2019, { Premium: 33_400, Sport: 35_200 }],
    ['Crosstrek', 'SUV', 'Gasoline', CVT, 'AWD', 2018, { Base: 28_000, Limited: 33_200 }],
  ],
  Mazda: [
    [
      'Mazda3',
      'Hatchback',
      'Gasoline',
      AUTO_6,
      'FWD',
      2019,
      { Select: 27_400, 'Carbon Edition': 30_300 },
    ],
    ['CX-5', 'SUV', 'Gasoline', AUTO_6, 'AWD', 2018, { Select: 31_400, Premium: 36_300 }],
    ['CX-50', 'SUV', 'Hybrid', CVT, 'AWD', 2023, { Preferred: 35_400, Premium: 40_100 }],
    ['MX-5 Miata', 'Convertible', 'Gasoline', AUTO_6, 'RWD', 2018, { Sport: 31_300, Club: 34_800 }],
  ],
  Lexus: [
    ['RX 350', 'SUV', 'Gasoline', AUTO_8, 'AWD', 2018, { Premium: 53_700, Luxury: 61_300 }],
    ['NX 350h', 'SUV', 'Hybrid', CVT, 'AWD', 2022, { Base: 46_400, Luxury: 54_800 }],
    ['ES 350', 'Sedan', 'Gasoline', AUTO_8, 'FWD', 2018, { Base: 44_600, 'F Sport': 50_300 }],
  ],
};
