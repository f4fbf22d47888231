import { fractionDigits } from './import-value-rules.js';
import type { FeedAddress, FeedColumn, FeedFormat, FeedVehicle } from './feed-types.js';

type Value = FeedColumn['value'];

const MOST_PHOTOS = 10;
const MOST_TAGGED_PHOTOS = 5;
/** How many pictures of a vehicle our feeds have, if there are more. */
export const PHOTOS_OF_FEEDS: readonly number[] = [MOST_TAGGED_PHOTOS, MOST_PHOTOS];
/** Countries that measure in miles are told by their currency. */
const MILES: ReadonlySet<string> = new Set(['USD', 'GBP']);

const columns = (values: Readonly<Record<string, Value>>): readonly FeedColumn[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

function amount(minor: number | null, currency: string): string {
  if (minor === null) return '';
  const digits = fractionDigits(currency);
  return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`;
}

function isMiles({ currency }: FeedVehicle): boolean {
  return MILES.has(currency);
}

function titleOf({ modelYear, make, model, trim }: FeedVehicle): string {
  return [String(modelYear), make, model, trim ?? ''].filter((part) => part !== '').join(' ');
}

function postalAddress(address: FeedAddress | null): string {
  const { street, city, region, postalCode, country } = address ?? {};
  const place = [region, postalCode].filter(Boolean).join(' ');
  return [street, city, place, country].filter(Boolean).join(', ');
}

/** Texts of one cell; a comma parts them. */
function listed(texts: ReadonlyArray<string | null>): string {
  return texts.flatMap((text) => text?.replaceAll(/\s*,\s*/g, ' ') ?? []).join(',');
}

function furtherPictures({ photos }: FeedVehicle): string {
  const urls = photos.slice(1, MOST_PHOTOS).map(({ url }) => url.replaceAll(',', '%2C'));
  return urls.join(',');
}

const dateOf = ({ inStockSince }: FeedVehicle): string => inStockSince.toISOString().slice(0, 10);

/** Google's vehicle listings (docs/inventory-feeds.md). */
export const GOOGLE_FEED: FeedFormat = {
  fileName: 'google-vehicle-listings.csv',
  columns: columns({
    vin: ({ vin }) => vin,
    id: ({ stockNumber, id }) => stockNumber ?? id,
    store_code: ({ showroomId }) => showroomId,
    dealership_name: ({ showroomName }) => showroomName,
    dealership_address: ({ address }) => postalAddress(address),
    condition: ({ condition }) => (condition === 'new' ? 'new' : 'used'),
    certified_pre_owned: ({ condition }) => (condition === 'cpo' ? 'yes' : 'no'),
    make: ({ make }) => make,
    model: ({ model }) => model,
    trim: ({ trim }) => trim ?? '',
    year: ({ modelYear }) => String(modelYear),
    mileage: (vehicle) => `${vehicle.mileage} ${isMiles(vehicle) ? 'miles' : 'km'}`,
    price: ({ price, currency }) => amount(price, currency),
    vehicle_msrp: ({ condition, msrp, currency }) =>
      condition === 'new' ? amount(msrp, currency) : '',
    exterior_color: ({ exteriorColor }) => exteriorColor ?? '',
    interior_color: ({ interiorColor }) => interiorColor ?? '',
    vehicle_option: ({ bodyStyle, transmission, drivetrain, fuelType, features }) =>
      listed([bodyStyle, transmission, drivetrain, fuelType, ...features]),
    vehicle_fulfillment: () => 'IN_STORE',
    date_in_stock: dateOf,
    link: (_vehicle, link) => link,
    image_link: ({ photos }) => photos[0]?.url ?? '',
    additional_image_link: furtherPictures,
  }),
  required: new Set([
    ...['vin', 'store_code', 'dealership_name', 'condition', 'make', 'model', 'year', 'mileage'],
    'price',
  ]),
};

type Words = ReadonlyArray<readonly [pattern: RegExp, value: string]>;

const BODY_STYLES: Words = [
  [/convertible|cabrio|roadster/i, 'CONVERTIBLE'],
  [/minivan/i, 'MINIVAN'],
  [/crossover/i, 'CROSSOVER'],
  [/suv|sport utility/i, 'SUV'],
  [/truck|pickup|cab/i, 'TRUCK'],
  [/hatch/i, 'HATCHBACK'],
  [/wagon|estate/i, 'WAGON'],
  [/coupe|coupé/i, 'COUPE'],
  [/sedan|saloon/i, 'SEDAN'],
  [/van/i, 'VAN'],
];
const FUELS: Words = [
  [/flex|e85/i, 'FLEX'],
  [/hybrid/i, 'HYBRID'],
  [/electric/i, 'ELECTRIC'],
  [/diesel/i, 'DIESEL'],
  [/gas|petrol/i, 'GASOLINE'],
];
const DRIVETRAINS: Words = [
  [/awd|all.?wheel/i, 'AWD'],
  [/4x4|4wd|four.?wheel/i, '4X4'],
  [/4x2|2wd/i, '4X2'],
  [/fwd|front/i, 'FWD'],
  [/rwd|rear/i, 'RWD'],
];

/** The platform's word for ours; `OTHER` for what it has none for. */
function wordOf(text: string | null, words: Words): string {
  return words.find(([pattern]) => pattern.test(text ?? ''))?.[1] ?? 'OTHER';
}

function transmissionOf(text: string | null): string {
  if (text === null) return '';
  return /manual|m\/t/i.test(text) ? 'MANUAL' : 'AUTOMATIC';
}

function jsonAddress(address: FeedAddress | null): string {
  if (address === null) return '';
  const { street, city, region, postalCode, country } = address;
  return JSON.stringify({ addr1: street, city, region, postal_code: postalCode, country });
}

const IMAGES: Readonly<Record<string, Value>> = Object.fromEntries(
  Array.from({ length: MOST_TAGGED_PHOTOS }, (_, index): Array<[string, Value]> => [
    [`image[${index}].url`, ({ photos }) => photos[index]?.url ?? ''],
    [`image[${index}].tag[0]`, ({ photos }) => photos[index]?.alt ?? ''],
  ]).flat(),
);

/**
 * Meta's automotive inventory catalogue (docs/inventory-feeds.md). Its `url` is required too, and
 * empty in every row when nobody says where the vehicles are shown.
 */
export const META_FEED: FeedFormat = {
  fileName: 'meta-automotive.csv',
  columns: columns({
    vehicle_id: ({ id }) => id,
    title: titleOf,
    description: (vehicle) => [titleOf(vehicle), ...vehicle.features].join(', ').slice(0, 5_000),
    url: (_vehicle, link) => link,
    make: ({ make }) => make,
    model: ({ model }) => model,
    trim: ({ trim }) => trim ?? '',
    year: ({ modelYear }) => String(modelYear),
    'mileage.value': ({ mileage }) => String(mileage),
    'mileage.unit': (vehicle) => (isMiles(vehicle) ? 'MI' : 'KM'),
    ...IMAGES,
    transmission: ({ transmission }) => transmissionOf(transmission),
    fuel_type: ({ fuelType }) => wordOf(fuelType, FUELS),
    body_style: ({ bodyStyle }) => wordOf(bodyStyle, BODY_STYLES),
    drivetrain: ({ drivetrain }) => wordOf(drivetrain, DRIVETRAINS),
    vin: ({ vin }) => vin,
    stock_number: ({ stockNumber }) => stockNumber ?? '',
    state_of_vehicle: ({ condition }) => condition.toUpperCase(),
    price: ({ price, currency }) => amount(price, currency),
    exterior_color: ({ exteriorColor }) => exteriorColor ?? '',
    interior_color: ({ interiorColor }) => interiorColor ?? '',
    availability: () => 'AVAILABLE',
    date_first_on_lot: dateOf,
    dealer_id: ({ showroomId }) => showroomId,
    dealer_name: ({ showroomName }) => showroomName,
    address: ({ address }) => jsonAddress(address),
    latitude: ({ latitude }) => (latitude === null ? '' : String(latitude)),
    longitude: ({ longitude }) => (longitude === null ? '' : String(longitude)),
  }),
  required: new Set([
    ...['vehicle_id', 'title', 'description', 'make', 'model', 'year', 'mileage.value'],
    ...['mileage.unit', 'image[0].url', 'image[0].tag[0]', 'body_style', 'vin', 'price'],
    ...['state_of_vehicle', 'exterior_color'],
  ]),
};
