import { createHash } from 'node:crypto';
import { allInOrder } from '../../shared/all-in-order.js';
import { isProblem } from '../../shared/errors.js';
import type { OperationRow } from '../operations/index.js';
import type {
  KnownVehicles,
  VehicleEntry,
  VehicleImportService,
  VehicleOutcome,
} from '../vehicles/index.js';
import { entryFor } from './import-known-rules.js';
import type { ReadRecord } from './import-reader.js';
import type { ImportRepository } from './import-repository.js';
import type { ReadRow } from './import-row-rules.js';
import type { Import, ImportCounts, ImportLayout } from './import-types.js';

interface ImportBatchDeps {
  readonly repository: ImportRepository;
  readonly vehicles: VehicleImportService;
}

/** Rows of a file, and which vehicles they may mean. */
export interface LookedUpRecords {
  readonly records: readonly ReadRecord[];
  /** Absent when that can only be told in the run that takes them in. */
  readonly vehicleIds?: readonly string[];
}

/** Rows that are taken in together. */
export interface Batch extends LookedUpRecords {
  readonly one: Import;
  readonly layout: ImportLayout;
  /** Why its one row cannot be taken in, if another has refused it before. */
  readonly refused?: Error;
}

const DUPLICATE = {
  code: 'duplicate_in_file',
  detail: 'An earlier row of the file is of the same vehicle.',
};

/** Takes rows in, in the run of the caller; answers what became of each. */
export class ImportBatches {
  constructor(private readonly deps: ImportBatchDeps) {}

  /**
   * Looks up what rows mean while those before them are being stored. Where they have names in
   * common, those have to be there first.
   */
  async *lookedUp(
    source: AsyncIterable<readonly ReadRecord[]>,
  ): AsyncGenerator<LookedUpRecords, void, undefined> {
    let before: ReadonlySet<string> = new Set();
    for await (const records of source) {
      const entries = entriesOf(records);
      const names = new Set(entries.flatMap(namesOf));
      if ([...names].some((name) => before.has(name))) yield { records };
      else yield { records, vehicleIds: await this.deps.vehicles.find(entries) };
      before = names;
    }
  }

  /** Rejects with 409 when somebody has just taken a VIN or stock number of these rows. */
  async take({ one, records: read, refused, vehicleIds }: Batch): Promise<TakenRows> {
    const { repository, vehicles } = this.deps;
    const entries = entriesOf(read);
    const known = await vehicles.lock(vehicleIds ?? (await vehicles.find(entries)));
    const meant = new Map(entries.map((entry) => [entry.key, idOf(entry, known, one.dryRun)]));
    const ids = [...new Set([...meant.values()].filter((id) => id !== undefined))];
    const named = await repository.named(one.id, ids);
    const repeated = repeatedOf(entries, meant, named);
    const usable = read.flatMap(({ entry, errors }) =>
      entry === undefined || errors.length > 0 || repeated.has(entry.key) || refused
        ? []
        : [entryFor(entry, known.of(entry))],
    );
    const options = { actorId: one.actorId, showroomIds: one.access, dryRun: one.dryRun };
    const { outcomes, saved } = vehicles.apply(usable, known, options);
    const byKey = new Map(outcomes.map((outcome) => [outcome.key, outcome]));
    const created = outcomes.flatMap(({ key, vehicleId }) =>
      vehicleId === undefined || meant.get(key) !== undefined ? [] : [vehicleId],
    );
    const nowNamed = [...ids.filter((id) => !named.has(id)), ...created];
    await allInOrder([saved, repository.addNamed(one.id, nowNamed)]);
    return {
      rows: read
        .filter(({ isBlank }) => !isBlank)
        .map((row) => resultOf(row, byKey.get(row.row), repeated.has(row.row), refused)),
      showrooms: [...new Set(entries.map(({ showroom }) => showroom.id))],
    };
  }
}

function entriesOf(records: readonly ReadRecord[]): VehicleEntry[] {
  return records.flatMap(({ entry }) => entry ?? []);
}

/** What became of rows, and which showrooms they name. */
export interface TakenRows {
  readonly rows: readonly OperationRow[];
  readonly showrooms: readonly string[];
}

/** The counts with these results. */
export function counted(counts: ImportCounts, rows: readonly OperationRow[]): ImportCounts {
  const next: Record<string, number> = { ...counts };
  for (const { row, status } of rows) {
    next[status] = (next[status] ?? 0) + 1;
    if (row !== undefined) next['total'] = (next['total'] ?? 0) + 1;
  }
  return { ...counts, ...next };
}

/** What is known by which id; in a dry run what is not there yet has an id of its identity. */
function idOf(entry: VehicleEntry, known: KnownVehicles, dryRun: boolean): string | undefined {
  const id = known.of(entry)?.id;
  if (id !== undefined || !dryRun) return id;
  const [name] = namesOf(entry);
  if (name === undefined) return undefined;
  const hex = createHash('sha256').update(name).digest('hex');
  // Version 8 of RFC 9562. Of its variants (8 to b) the database refuses one that begins with 80.
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`];
  return [...parts, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** All that a vehicle is known by, in the order in which it counts. */
function namesOf({ changes: { externalId, stockNumber, vin } }: VehicleEntry): string[] {
  const names = [
    typeof externalId === 'string' ? `external ${externalId}` : undefined,
    typeof stockNumber === 'string' ? `stock ${stockNumber.toLowerCase()}` : undefined,
    typeof vin === 'string' ? `vin ${vin}` : undefined,
  ];
  return names.filter((name) => name !== undefined);
}

/** Keys of the entries whose vehicle an earlier row has named already. */
function repeatedOf(
  entries: readonly VehicleEntry[],
  meant: ReadonlyMap<number, string | undefined>,
  named: ReadonlySet<string>,
): ReadonlySet<number> {
  const seen = new Set(named);
  const repeated = new Set<number>();
  for (const entry of entries) {
    const id = meant.get(entry.key);
    const names = [...(id === undefined ? [] : [id]), ...namesOf(entry)];
    if (names.some((name) => seen.has(name))) repeated.add(entry.key);
    for (const name of names) seen.add(name);
  }
  return repeated;
}

function resultOf(
  { row, errors }: ReadRow,
  outcome: VehicleOutcome | undefined,
  isRepeated: boolean,
  refused: Error | undefined,
): OperationRow {
  if (outcome !== undefined) {
    const { status, vehicleId } = outcome;
    const resource = vehicleId === undefined ? {} : { resourceId: vehicleId };
    return { row, status, ...resource, errors: outcome.errors };
  }
  const repeated = isRepeated ? [DUPLICATE] : [];
  return { row, status: 'failed', errors: [...errors, ...repeated, ...refusalOf(refused)] };
}

function refusalOf(refused: Error | undefined): OperationRow['errors'] {
  if (refused === undefined || !isProblem(refused)) return [];
  return [{ code: refused.data?.code ?? 'failed', detail: refused.message }];
}
