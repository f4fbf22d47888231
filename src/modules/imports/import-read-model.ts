import type { TenantDb } from '../../database/tenant-db.js';
import { LAST_ID } from '../../shared/ids.js';
import { parsed } from '../../shared/json-column.js';
import { toPage } from '../../shared/pagination.js';
import type { Page } from '../../shared/pagination.js';
import type { ListedImport } from './import-types.js';

interface StoredImport extends Omit<
  ListedImport,
  'result' | 'error' | 'progress' | 'dryRun' | 'full'
> {
  readonly dryRun: number;
  readonly full: number;
  readonly progress: string;
  readonly result: Readonly<Record<string, unknown>> | string | null;
  readonly errorCode: string | null;
  readonly errorDetail: string | null;
}

/** Past imports and those under way. */
export class ImportReadModel {
  constructor(private readonly db: TenantDb) {}

  /** One page, latest first; `before` is the id of the last one seen. */
  async list(limit: number, before: string | undefined): Promise<Page<ListedImport>> {
    const rows = await this.db.select<StoredImport>(
      `SELECT i.id, i.showroom_id AS showroomId, i.dry_run AS dryRun, i.full_file AS full,
         i.created_at AS createdAt, o.status, o.progress, o.result,
         o.error_code AS errorCode, o.error_detail AS errorDetail
       FROM imports AS i
       JOIN operations AS o ON o.organization_id = i.organization_id AND o.id = i.id
       WHERE i.organization_id = $organizationId AND i.id < $before
       ORDER BY i.id DESC LIMIT ${limit + 1}`,
      { before: before ?? LAST_ID },
    );
    return toPage(rows.map(toListed), limit, ({ id }) => [id]);
  }
}

function toListed({ result, errorCode, errorDetail, ...row }: StoredImport): ListedImport {
  const outcome = parsed<object | null>(result);
  return {
    ...row,
    dryRun: Boolean(row.dryRun),
    full: Boolean(row.full),
    progress: Number(row.progress),
    ...(outcome === null ? {} : { result: { ...outcome } }),
    ...(errorCode === null ? {} : { error: { code: errorCode, detail: errorDetail ?? '' } }),
  };
}
