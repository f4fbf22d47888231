import type { TenantDb } from '../../database/tenant-db.js';

/** The tenants themselves. */
export class OrganizationRepository {
  constructor(private readonly db: TenantDb) {}

  /** Name of the current organization, if it is there yet. */
  async currentName(): Promise<string | undefined> {
    const sql = 'SELECT name FROM organizations WHERE id = $organizationId';
    return (await this.db.selectOne<{ name: string }>(sql))?.name;
  }

  /** Writes the row of the current organization, which is new. */
  async insert(name: string, createdAt: Date): Promise<void> {
    await this.db.execute(
      `INSERT INTO organizations (id, name, created_at)
       VALUES ($organizationId, $name, $createdAt)`,
      { name, createdAt },
    );
  }
}
