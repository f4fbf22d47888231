import type { UnitOfWork } from '../../database/unit-of-work.js';
import type { Clock } from '../../shared/clock.js';
import { invalidRequest } from '../../shared/errors.js';
import { newId } from '../../shared/ids.js';
import type { Page } from '../../shared/pagination.js';
import { actorIdOf } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { Operation, OperationService } from '../operations/index.js';
import type { ImportChunkRepository } from './import-chunk-repository.js';
import type { ImportEnding } from './import-ending.js';
import { toStoredFile } from './import-file-rules.js';
import type { ImportReadModel } from './import-read-model.js';
import type { ImportRepository } from './import-repository.js';
import type { ImportEncoding, ImportMapping, ImportRequest, ListedImport } from './import-types.js';

interface ImportServiceDeps {
  readonly repository: ImportRepository;
  readonly readModel: ImportReadModel;
  readonly chunks: ImportChunkRepository;
  readonly ending: ImportEnding;
  readonly operations: OperationService;
  readonly showrooms: {
    requireAccess(principal: Principal, showroomId: string): Promise<unknown>;
  };
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
}

interface Upload {
  readonly id: string;
  readonly bytesTotal: number;
  readonly encoding: ImportEncoding;
}

const NO_COUNTS = { total: 0, created: 0, updated: 0, unchanged: 0, withdrawn: 0, failed: 0 };

/** Files of vehicles, as somebody hands them in. */
export class ImportService {
  constructor(private readonly deps: ImportServiceDeps) {}

  /**
   * Stores a file and lets it be taken in, after the earlier ones of the organization. Throws 400
   * for an empty one, 403 and 404 for a showroom that the caller has no access to.
   */
  async accept(
    principal: Principal,
    request: ImportRequest,
    bytes: AsyncIterable<Buffer>,
  ): Promise<Operation> {
    const { showrooms, unitOfWork } = this.deps;
    const { showroomId } = request;
    if (showroomId !== undefined) await showrooms.requireAccess(principal, showroomId);
    const upload = await this.store(bytes);
    try {
      return await unitOfWork.run(() => this.begin(principal, request, upload));
    } catch (error) {
      await this.forget(upload.id);
      throw error;
    }
  }

  /** Past imports of the organization and those under way, latest first. */
  async list(limit: number, before: string | undefined): Promise<Page<ListedImport>> {
    return this.deps.readModel.list(limit, before);
  }

  /** The dealer's own names of columns. */
  async mapping(): Promise<ImportMapping> {
    return this.deps.repository.findMapping();
  }

  /** Stores them, in the place of those that were there. */
  async saveMapping(mapping: ImportMapping): Promise<void> {
    const { unitOfWork, repository } = this.deps;
    await unitOfWork.run(() => repository.saveMapping(mapping));
  }

  private async begin(
    principal: Principal,
    { showroomId, mapping, dryRun, full }: ImportRequest,
    { id, bytesTotal, encoding }: Upload,
  ): Promise<Operation> {
    const { repository, operations, ending, clock } = this.deps;
    await repository.lockQueue();
    const operation = await operations.start(principal, {
      id,
      type: 'vehicles.import',
      showroomId,
    });
    const isFirst = (await repository.firstOpen()) === undefined;
    await repository.insert({
      ...{ id, showroomId: showroomId ?? null, dryRun, full, encoding, bytesTotal },
      ...{ access: principal.showroomIds, actorId: actorIdOf(principal) },
      mapping: mapping ?? (await repository.findMapping()),
      ...{ phase: 'rows', bytesDone: 0, rowsDone: 0, positions: 0, withdrawnAfter: null },
      ...{ layout: null, showrooms: [], counts: NO_COUNTS, createdAt: clock.now() },
    });
    if (isFirst) await ending.goOn(id);
    return operation;
  }

  /** Each piece by itself: an upload takes longer than a transaction may. */
  private async store(bytes: AsyncIterable<Buffer>): Promise<Upload> {
    const { chunks, unitOfWork } = this.deps;
    const id = newId();
    const file = toStoredFile(bytes);
    let [number, bytesTotal] = [0, 0];
    try {
      for await (const piece of file.pieces) {
        await unitOfWork.run(() => chunks.add(id, number, piece));
        number += 1;
        bytesTotal += piece.length;
      }
      if (bytesTotal === 0) throw emptyFile();
    } catch (error) {
      await this.forget(id);
      throw error;
    }
    return { id, bytesTotal, encoding: file.encoding() };
  }

  private async forget(uploadId: string): Promise<void> {
    const { chunks, unitOfWork } = this.deps;
    await unitOfWork.runWhile(() => chunks.remove(uploadId));
  }
}

function emptyFile(): Error {
  const detail = 'The file is empty.';
  return invalidRequest([{ pointer: '', code: 'empty_file', detail }], detail);
}
