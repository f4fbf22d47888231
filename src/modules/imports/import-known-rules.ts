import type { VehicleChanges, VehicleEntry, VehicleRow } from '../vehicles/index.js';
import { GOOGLE_FEED, META_FEED, PHOTOS_OF_FEEDS } from './feed-format-rules.js';
import { feedPhotos } from './feed-photo-rules.js';
import type { FeedFormat, FeedVehicle } from './feed-types.js';
import { asNewVehicle } from './import-row-rules.js';
import { listOf } from './import-value-rules.js';

type Photos = VehicleRow['photos'];
type IsSame = (changes: VehicleChanges, row: VehicleRow) => boolean;

/** What a file says no more exactly than it is known. */
const SAME: ReadonlyArray<readonly [field: keyof VehicleChanges, isSame: IsSame]> = [
  ['externalId', ({ externalId }, { id }) => externalId === id],
  ['bodyStyle', sameKind('bodyStyle', 'body_style')],
  ['fuelType', sameKind('fuelType', 'fuel_type')],
  ['transmission', sameKind('transmission', 'transmission')],
  ['drivetrain', sameKind('drivetrain', 'drivetrain')],
  ['features', hasSameFeatures],
  ['inStockSince', isSameDay],
];

/** What a row says of the vehicle that it means, or of a new one. */
export function entryFor(entry: VehicleEntry, row: VehicleRow | undefined): VehicleEntry {
  return row === undefined ? asNewVehicle(entry) : asKnownVehicle(entry, row);
}

/**
 * What a file says anew of a vehicle that is known. What our feeds say of it in their own words is
 * nothing new: kinds in capitals or in a platform's general words, days without a time, pictures
 * without their descriptions, and no more of them than the platform takes.
 */
function asKnownVehicle(entry: VehicleEntry, row: VehicleRow): VehicleEntry {
  const { changes } = entry;
  const photos = changes.photos && knownPhotos(changes.photos, row.photos);
  const same = SAME.filter(
    ([field, isSame]) => changes[field] !== undefined && isSame(changes, row),
  );
  if (photos === undefined && same.length === 0) return entry;
  const silent = Object.fromEntries(same.map(([field]) => [field, undefined]));
  return { ...entry, changes: { ...changes, photos, ...silent } };
}

function sameKind(
  field: 'bodyStyle' | 'fuelType' | 'transmission' | 'drivetrain',
  column: string,
): IsSame {
  const wordOf = cellOf(META_FEED, column);
  return (changes, row) => {
    const [told, stored] = [changes[field], row[field]];
    if (told === stored || typeof told !== 'string') return false;
    return told.toLowerCase() === stored?.toLowerCase() || told === wordOf(row);
  };
}

/** What a column of a feed says of a vehicle. */
function cellOf({ columns }: FeedFormat, column: string): (row: VehicleRow) => string | undefined {
  const value = columns.find(({ name }) => name === column)?.value;
  return (row) => value?.(inFeed(row), '');
}

function inFeed(row: VehicleRow): FeedVehicle {
  return {
    ...row,
    vin: row.vin ?? '',
    price: row.price ?? 0,
    inStockSince: new Date(row.inStockSince),
    photos: [],
    showroomName: '',
    address: null,
    latitude: null,
    longitude: null,
  };
}

const optionsOf = cellOf(GOOGLE_FEED, 'vehicle_option');

/** Options have commas between them, which each may have itself, and tell of more than features. */
function hasSameFeatures({ features = [] }: VehicleChanges, row: VehicleRow): boolean {
  // As most files have them: the longer look is for what differs.
  if (features.every((feature, at) => feature === row.features[at])) return false;
  const known = new Set(listOf(optionsOf(row) ?? ''));
  return features.length === known.size && features.every((feature) => known.has(feature));
}

function isSameDay({ inStockSince = '' }: VehicleChanges, row: VehicleRow): boolean {
  return inStockSince === `${row.inStockSince.slice(0, 10)}T00:00:00.000Z`;
}

/** Pictures that are there already keep their text and their sizes. */
function knownPhotos(told: Photos, stored: Photos): Photos {
  const addresses = stored.map(addressOf);
  const places = told.map((photo) => addresses.indexOf(addressOf(photo)));
  const isCut = PHOTOS_OF_FEEDS.includes(told.length) && told.length < stored.length;
  if (isCut && places.every((place, at) => place === at)) return stored;
  return told.map((photo, at) => stored[places[at] ?? -1] ?? photo);
}

/** As our feeds have it, where a comma may be written in two ways. */
function addressOf({ url, alt, sizes = [] }: Photos[number]): string {
  return (feedPhotos([{ url, alt, sizes }])[0]?.url ?? url).replaceAll('%2C', ',');
}
