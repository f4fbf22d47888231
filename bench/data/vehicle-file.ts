import { SeededRandom } from '../../scripts/demo/random.js';
import { withCheckDigit } from '../../src/shared/vin.js';
import { VEHICLE_SEED_COLUMNS, seededVehicle } from './seeded-vehicles.js';

const SEED = 20_261_102;

/** Columns of the file under names that dealers' systems give them, and of which of ours. */
const COLUMNS: ReadonlyArray<readonly [name: string, column: string]> = [
  ['Stock No.', 'stock_number'],
  ['VIN', 'vin'],
  ['New/Used', 'vehicle_condition'],
  ['Year', 'model_year'],
  ['Make', 'make'],
  ['Model', 'model'],
  ['Trim', 'trim'],
  ['Body', 'body_style'],
  ['Fuel', 'fuel_type'],
  ['Transmission', 'transmission'],
  ['Drivetrain', 'drivetrain'],
  ['Ext. Color', 'exterior_color'],
  ['Int. Color', 'interior_color'],
  ['Miles', 'mileage'],
  ['Selling Price', 'price'],
  ['MSRP', 'msrp'],
  ['Invoice', 'cost'],
  ['Features', 'features'],
  ['Photo URLs', 'photos'],
  ['Date In Stock', 'in_stock_since'],
];

/** Tells the vehicles of one source of files from those of another. */
export type Mark = 'A' | 'B' | 'C';

/** Rows of vehicles that no file had before, in the same order in every run. */
export class VehicleFile {
  private readonly random = new SeededRandom(SEED);
  private count = 0;

  constructor(private readonly mark: Mark) {}

  /** The first line of every file. */
  readonly header = `${COLUMNS.map(([name]) => name).join(',')}\n`;

  /** So many lines more. */
  lines(rows: number): string {
    return Array.from({ length: rows }, () => this.line()).join('');
  }

  private line(): string {
    const values = seededVehicle(this.count, this.random);
    this.count += 1;
    const number = String(this.count).padStart(7, '0');
    const own: Readonly<Record<string, string>> = {
      stock_number: `${this.mark}-${number}`,
      vin: withCheckDigit(`1C${this.mark}A00000T${number}`),
    };
    const cells = COLUMNS.map(
      ([, column]) => own[column] ?? cellOf(column, values[VEHICLE_SEED_COLUMNS.indexOf(column)]),
    );
    return `${cells.join(',')}\n`;
  }
}

function cellOf(column: string, value: unknown): string {
  switch (column) {
    case 'price':
    case 'msrp':
    case 'cost':
      return (Number(value) / 100).toFixed(2);
    case 'features':
      return `"${(JSON.parse(String(value)) as string[]).join('|')}"`;
    case 'photos':
      return (JSON.parse(String(value)) as Array<{ url: string }>).map(({ url }) => url).join('|');
    case 'in_stock_since':
      return (value as Date).toISOString().slice(0, 10);
    default:
      return String(value);
  }
}
