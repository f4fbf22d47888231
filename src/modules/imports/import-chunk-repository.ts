import type { TenantDb } from '../../database/tenant-db.js';
import type { Clock } from '../../shared/clock.js';
import { CHUNK_BYTES } from './import-file-rules.js';

/** Files, piece by piece. */
export class ImportChunkRepository {
  constructor(
    private readonly db: TenantDb,
    private readonly clock: Clock,
  ) {}

  async add(uploadId: string, number: number, bytes: Buffer): Promise<void> {
    await this.db.execute(
      `INSERT INTO import_chunks (organization_id, upload_id, number, bytes, created_at)
       VALUES ($organizationId, $uploadId, $number, $bytes, $now)`,
      { uploadId, number, bytes, now: this.clock.now() },
    );
  }

  /** The bytes of a file from a place on, one piece in memory at a time. */
  async *read(uploadId: string, from: number): AsyncGenerator<Buffer> {
    let skip = from % CHUNK_BYTES;
    for (let number = Math.floor(from / CHUNK_BYTES); ; number += 1) {
      const row = await this.db.selectOne<{ bytes: Buffer }>(
        `SELECT bytes FROM import_chunks WHERE organization_id = $organizationId
           AND upload_id = $uploadId AND number = $number`,
        { uploadId, number },
      );
      if (row === undefined) return;
      yield row.bytes.subarray(skip);
      skip = 0;
    }
  }

  /** Forgets a part of a file; answers whether there may be more. */
  async remove(uploadId: string): Promise<boolean> {
    const removed = await this.db.execute(
      `DELETE FROM import_chunks WHERE organization_id = $organizationId
         AND upload_id = $uploadId LIMIT ${REMOVED_AT_ONCE}`,
      { uploadId },
    );
    return removed === REMOVED_AT_ONCE;
  }

  /** Forgets a part of what was begun to be handed in before then, and never was; of all tenants. */
  async removeOrphans(before: Date): Promise<boolean> {
    const removed = await this.db.execute(
      `DELETE FROM import_chunks WHERE created_at < $before AND NOT EXISTS (
         SELECT 1 FROM imports WHERE imports.organization_id = import_chunks.organization_id
           AND imports.id = import_chunks.upload_id AND imports.phase <> 'ended')
       LIMIT ${REMOVED_AT_ONCE}`,
      { before },
    );
    return removed === REMOVED_AT_ONCE;
  }
}

const REMOVED_AT_ONCE = 100;
