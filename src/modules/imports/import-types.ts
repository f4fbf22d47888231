/** A field of a vehicle that a column may hold. */
export const IMPORT_FIELDS = [
  ...[
    'externalId',
    'vin',
    'stockNumber',
    'showroom',
    'condition',
    'certified',
    'modelYear',
    'make',
    'model',
  ],
  ...['trim', 'bodyStyle', 'fuelType', 'transmission', 'drivetrain', 'exteriorColor'],
  ...['interiorColor', 'mileage', 'price', 'salePrice', 'msrp', 'cost', 'features', 'photos'],
  ...['status', 'inStockSince', 'ignore'],
] as const;

export type ImportField = string;

/** From the name of a column in the file to the field that it holds. */
export type ImportMapping = Readonly<Record<string, ImportField>>;

/** How the columns of a file are to be read. */
export interface ImportLayout {
  readonly delimiter: string;
  /** The field of each column; null for one that is not taken in. */
  readonly fields: ReadonlyArray<ImportField | null>;
  /** Bytes of the file before its first row. */
  readonly rowsBegin: number;
}

export interface ImportCounts {
  readonly total: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly withdrawn: number;
  readonly failed: number;
}

export type ImportEncoding = 'utf-8' | 'windows-1252';

/** What somebody wants taken in. */
export interface ImportRequest {
  readonly showroomId?: string | undefined;
  readonly mapping?: ImportMapping | undefined;
  readonly dryRun: boolean;
  readonly full: boolean;
}

/** An import, and where it stands. */
export interface Import {
  /** That of its operation. */
  readonly id: string;
  readonly showroomId: string | null;
  /** Showrooms that whoever asked has access to. */
  readonly access: 'all' | readonly string[];
  readonly actorId: string;
  readonly mapping: ImportMapping;
  readonly dryRun: boolean;
  readonly full: boolean;
  readonly encoding: ImportEncoding;
  readonly bytesTotal: number;
  readonly phase: 'rows' | 'withdrawal' | 'ended';
  /** Bytes of the file that are taken in: the next row begins there. */
  readonly bytesDone: number;
  /** The row that is reached, from 1; blank ones have a number, too. */
  readonly rowsDone: number;
  /** Results that are stored. */
  readonly positions: number;
  readonly withdrawnAfter: string | null;
  readonly layout: ImportLayout | null;
  /** Showrooms that the file names. */
  readonly showrooms: readonly string[];
  readonly counts: ImportCounts;
  readonly createdAt: Date;
}

/** An import in the list of past ones. */
export interface ListedImport extends Pick<
  Import,
  'id' | 'showroomId' | 'dryRun' | 'full' | 'createdAt'
> {
  readonly status: string;
  readonly progress: number;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: string; readonly detail: string };
}

/** What a full file is measured by. */
export interface LastFullFile {
  readonly rows: number;
  /** Showrooms that its rows name. */
  readonly showrooms: readonly string[];
}

/** A showroom as files name it. */
export interface ImportShowroom {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly floors: ReadonlyArray<{ floor: number; widthM: number; depthM: number }>;
}

/** Which vehicles a full file does not name. */
export interface MissingQuery {
  readonly showroomIds: readonly string[];
  readonly importId: string;
  readonly after: string | undefined;
  readonly limit: number;
}
