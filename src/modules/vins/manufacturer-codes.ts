/** Who builds vehicles under a world manufacturer identifier (WMI). */
export interface Maker {
  readonly manufacturer: string;
  /** Absent where one identifier stands for several makes. */
  readonly make?: string;
}

interface Group {
  readonly manufacturer: string;
  /** Identifiers by make, separated by spaces; those under `''` stand for several makes. */
  readonly makes: Readonly<Record<string, string>>;
}

/**
 * The identifiers met most often on the lots of North America, as their makers state them in
 * the submissions of 49 CFR 565.16, and the commonest of Australia, Brazil and China, as public
 * lists agree on them; everything else is asked of the VIN service.
 */
const GROUPS: readonly Group[] = [
  {
    manufacturer: 'General Motors',
    makes: {
      Chevrolet: '1G1 1GC 1GN 2G1 3G1 3GC 3GN 9BG KL8',
      GMC: '1GK 1GT 2GT 3GK 3GT',
      Buick: '1G4 2G4 KL4 LRB',
      Cadillac: '1G6 1GY',
    },
  },
  {
    manufacturer: 'Ford',
    makes: { Ford: '1FA 1FB 1FD 1FM 1FT 2FA 2FM 3FA 3FM 6FP 9BF', Lincoln: '1LN 2LM 3LN 5LM' },
  },
  {
    manufacturer: 'Stellantis',
    makes: {
      '': '1C4 2C3 2C4 3C4 3C6',
      Chrysler: '1C3',
      Ram: '1C6',
      'Alfa Romeo': 'ZAR ZAS',
      Fiat: '9BD ZFA',
      Jeep: 'ZAC',
      Maserati: 'ZAM',
      Peugeot: 'VF3',
      Opel: 'W0L',
    },
  },
  {
    manufacturer: 'Toyota',
    makes: {
      Toyota: '2T1 2T3 3TM 3TY 4T1 4T3 5TB 5TD 5TE 5TF 5YF 6T1 9BR JTD JTE JTM JTN',
      Lexus: '2T2 58A JTH JTJ',
    },
  },
  {
    manufacturer: 'Honda',
    makes: {
      Honda: '19X 1HG 2HG 2HK 3CZ 3HG 5FN 5FP 5J6 7FA 93H JHL JHM SHH',
      Acura: '19U 2HN 5FR 5J8 JH4',
    },
  },
  {
    manufacturer: 'Nissan',
    makes: { '': 'JN1', Nissan: '1N4 1N6 3N1 3N6 3N8 5N1 JN8', Infiniti: '5N3 JNK JNR' },
  },
  {
    manufacturer: 'Hyundai',
    makes: { Hyundai: '5NM 5NP 5NT KM8 KMH', Genesis: 'KMT KMU' },
  },
  { manufacturer: 'Kia', makes: { Kia: '3KP 5XX 5XY KNA KND' } },
  { manufacturer: 'Subaru', makes: { Subaru: '4S3 4S4 JF1 JF2' } },
  { manufacturer: 'Mazda', makes: { Mazda: '3MV 3MZ 7MM JM1 JM3' } },
  { manufacturer: 'Mitsubishi', makes: { Mitsubishi: '4A3 4A4 JA3 JA4 ML3' } },
  {
    manufacturer: 'Volkswagen',
    makes: {
      Volkswagen: '1V2 1VW 3VV 3VW 9BW WVG WVW',
      Audi: 'TRU WA1 WAU WUA',
      Porsche: 'WP0 WP1',
      Bentley: 'SCB',
      Lamborghini: 'ZHW',
      SEAT: 'VSS',
      Skoda: 'TMB',
    },
  },
  { manufacturer: 'SAIC Volkswagen', makes: { '': 'LSV' } },
  { manufacturer: 'FAW-Volkswagen', makes: { '': 'LFV' } },
  {
    manufacturer: 'BMW',
    makes: { BMW: '3MW 4US 5UX 5YM WBA WBS WBX WBY', MINI: 'WMW', 'Rolls-Royce': 'SCA' },
  },
  {
    manufacturer: 'Mercedes-Benz',
    makes: { 'Mercedes-Benz': '4JG 55S W1K W1N WDB WDC WDD' },
  },
  { manufacturer: 'Volvo', makes: { Volvo: '7JR LVY YV1 YV4' } },
  { manufacturer: 'Jaguar Land Rover', makes: { Jaguar: 'SAD SAJ', 'Land Rover': 'SAL' } },
  { manufacturer: 'Tesla', makes: { Tesla: '5YJ 7G2 7SA LRW XP7' } },
  { manufacturer: 'Rivian', makes: { Rivian: '7FC 7PD' } },
  { manufacturer: 'Lucid', makes: { Lucid: '50E' } },
  { manufacturer: 'Polestar', makes: { Polestar: 'LPS YSM' } },
  { manufacturer: 'Ferrari', makes: { Ferrari: 'ZFF' } },
  { manufacturer: 'McLaren', makes: { McLaren: 'SBM' } },
  { manufacturer: 'Aston Martin', makes: { 'Aston Martin': 'SCF' } },
  { manufacturer: 'Renault', makes: { Renault: 'VF1' } },
];

const MAKERS: ReadonlyMap<string, Maker> = new Map(GROUPS.flatMap(makersOf));

function makersOf({ manufacturer, makes }: Group): Array<[string, Maker]> {
  return Object.entries(makes).flatMap(([make, codes]) =>
    codes
      .split(' ')
      .map((code): [string, Maker] => [code, make ? { manufacturer, make } : { manufacturer }]),
  );
}

/** Who builds under these first three characters; undefined when the table does not say. */
export function makerOf(wmi: string): Maker | undefined {
  return MAKERS.get(wmi);
}
