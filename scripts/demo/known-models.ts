import type { BodyStyle } from './body-style.js';

type ModelsByType = Readonly<Partial<Record<BodyStyle, string>>>;

/** Models that the trade knows by these names; `|` is between them. */
const MODELS: Readonly<Record<string, ModelsByType>> = {
  Acura: {
    Sedan: 'ILX|TL|TLX|TSX|RL|RLX|Legend',
    SUV: 'MDX|RDX|ZDX',
    Hatchback: 'Integra',
    Coupe: 'NSX|RSX',
  },
  'Alfa Romeo': { Sedan: 'Giulia', SUV: 'Stelvio|Tonale', Coupe: '4C' },
  'Aston Martin': { SUV: 'DBX', Coupe: 'DB7|DB9|DB11|DBS|Vantage|Vanquish', Sedan: 'Rapide' },
  Audi: {
    Sedan: 'A3|A4|A6|A8|S3|S4|S6|S8|RS 3|e-tron GT',
    Hatchback: 'A7|S7|RS 7',
    Coupe: 'A5|S5|RS 5|TT|TTS|TT RS|R8',
    SUV: 'Q3|Q4 e-tron|Q5|Q7|Q8|SQ5|SQ7|SQ8|RS Q8|e-tron',
    Wagon: 'allroad|A4 allroad|A6 allroad|RS 6 Avant',
  },
  Bentley: {
    SUV: 'Bentayga',
    Coupe: 'Continental GT|Continental GTC',
    Sedan: 'Flying Spur|Arnage|Mulsanne',
  },
  BMW: {
    Sedan: '3 Series|5 Series|7 Series|M3|M5|i4|i5|i7',
    Coupe: '2 Series|4 Series|6 Series|8 Series|M2|M4|M6|M8|i8',
    SUV: 'X1|X2|X3|X4|X5|X6|X7|XM|iX',
    Convertible: 'Z3|Z4',
    Hatchback: 'i3',
  },
  Buick: {
    SUV: 'Enclave|Encore GX|Encore|Envision|Envista',
    Sedan: 'LaCrosse|Regal|Verano|LeSabre|Lucerne',
  },
  Cadillac: {
    Sedan: 'ATS|CT4|CT5|CT6|CTS|DeVille|DTS|STS|XTS',
    SUV: 'Escalade ESV|Escalade EXT|Escalade|Lyriq|SRX|XT4|XT5|XT6',
    Convertible: 'XLR|Allante',
  },
  Chevrolet: {
    Truck: 'Silverado 1500|Silverado 2500|Silverado 3500|Colorado|Avalanche|S-10|SSR',
    SUV: 'Blazer|Equinox|Suburban|Tahoe|Trailblazer|TrailBlazer|Traverse|Trax|HHR',
    Sedan: 'Cruze|Impala|Malibu|SS|Cobalt',
    Coupe: 'Camaro|Corvette|Monte Carlo',
    Hatchback: 'Bolt EV|Bolt EUV|Spark|Sonic|Volt',
    Van: 'Express 1500|Express 2500|Express 3500',
  },
  Chrysler: {
    Minivan: 'Pacifica|Town & Country|Voyager',
    Sedan: '200|300C|300M|300',
    Hatchback: 'PT Cruiser',
    Convertible: 'Sebring|Prowler',
  },
  Dodge: {
    Sedan: 'Charger|Avenger|Dart|Neon',
    Coupe: 'Challenger|Viper|Stealth',
    SUV: 'Durango|Journey|Nitro|Hornet',
    Minivan: 'Grand Caravan|Caravan',
    Truck: 'Dakota|Ram 1500|Ram 2500|Ram 3500',
    Wagon: 'Magnum',
  },
  FIAT: { Hatchback: '500e|500', SUV: '500X|500L', Convertible: '124 Spider' },
  Ford: {
    Truck: 'F-150 Lightning|F-150|F-250|F-350|F-450|Ranger|Maverick',
    SUV: 'Bronco Sport|Bronco II|Bronco|EcoSport|Edge|Escape|Excursion|Expedition Max|Expedition|Explorer Sport Trac|Explorer|Flex|Mustang Mach-E',
    Sedan: 'Fusion Energi|Fusion|Taurus|Crown Victoria',
    Coupe: 'Mustang|GT|Thunderbird',
    Hatchback: 'Fiesta|Focus ST|Focus RS|Focus|C-Max Energi|C-Max Hybrid',
    Van: 'Transit-150|Transit-250|Transit-350|Transit Connect|E350 Super Duty|E150',
  },
  Genesis: { Sedan: 'G70|G80|G90', SUV: 'GV60|GV70|GV80' },
  GMC: {
    Truck: 'Sierra 1500|Sierra 2500|Sierra 3500|Canyon|HUMMER EV Pickup',
    SUV: 'Acadia|Envoy|Terrain|Yukon XL|Yukon|HUMMER EV SUV',
    Van: 'Savana 1500|Savana 2500|Savana 3500',
  },
  Honda: {
    Sedan: 'Accord|Civic|Insight|Clarity',
    SUV: 'CR-V|HR-V|Passport|Pilot|Element',
    Minivan: 'Odyssey',
    Truck: 'Ridgeline',
    Hatchback: 'Fit|CR-Z',
    Convertible: 'S2000',
  },
  Hummer: { SUV: 'H1|H2|H3', Truck: 'H3T' },
  Hyundai: {
    Sedan: 'Accent|Azera|Elantra|Equus|Genesis|IONIQ 6|Sonata',
    SUV: 'IONIQ 5|Kona|NEXO|Palisade|Santa Fe Sport|Santa Fe|Tucson|Venue|Veracruz',
    Truck: 'Santa Cruz',
    Hatchback: 'Veloster|Ioniq',
  },
  INFINITI: {
    Sedan: 'G25|G35|G37|M35|M37|M45|M56|Q50|Q70|I30',
    SUV: 'EX35|FX35|FX37|FX45|FX50|JX35|QX4|QX30|QX50|QX55|QX56|QX60|QX70|QX80',
    Coupe: 'Q60',
  },
  Jaguar: {
    Sedan: 'S-Type|X-Type|XE|XF|XJ8|XJ6|XJ',
    SUV: 'E-PACE|F-PACE|I-PACE',
    Coupe: 'F-TYPE|XK8|XKR|XK|XJS',
  },
  Jeep: {
    SUV: 'Cherokee|Commander|Compass|Grand Cherokee L|Grand Cherokee|Grand Wagoneer|Liberty|Patriot|Renegade|Wagoneer|Wrangler Unlimited|Wrangler',
    Truck: 'Gladiator',
  },
  Kia: {
    Sedan: 'Cadenza|Forte|K5|K900|Optima Hybrid|Optima|Rio|Stinger',
    SUV: 'EV6|EV9|Niro|Seltos|Sorento|Soul|Sportage|Telluride',
    Minivan: 'Carnival|Sedona',
  },
  Lamborghini: { Coupe: 'Aventador|Gallardo|Huracan EVO|Huracan', SUV: 'Urus' },
  'Land Rover': {
    SUV: 'Defender|Discovery Sport|Discovery|Freelander|LR2|LR3|LR4|Range Rover Evoque|Range Rover Sport|Range Rover Velar|Range Rover',
  },
  Lexus: {
    Sedan:
      'ES 250|ES 300|ES 330|ES 350|GS 300|GS 350|GS 400|GS 430|GS F|HS 250h|IS 200t|IS 250|IS 300|IS 350|IS 500|IS F|LS 400|LS 430|LS 460|LS 500|LS 600h',
    SUV: 'GX 460|GX 470|GX 550|LX 470|LX 570|LX 600|NX 200t|NX 250|NX 300|NX 350|RX 300|RX 330|RX 350|RX 400h|RX 450h|RX 500h|UX 200|UX 250h|TX 350',
    Coupe: 'LC 500|RC 200t|RC 300|RC 350|RC F|SC 300|SC 400|SC 430',
    Hatchback: 'CT 200h',
  },
  Lincoln: {
    Sedan: 'Continental|LS|MKS|MKZ|Town Car|Zephyr',
    SUV: 'Aviator|Corsair|MKC|MKT|MKX|Nautilus|Navigator L|Navigator',
    Truck: 'Mark LT',
  },
  Maserati: { Sedan: 'Ghibli|Quattroporte', SUV: 'Grecale|Levante', Coupe: 'Coupe|GranTurismo' },
  Mazda: {
    Sedan: 'Mazda6',
    Hatchback: 'Mazda3|MazdaSpeed3|Mazda2',
    SUV: 'CX-3|CX-30|CX-5|CX-50|CX-7|CX-9|CX-90|Tribute',
    Convertible: 'MX-5 Miata RF|MX-5 Miata|Miata RF',
    Coupe: 'RX-7|RX-8',
    Minivan: 'Mazda5',
    Truck: 'B2300|B4000',
  },
  McLaren: { Coupe: '570S|600LT|650S|720S|GT' },
  'Mercedes-Benz': {
    Sedan: 'A-Class|C-Class|CLA-Class|CLS-Class|E-Class|S-Class|EQS|Maybach S',
    SUV: 'EQB|G-Class|GL-Class|GLA|GLB|GLC|GLE|GLK-Class|GLS|M-Class|R-Class',
    Convertible: 'SL-Class|SLC|SLK-Class',
    Coupe: 'AMG GT|CL-Class|CLK-Class|SLS AMG',
    Van: 'Metris|Sprinter 1500|Sprinter 2500|Sprinter 3500',
  },
  MINI: { Hatchback: 'Cooper|Hardtop', SUV: 'Countryman', Wagon: 'Clubman' },
  Mitsubishi: {
    Sedan: 'Lancer Evolution|Lancer|Galant|Mirage G4',
    SUV: 'Eclipse Cross|Endeavor|Montero|Outlander PHEV|Outlander Sport|Outlander',
    Coupe: '3000GT|Eclipse',
    Hatchback: 'Mirage',
  },
  Nissan: {
    Sedan: 'Altima|Maxima|Sentra|Versa',
    SUV: 'ARIYA|Armada|Juke|Kicks|Murano|Pathfinder|Rogue Sport|Rogue|Xterra',
    Truck: 'Frontier|Titan XD|Titan',
    Coupe: '240SX|300ZX|350Z|370Z|GT-R|Z',
    Hatchback: 'Leaf',
    Van: 'NV200|NV Passenger',
    Minivan: 'Quest',
  },
  Pontiac: {
    Coupe: 'Firebird|GTO',
    Convertible: 'Solstice',
    Sedan: 'G6|G8|Grand Prix',
    SUV: 'Torrent',
    Hatchback: 'Vibe',
  },
  Porsche: {
    Coupe: '718 Cayman|911|Carrera GT|Cayman',
    Convertible: '718 Boxster|718 Spyder|Boxster',
    SUV: 'Cayenne|Macan',
    Hatchback: 'Panamera',
    Sedan: 'Taycan',
  },
  RAM: {
    Truck: '1500|2500|3500|Dakota',
    Van: 'ProMaster 1500|ProMaster 2500|ProMaster 3500|ProMaster City',
  },
  Rivian: { SUV: 'R1S', Truck: 'R1T' },
  'Rolls-Royce': { SUV: 'Cullinan', Sedan: 'Ghost|Phantom', Convertible: 'Dawn', Coupe: 'Wraith' },
  Saturn: { SUV: 'Outlook|Vue', Convertible: 'Sky', Sedan: 'Aura|Ion' },
  Scion: { Coupe: 'FR-S|tC', Hatchback: 'iM|xA|xB|xD' },
  Subaru: {
    Sedan: 'Impreza WRX|Impreza|Legacy|WRX STI|WRX',
    SUV: 'Ascent|Crosstrek|Forester|XV Crosstrek|Solterra|Tribeca',
    Wagon: 'Outback',
    Coupe: 'BRZ',
    Truck: 'Baja',
  },
  Tesla: {
    Sedan: 'Model 3|Model S',
    SUV: 'Model X|Model Y',
    Convertible: 'Roadster',
    Truck: 'Cybertruck',
  },
  Toyota: {
    Sedan: 'Avalon Hybrid|Avalon|Camry Hybrid|Camry Solara|Camry|Corolla|Crown|Mirai',
    SUV: '4Runner|C-HR|FJ Cruiser|Grand Highlander|Highlander Hybrid|Highlander|Land Cruiser|RAV4 Hybrid|RAV4 Prime|RAV4|Sequoia|Venza|bZ4X',
    Truck: 'Tacoma|Tundra Hybrid|Tundra',
    Coupe: '86|Celica|GR86|GR Supra|MR2|Supra',
    Hatchback: 'Matrix|Prius Prime|Prius v|Prius|Yaris',
    Minivan: 'Sienna',
  },
  Volkswagen: {
    Sedan: 'Arteon|CC|Jetta|Passat|Phaeton',
    SUV: 'Atlas Cross Sport|Atlas|ID.4|Taos|Tiguan|Touareg',
    Hatchback: 'Golf GTI|Golf R|Golf SportWagen|Golf|GTI|Beetle',
    Convertible: 'Eos',
    Minivan: 'Routan|Eurovan',
  },
  Volvo: {
    Sedan: 'S40|S60|S80|S90',
    SUV: 'C40 Recharge Pure Electric|C40|XC40 Recharge|XC40|XC60|XC70|XC90',
    Wagon: 'V60|V70|V90',
    Coupe: 'C30',
    Convertible: 'C70',
  },
};

/** A model by the name that the trade has for it, and what comes after it. */
export interface NamedModel {
  readonly model: string;
  readonly trim?: string;
  readonly bodyStyle?: BodyStyle;
}

interface KnownModel {
  readonly name: string;
  readonly bodyStyle: BodyStyle;
}

/**
 * Parts a listing's words into model and trim where the model is known: `Wrangler Sport` is the
 * model `Wrangler` in the trim `Sport`. What is not known stays whole.
 */
export function nameModel(make: string, words: string): NamedModel {
  const known = knownModels(make)
    .filter(({ name }) => words === name || words.startsWith(`${name} `))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (known === undefined) return { model: words };
  const { name, bodyStyle } = known;
  const trim = words.slice(name.length).trim();
  return trim === '' ? { model: name, bodyStyle } : { model: name, trim, bodyStyle };
}

const cache = new Map<string, readonly KnownModel[]>();

function knownModels(make: string): readonly KnownModel[] {
  const cached = cache.get(make);
  if (cached !== undefined) return cached;
  const types = Object.entries(MODELS[make] ?? {}) as Array<[BodyStyle, string]>;
  const known = types.flatMap(([bodyStyle, names]) =>
    names.split('|').map((name) => ({ name, bodyStyle })),
  );
  cache.set(make, known);
  return known;
}
