import type { RawDb } from '../../database/tenant-db.js';
import type { VinFacts } from './vin-types.js';

/** Decodes that are kept for good, of no organization: a VIN means the same to everybody. */
export class VinRepository {
  constructor(private readonly rawDb: RawDb) {}

  /** What was told of this VIN; undefined when it was never asked, or nothing was known. */
  async find(vin: string): Promise<VinFacts | undefined> {
    const sql = 'SELECT facts FROM vin_decodes WHERE vin = $vin';
    const row = await this.rawDb.selectOne<{ facts: VinFacts }>(sql, { vin });
    return row?.facts;
  }

  /** Keeps what was told; the first answer stays. Inside a unit of work. */
  async keep(vin: string, facts: VinFacts, decodedAt: Date): Promise<void> {
    await this.rawDb.execute(
      `INSERT INTO vin_decodes (vin, facts, decoded_at) VALUES ($vin, $facts, $decodedAt)
       ON DUPLICATE KEY UPDATE vin = vin`,
      { vin, facts: JSON.stringify(facts), decodedAt },
    );
  }
}
