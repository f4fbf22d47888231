import type { CatalogueEntry } from './catalogue.js';

const AUTO_8 = '8-speed automatic';
const AUTO_9 = '9-speed automatic';
const DUAL_7 = '7-speed dual-clutch';
const SINGLE = 'Single-speed';

/** Makes of Europe. */
export const CATALOGUE_OF_EUROPE: Readonly<Record<string, readonly CatalogueEntry[]>> = {
  BMW: [
    [
      '3 Series',
      'Sedan',
      'Gasoline',
      AUTO_8,
      'AWD',
      2019,
      { '330i xDrive': 50_100, 'M340i xDrive': 64_600 },
    ],
    ['X3', 'SUV', 'Gasoline', AUTO_8, 'AWD', 2018, { '30 xDrive': 51_500, 'M50 xDrive': 66_900 }],
    ['X5', 'SUV', 'Plug-in hybrid', AUTO_8, 'AWD', 2019, { xDrive40i: 71_000, xDrive50e: 76_200 }],
    ['i4', 'Sedan', 'Electric', SINGLE, 'RWD', 2022, { eDrive40: 59_100, M50: 71_900 }],
  ],
  'Mercedes-Benz': [
    ['C-Class', 'Sedan', 'Gasoline', AUTO_9, 'AWD', 2019, { 'C 300': 51_600, 'AMG C 43': 63_900 }],
    ['GLC', 'SUV', 'Gasoline', AUTO_9, 'AWD', 2018, { 'GLC 300': 52_300, 'AMG GLC 43': 68_200 }],
    ['GLE', 'SUV', 'Gasoline', AUTO_9, 'AWD', 2020, { 'GLE 350': 66_300, 'GLE 450': 73_200 }],
  ],
  Audi: [
    ['A4', 'Sedan', 'Gasoline', DUAL_7, 'AWD', 2018, { Premium: 45_400, 'Premium Plus': 49_600 }],
    ['Q5', 'SUV', 'Gasoline', DUAL_7, 'AWD', 2018, { Premium: 53_100, Prestige: 62_200 }],
    ['Q4 e-tron', 'SUV', 'Electric', SINGLE, 'AWD', 2022, { Premium: 56_100, Prestige: 64_900 }],
  ],
  Volkswagen: [
    ['Jetta', 'Sedan', 'Gasoline', AUTO_8, 'FWD', 2019, { S: 24_100, SE: 26_800, GLI: 34_600 }],
    ['Tiguan', 'SUV', 'Gasoline', AUTO_8, 'AWD', 2018, { SE: 35_700, 'SEL R-Line': 41_700 }],
    ['Atlas', 'SUV', 'Gasoline', AUTO_8, 'AWD', 2019, { SE: 44_300, 'SEL Premium': 54_600 }],
    ['ID.4', 'SUV', 'Electric', SINGLE, 'AWD', 2021, { Pro: 49_700, 'Pro S': 54_500 }],
  ],
  Volvo: [
    ['XC60', 'SUV', 'Gasoline', AUTO_8, 'AWD', 2018, { Core: 50_700, Ultra: 61_200 }],
    ['XC90', 'SUV', 'Plug-in hybrid', AUTO_8, 'AWD', 2018, { Plus: 67_400, Ultra: 81_500 }],
    ['S60', 'Sedan', 'Gasoline', AUTO_8, 'AWD', 2019, { Core: 45_900, Plus: 50_400 }],
  ],
};
