import type { TenantDb } from '../../database/tenant-db.js';
import { asSystem } from '../../observability/request-context.js';
import type { VinFacts } from './vin-types.js';

const REASON = 'a VIN means the same to all tenants';

/** Decodes that are kept for good, of no organization. */
export class VinRepository {
  constructor(private readonly db: TenantDb) {}

  /** What was told of this VIN; undefined when it was never asked, or nothing was known. */
  async find(vin: string): Promise<VinFacts | undefined> {
    const sql = 'SELECT facts FROM vin_decodes WHERE vin = $vin';
    const row = await asSystem(REASON, () => this.db.selectOne<{ facts: VinFacts }>(sql, { vin }));
    return row?.facts;
  }

  /** Keeps what was told; the first answer stays. Inside a unit of work. */
  async keep(vin: string, facts: VinFacts, decodedAt: Date): Promise<void> {
    const sql = `INSERT INTO vin_decodes (vin, facts, decoded_at) VALUES ($vin, $facts, $decodedAt)
       ON DUPLICATE KEY UPDATE vin = vin`;
    const bind = { vin, facts: JSON.stringify(facts), decodedAt };
    await asSystem(REASON, () => this.db.execute(sql, bind));
  }
}
