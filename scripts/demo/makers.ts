import type { BodyStyle } from './body-style.js';

/** World manufacturer identifiers of a make (ISO 3780): cars, utility vehicles, trucks. */
type MakerCodes = readonly [car: string, utility?: string, truck?: string];

/** A maker of fewer than a thousand vehicles a year has a 9 in the third place. */
const SMALL_MAKER = '1Z9';

const CODES: Readonly<Record<string, MakerCodes>> = {
  Acura: ['19U', '5J8'],
  'Alfa Romeo': ['ZAR', 'ZAS'],
  'Aston Martin': ['SCF', 'SD7'],
  Audi: ['WAU', 'WA1'],
  Bentley: ['SCB', 'SJA'],
  BMW: ['WBA', '5UX'],
  Buick: ['1G4', '5GA'],
  Cadillac: ['1G6', '1GY', '3GY'],
  Chevrolet: ['1G1', '1GN', '1GC'],
  Chrysler: ['2C3', '2C4'],
  Dodge: ['2C3', '1C4', '1D7'],
  Ferrari: ['ZFF'],
  FIAT: ['3C3', 'ZFB'],
  Ford: ['1FA', '1FM', '1FT'],
  Genesis: ['KMT', 'KMU'],
  GMC: ['1GK', '1GK', '1GT'],
  Honda: ['1HG', '5FN', '5FP'],
  Hummer: ['5GR', '5GR', '5GT'],
  Hyundai: ['5NP', '5NM', '5NT'],
  INFINITI: ['JN1', '5N1'],
  Jaguar: ['SAJ', 'SAD'],
  Jeep: ['1C4', '1C4', '1C6'],
  Karma: ['50G'],
  Kia: ['5XX', '5XY'],
  Lamborghini: ['ZHW', 'ZPB'],
  'Land Rover': ['SAL'],
  Lexus: ['JTH', '2T2'],
  Lincoln: ['3LN', '5LM', '5LT'],
  Lotus: ['SCC'],
  Lucid: ['50E'],
  Maserati: ['ZAM', 'ZN6'],
  Maybach: ['WDB'],
  Mazda: ['JM1', 'JM3', '4F4'],
  McLaren: ['SBM'],
  'Mercedes-Benz': ['W1K', '4JG', 'W1Y'],
  Mercury: ['1ME', '4M2'],
  MINI: ['WMW'],
  Mitsubishi: ['JA3', 'JA4'],
  Nissan: ['1N4', '5N1', '1N6'],
  Plymouth: ['1P3'],
  Polestar: ['LPS'],
  Pontiac: ['1G2'],
  Porsche: ['WP0', 'WP1'],
  RAM: ['3C6', '3C6', '1C6'],
  Rivian: ['7PD', '7PD', '7FC'],
  'Rolls-Royce': ['SCA', 'SLA'],
  Saab: ['YS3'],
  Saturn: ['1G8', '5GZ'],
  Scion: ['JTK'],
  smart: ['WME'],
  Subaru: ['4S3', 'JF2'],
  Suzuki: ['JS2', 'JS3'],
  Tesla: ['5YJ', '7SA'],
  Toyota: ['4T1', '5TD', '5TF'],
  Volkswagen: ['3VW', '1V2'],
  Volvo: ['YV1', 'YV4'],
};

/** The identifier that vehicles of this make and type begin with. */
export function makerCode(make: string, bodyStyle: BodyStyle | undefined): string {
  const [car, utility, truck] = CODES[make] ?? [SMALL_MAKER];
  if (bodyStyle === 'Truck') return truck ?? utility ?? car;
  if (bodyStyle === 'SUV' || bodyStyle === 'Minivan') return utility ?? car;
  return car;
}
