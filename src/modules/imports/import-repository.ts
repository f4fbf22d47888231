import { bindList } from '../../database/bind-list.js';
import type { TenantDb } from '../../database/tenant-db.js';
import type { Clock } from '../../shared/clock.js';
import { FIRST_ID } from '../../shared/ids.js';
import { parsed } from '../../shared/json-column.js';
import type { Json } from '../../shared/json-column.js';
import type {
  Import,
  ImportCounts,
  ImportMapping,
  LastFullFile,
  MissingQuery,
} from './import-types.js';

const COLUMNS = `id, showroom_id AS showroomId, access, actor_id AS actorId, mapping,
  dry_run AS dryRun, full_file AS full, encoding, bytes_total AS bytesTotal, phase,
  bytes_done AS bytesDone, rows_done AS rowsDone, positions, withdrawn_after AS withdrawnAfter,
  layout, showrooms, counts, created_at AS createdAt`;

interface StoredFullFile {
  readonly counts: Json<ImportCounts>;
  readonly showrooms: Json<readonly string[]>;
}

const JSON_FIELDS = ['access', 'mapping', 'layout', 'showrooms', 'counts'] as const;

/** Imports and where they stand, what their files name, and the dealer's own column names. */
export class ImportRepository {
  constructor(
    private readonly db: TenantDb,
    private readonly clock: Clock,
  ) {}

  /** Taken by whoever begins or ends an import of the organization, before all else. */
  async lockQueue(): Promise<void> {
    await this.db.execute(
      `INSERT INTO import_locks (organization_id) VALUES ($organizationId)
       ON DUPLICATE KEY UPDATE organization_id = organization_id`,
    );
  }

  /** The import that has waited longest of those that have not ended. */
  async firstOpen(): Promise<string | undefined> {
    const row = await this.db.selectOne<{ id: string }>(
      `SELECT id FROM imports WHERE organization_id = $organizationId
         AND phase IN ('rows', 'withdrawal') ORDER BY id LIMIT 1`,
    );
    return row?.id;
  }

  async insert(one: Import): Promise<void> {
    await this.db.execute(INSERT, {
      ...{ id: one.id, showroomId: one.showroomId, actorId: one.actorId, dryRun: one.dryRun },
      ...{ full: one.full, encoding: one.encoding, bytesTotal: one.bytesTotal },
      ...{
        access: JSON.stringify({ showrooms: one.access }),
        mapping: JSON.stringify(one.mapping),
      },
      ...{ counts: JSON.stringify(one.counts), createdAt: one.createdAt },
    });
  }

  async find(importId: string): Promise<Import | undefined> {
    return this.read(`${SELECT} AND id = $importId`, importId);
  }

  /** The import, locked until the end of the run. */
  async lock(importId: string): Promise<Import | undefined> {
    return this.read(`${SELECT} AND id = $importId FOR UPDATE`, importId);
  }

  /**
   * Stores where the import stands; the caller holds the lock. It has succeeded when all was done
   * that was asked for: not when a full file was refused to withdraw what it does not name.
   */
  async save(one: Import, succeeded = false): Promise<void> {
    await this.db.executeLater(UPDATE, {
      ...{ id: one.id, phase: one.phase, bytesDone: one.bytesDone, rowsDone: one.rowsDone },
      ...{ positions: one.positions, withdrawnAfter: one.withdrawnAfter, succeeded },
      layout: one.layout === null ? null : JSON.stringify(one.layout),
      showrooms: JSON.stringify(one.showrooms),
      counts: JSON.stringify(one.counts),
    });
  }

  /**
   * The last full file for the same showroom, or for showrooms by column, of those that were let
   * withdraw what they do not name.
   */
  async lastFull({ id, showroomId }: Import): Promise<LastFullFile | undefined> {
    const row = await this.db.selectOne<StoredFullFile>(
      `SELECT counts, showrooms FROM imports
       WHERE organization_id = $organizationId AND showroom_id <=> $showroomId
         AND full_file AND succeeded AND NOT dry_run AND id <> $id
       ORDER BY created_at DESC, id DESC LIMIT 1`,
      { id, showroomId },
    );
    return row && { rows: parsed(row.counts).total, showrooms: parsed(row.showrooms) };
  }

  /** Those of the vehicles that earlier rows of the file have named. */
  async named(importId: string, vehicleIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (vehicleIds.length === 0) return new Set();
    const rows = await this.db.select<{ vehicleId: string }>(
      `SELECT named.vehicle_id AS vehicleId
       FROM JSON_TABLE($ids, '$$[*]' COLUMNS (id CHAR(36) PATH '$$')) AS r
       STRAIGHT_JOIN import_vehicles AS named FORCE INDEX (PRIMARY) ON named.organization_id = $organizationId
         AND named.import_id = $importId AND named.vehicle_id = r.id`,
      { importId, ids: JSON.stringify(vehicleIds) },
    );
    return new Set(rows.map(({ vehicleId }) => vehicleId));
  }

  /** Notes that the file names these vehicles, each for the first time. */
  async addNamed(importId: string, vehicleIds: readonly string[]): Promise<void> {
    await this.db.executeMany(
      `INSERT INTO import_vehicles (organization_id, import_id, vehicle_id)
       VALUES ($organizationId, $importId, $vehicleId)`,
      vehicleIds.map((vehicleId) => ({ vehicleId })),
      { importId },
    );
  }

  /** Ids of vehicles in stock that the file does not name, in their order. */
  async missing({ showroomIds, importId, after, limit }: MissingQuery): Promise<string[]> {
    if (showroomIds.length === 0) return [];
    const showrooms = bindList('showroom', showroomIds);
    const rows = await this.db.select<{ id: string }>(
      `SELECT v.id FROM vehicles AS v
       LEFT JOIN import_vehicles AS named ON named.organization_id = v.organization_id
         AND named.import_id = $importId AND named.vehicle_id = v.id
       WHERE v.organization_id = $organizationId AND v.showroom_id IN (${showrooms.sql})
         AND v.status IN ('in_transit', 'available', 'held') AND named.vehicle_id IS NULL
         AND v.id > $after
       ORDER BY v.id LIMIT ${limit}`,
      { ...showrooms.bind, importId, after: after ?? FIRST_ID },
    );
    return rows.map(({ id }) => id);
  }

  /** Forgets a part of what a file names; answers whether there may be more. */
  async removeNamed(importId: string): Promise<boolean> {
    const removed = await this.db.execute(
      `DELETE FROM import_vehicles WHERE organization_id = $organizationId
         AND import_id = $importId LIMIT ${REMOVED_AT_ONCE}`,
      { importId },
    );
    return removed === REMOVED_AT_ONCE;
  }

  /** The dealer's own names of columns; empty when none were stored. */
  async findMapping(): Promise<ImportMapping> {
    const row = await this.db.selectOne<{ columns: ImportMapping | string }>(
      'SELECT columns FROM import_mappings WHERE organization_id = $organizationId',
    );
    if (row === undefined) return {};
    return typeof row.columns === 'string'
      ? (JSON.parse(row.columns) as ImportMapping)
      : row.columns;
  }

  async saveMapping(mapping: ImportMapping): Promise<void> {
    await this.db.execute(
      `INSERT INTO import_mappings (organization_id, columns, updated_at)
       VALUES ($organizationId, $columns, $now)
       ON DUPLICATE KEY UPDATE columns = $columns, updated_at = $now`,
      { columns: JSON.stringify(mapping), now: this.clock.now() },
    );
  }

  private async read(sql: string, importId: string): Promise<Import | undefined> {
    const row = await this.db.selectOne<Record<string, unknown>>(sql, { importId });
    if (row === undefined) return undefined;
    for (const field of JSON_FIELDS) {
      const value = row[field];
      if (typeof value === 'string') row[field] = JSON.parse(value);
    }
    row['access'] = Reflect.get(Object(row['access']), 'showrooms');
    row['dryRun'] = Boolean(row['dryRun']);
    row['full'] = Boolean(row['full']);
    // The columns are those of an import.
    return row as unknown as Import;
  }
}

const REMOVED_AT_ONCE = 5_000;

const SELECT = `SELECT ${COLUMNS} FROM imports WHERE organization_id = $organizationId`;

const INSERT = `INSERT INTO imports (id, organization_id, showroom_id, access, actor_id, mapping,
    dry_run, full_file, encoding, bytes_total, phase, bytes_done, rows_done, positions, showrooms,
    counts, created_at)
  VALUES ($id, $organizationId, $showroomId, $access, $actorId, $mapping, $dryRun, $full,
    $encoding, $bytesTotal, 'rows', 0, 0, 0, '[]', $counts, $createdAt)`;

const UPDATE = `UPDATE imports SET phase = $phase, bytes_done = $bytesDone, rows_done = $rowsDone,
    positions = $positions, withdrawn_after = $withdrawnAfter, layout = $layout,
    showrooms = $showrooms, counts = $counts, succeeded = $succeeded
  WHERE organization_id = $organizationId AND id = $id`;
