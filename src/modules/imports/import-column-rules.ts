import type { ImportField, ImportMapping } from './import-types.js';

/**
 * Names under which the field's exports know a column: Google vehicle listings, Meta's automotive
 * catalogue, and the usual ones of HomeNet and vAuto. Letters and digits only, in lower case; the
 * more exact ones first.
 */
const ALIASES: Readonly<Record<ImportField, string>> = {
  vin: 'vin vehicleidentificationnumber vinnumber',
  externalId: 'externalid vehicleid vehicleuid listingid autolistingid',
  stockNumber:
    'stocknumber stock stockno stocknum stk stkno dealerstocknumber dealervehiclestocknumber id',
  showroom:
    'showroom showroomid storecode store dealerid dealership dealershipname dealername dealer ' +
    'rooftop location lot',
  condition: 'condition newused stateofvehicle stocktype inventorytype isnew type vehicletype',
  certified: 'certified cpo iscertified certifiedpreowned iscertifiedpreowned certifiedflag',
  modelYear: 'modelyear year vehicleyear yr',
  make: 'make brand manufacturer vehiclemake makename',
  model: 'model vehiclemodel modelname',
  trim: 'trim trimlevel vehicletrim series style stylename',
  bodyStyle: 'bodystyle body bodytype vehiclebodystyle',
  fuelType: 'fueltype fuel enginefuel enginefueltype',
  transmission:
    'transmission trans transmissiontype transmissiondesc transmissiondescription ' +
    'vehicletransmission',
  drivetrain:
    'drivetrain drivetype drive drivewheelconfiguration driveline drivetraindesc ' +
    'drivetraindescription drivetraintype',
  exteriorColor:
    'exteriorcolor exteriorcolour extcolor extcolour extcol colorexterior color colour ' +
    'exteriorbasecolor exteriorcolorgeneric extcolorgeneric extcolourgeneric',
  interiorColor:
    'interiorcolor interiorcolour intcolor intcolour intcol colorinterior interiorcolorgeneric ' +
    'intcolorgeneric intcolourgeneric',
  mileage: 'mileage milage miles odometer mileagevalue kilometers kilometres km vehiclemileage',
  price: 'price sellingprice askingprice listprice internetprice vehicleprice retailprice',
  salePrice: 'saleprice specialprice discountedprice',
  msrp: 'msrp vehiclemsrp sticker stickerprice',
  cost: 'cost invoice invoiceprice dealercost vehiclecost',
  features:
    'features options vehicleoption equipment featurelist optiondescriptions vehicleoptions',
  photos:
    'photos photourls imageurls images imagelist photourllist photolist imageurllist imagelink ' +
    'additionalimagelink pictureurls',
  status: 'status availability vehiclestatus inventorystatus stockstatus',
  inStockSince:
    'instocksince dateinstock datefirstonlot inventorydate dateinstocked stockdate instockdate',
};

interface Alias {
  readonly field: ImportField;
  /** The lower, the more exact. */
  readonly rank: number;
}

const KNOWN: ReadonlyMap<string, Alias> = new Map(
  Object.entries(ALIASES).flatMap(([field, names]) =>
    names.split(' ').map((name, rank): [string, Alias] => [name, { field, rank }]),
  ),
);

/** Pictures that have a column each: `image[3].url` of Meta, `Photo 3`, `image_url_3`. */
const PICTURE = /^(?:image|photo|picture)(?:url|link)?\d{0,3}(?:url|link)?$/;

/** Fields that several columns may add to. */
const GATHERED: ReadonlySet<ImportField> = new Set(['features', 'photos']);

/** Fields of which each column is looked at: what one does not tell, another may. */
const ASKED: ReadonlySet<ImportField> = new Set(['showroom', 'status']);

/** Whether the cells of several columns belong to the field, together. */
export function hasManyCells(field: ImportField): boolean {
  return GATHERED.has(field) || ASKED.has(field);
}

/** A column's name without all that people write differently. */
export function plainName(column: string): string {
  return column.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function knownAs(column: string): Alias | undefined {
  const name = plainName(column);
  return KNOWN.get(name) ?? (PICTURE.test(name) ? { field: 'photos', rank: 0 } : undefined);
}

/**
 * The field of each column: by the dealer's own mapping, else by the known names, of which the most
 * exact has it. Null for what is not taken in.
 */
export function fieldsOfHeader(
  header: readonly string[],
  mapping: ImportMapping,
): Array<ImportField | null> {
  const own = new Map(Object.entries(mapping).map(([name, field]) => [plainName(name), field]));
  const mapped = header.map((name) => own.get(plainName(name)));
  const known = header.map((name, at) => (mapped[at] === undefined ? knownAs(name) : undefined));
  const taken = new Set(mapped);
  const exact = mostExact(known);
  return header.map((_name, at) => {
    const field = mapped[at] ?? known[at]?.field;
    if (field === undefined || field === 'ignore') return null;
    if (mapped[at] !== undefined || GATHERED.has(field)) return field;
    return !taken.has(field) && (ASKED.has(field) || exact.has(at)) ? field : null;
  });
}

/** Where the most exact name of each field stands, the first of those alike. */
function mostExact(known: ReadonlyArray<Alias | undefined>): ReadonlySet<number> {
  const best = new Map<ImportField, Alias & { readonly at: number }>();
  known.forEach((alias, at) => {
    if (alias === undefined || alias.rank >= (best.get(alias.field)?.rank ?? Infinity)) return;
    best.set(alias.field, { ...alias, at });
  });
  return new Set([...best.values()].map(({ at }) => at));
}

const DELIMITERS = [',', ';', '\t', '|'];

/** What separates the columns: whatever stands most often in the first row, outside of quotes. */
export function delimiterOf(firstRow: string): string {
  const plain = firstRow.replace(/"(?:[^"]|"")*"/g, '');
  const count = (delimiter: string): number => plain.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}
