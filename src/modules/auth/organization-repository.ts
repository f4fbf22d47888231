import type { TenantDb } from '../../database/tenant-db.js';

/** The tenants themselves. */
export class OrganizationRepository {
  constructor(private readonly db: TenantDb) {}

  /** Writes the row of the current organization, which is new. */
  async insert(name: string, createdAt: Date): Promise<void> {
    await this.db.execute(
      `INSERT INTO organizations (id, name, created_at)
       VALUES ($organizationId, $name, $createdAt)`,
      { name, createdAt },
    );
  }
}
