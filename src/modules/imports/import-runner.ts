import type { UnitOfWork } from '../../database/unit-of-work.js';
import { isProblem, unprocessable } from '../../shared/errors.js';
import type { OperationRow, OperationService } from '../operations/index.js';
import type { VehicleImportService } from '../vehicles/index.js';
import { counted } from './import-batch.js';
import type { Batch, ImportBatches } from './import-batch.js';
import type { ImportChunkRepository } from './import-chunk-repository.js';
import { fieldsOfHeader } from './import-column-rules.js';
import type { ImportEnding, ImportWarning } from './import-ending.js';
import { headerOf } from './import-header-rules.js';
import { parseRecords } from './import-parser.js';
import { oneAhead, readBatches } from './import-reader.js';
import type { ImportRepository } from './import-repository.js';
import type { ShowroomFinder } from './import-showrooms.js';
import type { Import, ImportLayout, LastFullFile } from './import-types.js';

interface ImportRunnerDeps {
  readonly repository: ImportRepository;
  readonly chunks: ImportChunkRepository;
  readonly batches: ImportBatches;
  readonly showrooms: ShowroomFinder;
  readonly vehicles: VehicleImportService;
  readonly operations: OperationService;
  readonly ending: ImportEnding;
  readonly unitOfWork: UnitOfWork;
}

/** Vehicles that are withdrawn in one transaction. */
const WITHDRAWN_AT_ONCE = 500;
/** A process that is to stop waits for the step under way, and a lease outlives it. */
const STEP_MS = 8_000;
const TELL_EVERY_MS = 1_000;
/** A full file withdraws what is missing if it has this part of the last one's rows. */
const LEAST_PART = 0.8;

/** What this process believes of an import is no longer so; the job is put off and looks again. */
class TakenOverError extends Error {
  override readonly name = 'TakenOverError';
}

/** Takes files in, batch by batch; where it stands is stored with what it did. */
export class ImportRunner {
  private toldAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly deps: ImportRunnerDeps) {}

  /** Works for some seconds. Answers whether there is more to do. */
  async step(importId: string): Promise<'more' | 'ended'> {
    const { repository, ending } = this.deps;
    const one = await repository.find(importId);
    if (one === undefined || one.phase === 'ended') {
      await ending.cleanUp(importId);
      return 'ended';
    }
    const until = performance.now() + STEP_MS;
    const read = one.phase === 'rows' ? await this.takeRows(one, until) : one;
    if (read === 'more') return 'more';
    const warnings = read.full ? await this.refusalsOfWithdrawal(read) : [];
    if (read.full && warnings.length === 0) {
      if ((await this.withdrawMissing(read, until)) === 'more') return 'more';
    }
    await ending.succeed(importId, warnings);
    return 'ended';
  }

  private async takeRows(start: Import, until: number): Promise<Import | 'more'> {
    const { chunks, showrooms, repository, unitOfWork, batches } = this.deps;
    const layout = start.layout ?? (await this.readLayout(start));
    const findShowroom = await showrooms.finder(start);
    let one = start.bytesDone === 0 ? { ...start, bytesDone: layout.rowsBegin } : start;
    const pieces = chunks.read(start.id, one.bytesDone);
    const read = readBatches(pieces, { one, layout, findShowroom });
    for await (const rows of oneAhead(batches.lookedUp(read))) {
      one = await this.takeBatch({ one, layout, ...rows });
      if (performance.now() > until) return 'more';
    }
    const done: Import = { ...one, phase: 'withdrawal' };
    await unitOfWork.run(async () => {
      await this.lockAt(one);
      await repository.save(done);
    });
    return done;
  }

  private async readLayout({ id, encoding, mapping, showroomId }: Import): Promise<ImportLayout> {
    const { chunks } = this.deps;
    const first = await chunks.read(id, 0).next();
    const text = first.done === true ? '' : first.value.toString('latin1');
    const { begin, delimiter } = headerOf(text);
    for await (const [header] of parseRecords(chunks.read(id, begin), { delimiter, encoding })) {
      if (header === undefined) continue;
      const fields = fieldsOfHeader(header.cells, mapping);
      if (!fields.includes('make') || !fields.includes('model')) {
        throw unprocessable('columns_missing', 'No columns for make and model were found.');
      }
      if (showroomId === null && !fields.includes('showroom')) {
        throw unprocessable('showroom_column_missing', 'No column names a showroom.');
      }
      return { delimiter, fields, rowsBegin: begin + header.bytes };
    }
    throw unprocessable('file_unreadable', 'The file has no row of column names.');
  }

  /** All rows together; one by one when another has just taken what one of them has. */
  private async takeBatch(batch: Batch): Promise<Import> {
    try {
      return await this.commitBatch(batch);
    } catch (error) {
      if (!isProblem(error) || error.output.statusCode !== 409) throw error;
      if (batch.refused !== undefined) throw error;
      const { layout, records } = batch;
      let { one } = batch;
      if (records.length === 1) return this.takeBatch({ one, layout, records, refused: error });
      for (const record of records) {
        one = await this.takeBatch({ one, layout, records: [record] });
      }
      return one;
    }
  }

  private async commitBatch(batch: Batch): Promise<Import> {
    const { batches, unitOfWork } = this.deps;
    const { one, layout, records } = batch;
    const last = records.at(-1);
    return unitOfWork.run(
      async () => {
        await this.lockAt(one);
        const { rows, showrooms } = await batches.take(batch);
        const next: Import = {
          ...{ ...one, layout },
          bytesDone: last?.bytesDone ?? one.bytesDone,
          rowsDone: last?.row ?? one.rowsDone,
          showrooms: [...new Set([...one.showrooms, ...showrooms])],
        };
        return this.store(one, next, rows);
      },
      { isolation: 'read-committed' },
    );
  }

  private async store(one: Import, next: Import, rows: readonly OperationRow[]): Promise<Import> {
    const { repository, operations } = this.deps;
    const positions = one.positions + rows.length;
    const stored = { ...next, positions, counts: counted(one.counts, rows) };
    await operations.addRows(one.id, one.positions, rows);
    await repository.save(stored);
    const part = stored.bytesTotal === 0 ? 1 : stored.bytesDone / stored.bytesTotal;
    const progress = { progress: Math.min(0.99, part), processed: stored.counts.total };
    await operations.advance(one.id, progress, this.isTimeToTell());
    return stored;
  }

  private isTimeToTell(): boolean {
    const now = performance.now();
    if (now - this.toldAt < TELL_EVERY_MS) return false;
    this.toldAt = now;
    return true;
  }

  /** Throws when another process has gone on with the import meanwhile. */
  private async lockAt(one: Import): Promise<void> {
    const stored = await this.deps.repository.lock(one.id);
    const isSame =
      stored?.phase === one.phase &&
      stored.rowsDone === one.rowsDone &&
      stored.withdrawnAfter === one.withdrawnAfter;
    if (!isSame) throw new TakenOverError('Another process goes on with this import.');
  }

  private async refusalsOfWithdrawal(one: Import): Promise<readonly ImportWarning[]> {
    const { total, failed } = one.counts;
    if (total === failed) {
      return [{ code: 'nothing_taken_in', detail: 'No row was taken in: nothing is withdrawn.' }];
    }
    const last = await this.deps.repository.lastFull(one);
    if (last === undefined || total >= last.rows * LEAST_PART) return [];
    if (await this.isComplete(one, last)) return [];
    const detail = `The last full file had ${last.rows} rows, this one ${total}: nothing is withdrawn.`;
    return [{ code: 'too_few_rows', detail }];
  }

  /** Whether all that is in stock stands in the file, also in the showrooms of the last one. */
  private async isComplete(one: Import, last: LastFullFile): Promise<boolean> {
    const showroomIds = [...new Set([...showroomsOf(one), ...last.showrooms])];
    const query = { showroomIds, importId: one.id, after: undefined, limit: 1 };
    return (await this.deps.repository.missing(query)).length === 0;
  }

  private async withdrawMissing(start: Import, until: number): Promise<'more' | 'done'> {
    let one = start;
    while (performance.now() <= until) {
      const next = await this.deps.unitOfWork.run(() => this.withdrawSome(one), {
        isolation: 'read-committed',
      });
      if (next === undefined) return 'done';
      one = next;
    }
    return 'more';
  }

  private async withdrawSome(one: Import): Promise<Import | undefined> {
    const { repository, vehicles } = this.deps;
    await this.lockAt(one);
    const missing = await repository.missing({
      showroomIds: showroomsOf(one),
      importId: one.id,
      after: one.withdrawnAfter ?? undefined,
      limit: WITHDRAWN_AT_ONCE,
    });
    const last = missing.at(-1);
    if (last === undefined) return undefined;
    const options = { actorId: one.actorId, showroomIds: one.access, dryRun: one.dryRun };
    const outcomes = await vehicles.withdrawMissing(missing, options);
    const rows = outcomes.map(({ status, vehicleId, errors }) => ({
      ...{ status, errors },
      ...(vehicleId === undefined ? {} : { resourceId: vehicleId }),
    }));
    return this.store(one, { ...one, withdrawnAfter: last }, rows);
  }
}

function showroomsOf({ showroomId, showrooms }: Import): readonly string[] {
  return showroomId === null ? showrooms : [showroomId];
}
