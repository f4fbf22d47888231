import type { EventPublisher } from '../../events/event-publisher.js';
import type { NewEvent } from '../../events/event.js';
import { allInOrder } from '../../shared/all-in-order.js';
import type { Clock } from '../../shared/clock.js';
import { conflict } from '../../shared/errors.js';
import type { TransferKeeper } from './transfer-keeper.js';
import { applyChanges, changedFields, changedRow, hasSamePrice } from './vehicle-changes.js';
import { createdVehicle } from './vehicle-creation.js';
import { inventoryUpdated } from './vehicle-events.js';
import type { VehicleImportRepository } from './vehicle-import-repository.js';
import {
  changesOfKnown,
  errorsOf,
  notesOf,
  requireForSale,
  requireNew,
} from './vehicle-import-rules.js';
import type { VehicleEntry, VehicleImportOptions, VehicleOutcome } from './vehicle-import-types.js';
import { checkCurrency, checkStatusChange, checkStockDate, checkVin } from './vehicle-rules.js';
import type { VehicleRow } from './vehicle-types.js';

interface VehicleImportServiceDeps {
  readonly repository: VehicleImportRepository;
  readonly transferKeeper: Pick<TransferKeeper, 'endWithMoves'>;
  readonly events: Pick<EventPublisher, 'publishMany'>;
  readonly clock: Clock;
}

/** Vehicles as entries know them: by external id, stock number and VIN, in this order. */
export interface KnownVehicles {
  /** The vehicle that an entry means, if there is one. */
  of(entry: VehicleEntry): VehicleRow | undefined;
  /** Whether external id, stock number and VIN are not those of one vehicle. */
  contradict(entry: VehicleEntry): boolean;
}

/** What is to be written, in the order of the entries. */
interface Draft {
  readonly created: VehicleRow[];
  readonly updated: VehicleRow[];
  readonly priced: VehicleRow[];
  readonly moved: VehicleRow[];
  readonly events: NewEvent[];
}

function newDraft(): Draft {
  return { created: [], updated: [], priced: [], moved: [], events: [] };
}

/** The rules of the inventory for many vehicles at once; joins the caller's run. */
export class VehicleImportService {
  constructor(private readonly deps: VehicleImportServiceDeps) {}

  /** Ids of the vehicles that entries may mean: they have a name of one. Needs no run. */
  async find(entries: readonly VehicleEntry[]): Promise<readonly string[]> {
    const given = (values: ReadonlyArray<string | null | undefined>): string[] =>
      values.filter((value) => typeof value === 'string');
    return this.deps.repository.idsOf({
      externalIds: given(entries.map(({ changes }) => changes.externalId)),
      stockNumbers: given(entries.map(({ changes }) => changes.stockNumber)),
      vins: given(entries.map(({ changes }) => changes.vin)),
    });
  }

  /**
   * The vehicles of these ids, locked until the end of the run. What has got or lost a name since it
   * was looked for is known by those that it has now.
   */
  async lock(vehicleIds: readonly string[]): Promise<KnownVehicles> {
    return toKnown(await this.deps.repository.lockMany(vehicleIds));
  }

  /**
   * Creates and changes vehicles by the rules for one (docs/inventory-import.md); a refusal is an
   * outcome of its entry. Answers before all is stored; `saved` rejects with 409 when another has
   * just taken a VIN or stock number.
   */
  apply(
    entries: readonly VehicleEntry[],
    known: KnownVehicles,
    options: VehicleImportOptions,
  ): { readonly outcomes: readonly VehicleOutcome[]; readonly saved: Promise<void> } {
    const draft = newDraft();
    const outcomes = entries.map((entry) => this.decide(entry, known, options, draft));
    return { outcomes, saved: this.save(draft, options) };
  }

  /** Withdraws what a full file does not name; what is held is told and left as it is. */
  async withdrawMissing(
    vehicleIds: readonly string[],
    options: VehicleImportOptions,
  ): Promise<readonly VehicleOutcome[]> {
    const rows = await this.deps.repository.lockMany(vehicleIds);
    const draft = newDraft();
    const outcomes = rows.map((row, key): VehicleOutcome => {
      const vehicleId = row.id;
      if (row.status === 'held') {
        const errors = [{ code: 'vehicle_already_held', detail: 'Missing, and held: kept.' }];
        return { key, status: 'unchanged', vehicleId, errors };
      }
      if (row.status === 'sold' || row.status === 'withdrawn') {
        return { key, status: 'unchanged', vehicleId, errors: [] };
      }
      this.change(row, { status: 'withdrawn' }, { currency: row.currency }, draft);
      return { key, status: 'withdrawn', vehicleId, errors: [] };
    });
    await this.save(draft, options);
    return outcomes;
  }

  private decide(
    entry: VehicleEntry,
    known: KnownVehicles,
    options: VehicleImportOptions,
    draft: Draft,
  ): VehicleOutcome {
    const { key } = entry;
    const row = known.of(entry);
    try {
      checkVin(entry.changes.vin);
      if (known.contradict(entry)) throw conflict('vin_already_exists', TWO_VEHICLES);
      if (row === undefined) {
        return { key, status: 'created', vehicleId: this.create(entry, draft), errors: [] };
      }
      const isChanged = this.changeKnown(row, entry, options, draft);
      const status = isChanged ? 'updated' : 'unchanged';
      return { key, status, vehicleId: row.id, errors: notesOf(row, entry.changes) };
    } catch (error) {
      const status = row?.status === 'sold' ? 'unchanged' : 'failed';
      const of = row === undefined ? {} : { vehicleId: row.id };
      return { key, status, ...of, errors: errorsOf(error) };
    }
  }

  private changeKnown(
    row: VehicleRow,
    { changes, showroom }: VehicleEntry,
    options: VehicleImportOptions,
    draft: Draft,
  ): boolean {
    const here = { ...changesOfKnown(row, changes, options), showroomId: showroom.id };
    return this.change(row, here, showroom, draft);
  }

  private create({ changes, showroom }: VehicleEntry, draft: Draft): string {
    requireForSale(changes);
    requireNew(changes);
    const { row, event } = createdVehicle(changes, showroom, this.deps.clock.now());
    draft.created.push(row);
    if (row.price !== null) draft.priced.push(row);
    draft.events.push(event);
    return row.id;
  }

  private change(
    row: VehicleRow,
    changes: VehicleEntry['changes'],
    { currency }: Pick<VehicleEntry['showroom'], 'currency'>,
    draft: Draft,
  ): boolean {
    const now = this.deps.clock.now();
    checkStockDate(changes.inStockSince, now);
    checkStatusChange(row.status, changes.status ?? row.status);
    checkCurrency(row, changes, currency);
    const after = applyChanges(row, changes, currency, now);
    const fields = changedFields(row, after);
    if (fields.length === 0) return false;
    const changed = changedRow(after, now);
    draft.updated.push(changed);
    if (!hasSamePrice(row, changed)) draft.priced.push(changed);
    if (row.showroomId !== changed.showroomId) draft.moved.push(changed);
    draft.events.push(inventoryUpdated(changed, fields, row.showroomId));
    return true;
  }

  private async save(draft: Draft, { actorId, dryRun }: VehicleImportOptions): Promise<void> {
    if (dryRun) return;
    const { created, updated, priced, moved, events } = draft;
    const { repository, transferKeeper } = this.deps;
    await allInOrder([
      repository.insertMany(created),
      repository.updateMany(updated),
      repository.appendPrices(priced, actorId),
      this.deps.events.publishMany(events),
    ]);
    await transferKeeper.endWithMoves(moved, actorId);
  }
}

const TWO_VEHICLES = 'External id, stock number and VIN are those of different vehicles.';

function toKnown(rows: readonly VehicleRow[]): KnownVehicles {
  const byVin = new Map(rows.map((row) => [row.vin, row]));
  const byStock = new Map(rows.map((row) => [folded(row.stockNumber), row]));
  const byExternal = new Map(rows.map((row) => [row.externalId, row]));
  const find = (
    known: ReadonlyMap<string | null, VehicleRow>,
    name: string | null | undefined,
  ): readonly VehicleRow[] => {
    const row = typeof name === 'string' ? known.get(name) : undefined;
    return row === undefined ? [] : [row];
  };
  const all = ({ changes: { externalId, stockNumber, vin } }: VehicleEntry): VehicleRow[] => [
    ...find(byExternal, externalId),
    ...find(byStock, typeof stockNumber === 'string' ? folded(stockNumber) : undefined),
    ...find(byVin, vin),
  ];
  return {
    of: (entry) => all(entry)[0],
    contradict: (entry) => new Set(all(entry)).size > 1,
  };
}

/** As the database compares stock numbers: without regard to case and accents. */
function folded(stockNumber: string | null): string {
  return (stockNumber ?? '').normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trimEnd();
}
