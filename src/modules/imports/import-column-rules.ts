import type { ImportField, ImportMapping } from './import-types.js';

/**
 * Names under which the field's exports know a column: Google vehicle listings, Meta's automotive
 * catalogue, and the usual ones of HomeNet and vAuto. Letters and digits only, in lower case.
 */
const ALIASES: Readonly<Record<ImportField, string>> = {
  vin: 'vin vehicleidentificationnumber vinnumber',
  externalId: 'externalid vehicleid vehicleuid listingid autolistingid',
  stockNumber: 'stocknumber stock stockno stocknum stk stkno dealerstocknumber id',
  showroom: 'showroom showroomid storecode store dealerid dealership dealershipname location lot',
  condition: 'condition newused type vehicletype inventorytype stateofvehicle stocktype isnew',
  certified: 'certified cpo iscertified certifiedpreowned certifiedflag',
  modelYear: 'modelyear year vehicleyear yr',
  make: 'make brand manufacturer vehiclemake makename',
  model: 'model vehiclemodel modelname',
  trim: 'trim trimlevel series vehicletrim style stylename',
  bodyStyle: 'bodystyle body bodytype vehiclebodystyle',
  fuelType: 'fueltype fuel enginefuel enginefueltype',
  transmission: 'transmission trans transmissiontype transmissiondescription vehicletransmission',
  drivetrain: 'drivetrain drivetype drive drivewheelconfiguration driveline',
  exteriorColor:
    'exteriorcolor extcolor extcolour exteriorcolour color colour extcol colorexterior',
  interiorColor: 'interiorcolor intcolor intcolour interiorcolour intcol colorinterior',
  mileage: 'mileage milage miles odometer mileagevalue kilometers kilometres km vehiclemileage',
  price: 'price sellingprice askingprice listprice internetprice vehicleprice retailprice',
  salePrice: 'saleprice specialprice discountedprice',
  msrp: 'msrp vehiclemsrp sticker stickerprice',
  cost: 'cost invoice invoiceprice dealercost vehiclecost',
  features:
    'features options vehicleoption equipment featurelist optiondescriptions vehicleoptions',
  photos:
    'photos photourls imageurls images imagelist photourllist imagelink additionalimagelink ' +
    'image0url photo photourl image imageurl pictureurls',
  status: 'status availability vehiclestatus inventorystatus',
  inStockSince: 'instocksince dateinstock datefirstonlot inventorydate dateinstocked stockdate',
};

const FIELD_BY_ALIAS: ReadonlyMap<string, ImportField> = new Map(
  Object.entries(ALIASES).flatMap(([field, names]) =>
    names.split(' ').map((name): [string, ImportField] => [name, field]),
  ),
);

/** Fields that several columns may add to. */
const GATHERED: ReadonlySet<ImportField> = new Set(['features', 'photos']);

/** A column's name without all that people write differently. */
export function plainName(column: string): string {
  return column.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/**
 * The field of each column: by the dealer's own mapping, else by the known names; the first column
 * of a field has it. Null for what is not taken in.
 */
export function fieldsOfHeader(
  header: readonly string[],
  mapping: ImportMapping,
): Array<ImportField | null> {
  const own = new Map(Object.entries(mapping).map(([name, field]) => [plainName(name), field]));
  const taken = new Set(header.flatMap((name) => own.get(plainName(name)) ?? []));
  return header.map((name) => {
    const mapped = own.get(plainName(name));
    if (mapped !== undefined) return mapped === 'ignore' ? null : mapped;
    const known = FIELD_BY_ALIAS.get(plainName(name));
    if (known === undefined || (taken.has(known) && !GATHERED.has(known))) return null;
    taken.add(known);
    return known;
  });
}

const DELIMITERS = [',', ';', '\t', '|'];

/** What separates the columns: whatever stands most often in the first row, outside of quotes. */
export function delimiterOf(firstRow: string): string {
  const plain = firstRow.replace(/"(?:[^"]|"")*"/g, '');
  const count = (delimiter: string): number => plain.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (count(next) > count(best) ? next : best));
}
