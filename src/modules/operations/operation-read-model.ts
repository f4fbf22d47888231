import type { TenantDb } from '../../database/tenant-db.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import { MOST_ROWS_TOGETHER } from './operation-types.js';
import type { OperationRow, OperationRowQuery } from './operation-types.js';

interface StoredResults {
  readonly firstPosition: number;
  readonly nextPosition: number;
  readonly results: string;
}

interface PlacedRow {
  readonly position: number;
  readonly row: OperationRow;
}

const RESULTS_AT_ONCE = 4;

/** Results of rows, in the order in which they were worked on. */
export class OperationReadModel {
  constructor(private readonly db: TenantDb) {}

  /** One page; of those with one status when it is given. */
  async rows(operationId: string, query: OperationRowQuery): Promise<Page<OperationRow>> {
    const found: PlacedRow[] = [];
    let from = query.after === undefined ? 0 : query.after + 1;
    while (found.length <= query.limit) {
      const stored = await this.resultsFrom(operationId, from, query.status);
      const last = stored.at(-1);
      if (last === undefined) break;
      for (const results of stored) found.push(...rowsOf(results, from, query.status));
      from = last.nextPosition;
    }
    const page = toPage(found, query.limit, ({ position }) => [position]);
    return { ...page, rows: page.rows.map(({ row }) => row) };
  }

  private async resultsFrom(
    operationId: string,
    from: number,
    status: string | undefined,
  ): Promise<StoredResults[]> {
    const least = Math.max(0, from - MOST_ROWS_TOGETHER);
    const having = status === undefined ? '' : 'AND FIND_IN_SET($status, statuses)';
    return this.db.select<StoredResults>(
      `SELECT first_position AS firstPosition, next_position AS nextPosition, results
       FROM operation_results
       WHERE organization_id = $organizationId AND operation_id = $operationId
         AND first_position >= $least AND next_position > $from ${having}
       ORDER BY first_position LIMIT ${RESULTS_AT_ONCE}`,
      { operationId, from, least, ...(status === undefined ? {} : { status }) },
    );
  }
}

function rowsOf(stored: StoredResults, from: number, status: string | undefined): PlacedRow[] {
  const rows = JSON.parse(stored.results) as OperationRow[];
  return rows
    .map((row, index) => ({ row, position: stored.firstPosition + index }))
    .filter(({ row, position }) => position >= from && (status ?? row.status) === row.status);
}
