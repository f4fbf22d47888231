import { parsed } from '../../shared/json-column.js';
import type { TenantDb } from '../../database/tenant-db.js';
import { MOST_ROWS_TOGETHER } from './operation-types.js';
import type { Operation, OperationProgress, OperationRow } from './operation-types.js';

interface StoredOperation {
  readonly id: string;
  readonly type: string;
  readonly status: Operation['status'];
  readonly startedBy: string;
  readonly isUsers: number;
  readonly showroomId: string | null;
  readonly progress: string;
  readonly processed: number;
  readonly result: Readonly<Record<string, unknown>> | string | null;
  readonly errorCode: string | null;
  readonly errorDetail: string | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

const COLUMNS = `id, type, status, started_by AS startedBy, is_users AS isUsers,
  showroom_id AS showroomId, progress, processed, result, error_code AS errorCode,
  error_detail AS errorDetail, created_at AS createdAt, finished_at AS finishedAt`;

/** Operations, and the results of their rows as they are added. */
export class OperationRepository {
  constructor(private readonly db: TenantDb) {}

  async find(operationId: string): Promise<Operation | undefined> {
    const row = await this.db.selectOne<StoredOperation>(
      `SELECT ${COLUMNS} FROM operations
       WHERE organization_id = $organizationId AND id = $operationId`,
      { operationId },
    );
    return row && toOperation(row);
  }

  /** The operation, locked until the end of the run. */
  async lock(operationId: string): Promise<Operation | undefined> {
    const row = await this.db.selectOne<StoredOperation>(
      `SELECT ${COLUMNS} FROM operations
       WHERE organization_id = $organizationId AND id = $operationId FOR UPDATE`,
      { operationId },
    );
    return row && toOperation(row);
  }

  async insert(operation: Operation): Promise<void> {
    const { id, type, status, startedBy, isUsers, showroomId, createdAt } = operation;
    await this.db.execute(
      `INSERT INTO operations (id, organization_id, type, status, started_by, is_users,
         showroom_id, progress, processed, created_at)
       VALUES ($id, $organizationId, $type, $status, $startedBy, $isUsers,
         $showroomId, 0, 0, $createdAt)`,
      { id, type, status, startedBy, isUsers, showroomId, createdAt },
    );
  }

  async saveProgress(
    operationId: string,
    { progress, processed }: OperationProgress,
  ): Promise<void> {
    await this.db.executeLater(
      `UPDATE operations SET status = 'running', progress = $progress, processed = $processed
       WHERE organization_id = $organizationId AND id = $operationId`,
      { operationId, progress, processed },
    );
  }

  async saveEnd(operation: Operation): Promise<void> {
    const { id, status, progress, processed, result, error, finishedAt } = operation;
    await this.db.execute(
      `UPDATE operations SET status = $status, progress = $progress, processed = $processed,
         result = $result, error_code = $code, error_detail = $detail, finished_at = $finishedAt
       WHERE organization_id = $organizationId AND id = $id`,
      {
        ...{ id, status, progress, processed, finishedAt },
        result: result === undefined ? null : JSON.stringify(result),
        code: error?.code,
        detail: error?.detail,
      },
    );
  }

  /** Adds results of rows that follow one another from `position` on. */
  async addRows(
    operationId: string,
    position: number,
    rows: readonly OperationRow[],
  ): Promise<void> {
    if (rows.length > MOST_ROWS_TOGETHER) throw new Error('Too many results at once.');
    await this.db.executeLater(
      `INSERT INTO operation_results (organization_id, operation_id, first_position,
         next_position, statuses, results)
       VALUES ($organizationId, $operationId, $position, $next, $statuses, $results)`,
      {
        ...{ operationId, position, next: position + rows.length },
        statuses: [...new Set(rows.map(({ status }) => status))].join(','),
        results: JSON.stringify(rows),
      },
    );
  }
}

function toOperation(row: StoredOperation): Operation {
  const { showroomId, result, errorCode, errorDetail, finishedAt, ...rest } = row;
  return {
    ...rest,
    isUsers: Boolean(row.isUsers),
    progress: Number(row.progress),
    ...(showroomId !== null && { showroomId }),
    ...(result !== null && { result: parsed(result) }),
    ...(errorCode !== null && { error: { code: errorCode, detail: errorDetail ?? '' } }),
    ...(finishedAt !== null && { finishedAt }),
  };
}
