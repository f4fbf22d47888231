import type { CatalogueEntry } from './catalogue.js';

const AUTO_8 = '8-speed automatic';
const AUTO_9 = '9-speed automatic';
const AUTO_10 = '10-speed automatic';
const SINGLE = 'Single-speed';

/** Makes of North America. */
export const CATALOGUE_OF_NORTH_AMERICA: Readonly<Record<string, readonly CatalogueEntry[]>> = {
  Ford: [
    [
      'F-150',
      'Truck',
      'Gasoline',
      AUTO_10,
      '4WD',
      2018,
      { XL: 41_500, XLT: 49_800, Lariat: 66_200 },
    ],
    ['Escape', 'SUV', 'Gasoline', AUTO_8, 'AWD', 2020, { Active: 31_300, 'ST-Line': 34_100 }],
    ['Explorer', 'SUV', 'Gasoline', AUTO_10, '4WD', 2020, { Active: 42_900, Platinum: 57_500 }],
    ['Bronco', 'SUV', 'Gasoline', AUTO_10, '4WD', 2021, { 'Big Bend': 42_300, Badlands: 52_900 }],
    ['Mustang', 'Coupe', 'Gasoline', AUTO_10, 'RWD', 2018, { EcoBoost: 34_600, GT: 47_800 }],
    ['Mustang Mach-E', 'SUV', 'Electric', SINGLE, 'AWD', 2021, { Premium: 44_500, GT: 56_500 }],
    [
      'Maverick',
      'Truck',
      'Hybrid',
      'CVT',
      'FWD',
      2022,
      { XL: 30_100, XLT: 32_600, Lariat: 38_300 },
    ],
  ],
  Chevrolet: [
    [
      'Silverado 1500',
      'Truck',
      'Gasoline',
      AUTO_10,
      '4WD',
      2019,
      { LT: 54_700, 'High Country': 69_800 },
    ],
    ['Equinox', 'SUV', 'Gasoline', AUTO_8, 'AWD', 2018, { LT: 31_900, RS: 35_600, Activ: 35_900 }],
    ['Equinox EV', 'SUV', 'Electric', SINGLE, 'FWD', 2024, { LT: 36_500, RS: 43_200 }],
    ['Tahoe', 'SUV', 'Gasoline', AUTO_10, '4WD', 2021, { LT: 67_900, Premier: 78_400 }],
    ['Traverse', 'SUV', 'Gasoline', AUTO_8, 'AWD', 2018, { LT: 44_600, Z71: 50_100, RS: 57_200 }],
    [
      'Corvette',
      'Coupe',
      'Gasoline',
      '8-speed dual-clutch',
      'RWD',
      2020,
      { Stingray: 72_500, Z06: 118_300 },
    ],
  ],
  GMC: [
    ['Sierra 1500', 'Truck', 'Diesel', AUTO_10, '4WD', 2020, { SLE: 57_300, Denali: 74_800 }],
    ['Terrain', 'SUV', 'Gasoline', AUTO_8, 'AWD', 2019, { Elevation: 32_300, AT4: 40_200 }],
    ['Acadia', 'SUV', 'Gasoline', AUTO_8, 'AWD', 2020, { Elevation: 46_900, Denali: 57_900 }],
  ],
  Jeep: [
    [
      'Wrangler',
      'SUV',
      'Gasoline',
      AUTO_8,
      '4WD',
      2018,
      { Sport: 38_200, Sahara: 49_900, Rubicon: 54_300 },
    ],
    ['Grand Cherokee', 'SUV', 'Gasoline', AUTO_8, '4WD', 2019, { Laredo: 42_700, Limited: 47_600 }],
    ['Compass', 'SUV', 'Gasoline', AUTO_8, '4WD', 2019, { Sport: 28_900, Limited: 34_900 }],
    ['Gladiator', 'Truck', 'Gasoline', AUTO_8, '4WD', 2020, { Sport: 42_000, Mojave: 57_300 }],
  ],
  RAM: [
    ['1500', 'Truck', 'Gasoline', AUTO_8, '4WD', 2019, { 'Big Horn': 51_900, Laramie: 63_700 }],
    [
      '2500',
      'Truck',
      'Diesel',
      '6-speed automatic',
      '4WD',
      2019,
      { Tradesman: 59_800, Laramie: 78_900 },
    ],
  ],
  Cadillac: [
    ['CT5', 'Sedan', 'Gasoline', AUTO_10, 'RWD', 2020, { Luxury: 49_900, 'V-Series': 62_400 }],
    ['XT5', 'SUV', 'Gasoline', AUTO_9, 'AWD', 2018, { Luxury: 47_100, Sport: 57_700 }],
    ['Lyriq', 'SUV', 'Electric', SINGLE, 'AWD', 2023, { Tech: 61_700, Sport: 70_200 }],
  ],
  Tesla: [
    [
      'Model 3',
      'Sedan',
      'Electric',
      SINGLE,
      'RWD',
      2018,
      { 'Standard Range': 42_500, 'Long Range': 47_500 },
    ],
    [
      'Model Y',
      'SUV',
      'Electric',
      SINGLE,
      'AWD',
      2020,
      { 'Long Range': 52_000, Performance: 58_000 },
    ],
  ],
};
