import type { Database } from '../../../src/database/create-database.js';
import { asSystem } from '../../../src/observability/request-context.js';

interface Fault {
  readonly place: string;
}

const CHECKS: Readonly<Record<string, string>> = {
  'is not DATETIME(3)': `
    SELECT CONCAT(table_name, '.', column_name) AS place FROM information_schema.columns
     WHERE table_schema = DATABASE() AND table_name <> 'schema_migrations'
       AND (data_type = 'timestamp' OR (data_type = 'datetime' AND datetime_precision <> 3))`,
  'is not a UUID': `
    SELECT CONCAT(table_name, '.', column_name) AS place FROM information_schema.columns
     WHERE table_schema = DATABASE() AND column_name = 'organization_id' AND data_type <> 'uuid'`,
  'may be NULL': `
    SELECT CONCAT(table_name, '.', column_name) AS place FROM information_schema.columns
     WHERE table_schema = DATABASE() AND column_name = 'organization_id' AND is_nullable = 'YES'
       AND table_name <> 'jobs'`,
  'points at another table without the organization': `
    SELECT CONCAT(own.table_name, '.', own.constraint_name) AS place
      FROM information_schema.key_column_usage own
     WHERE own.table_schema = DATABASE() AND own.referenced_table_name IN (
       SELECT table_name FROM information_schema.columns
        WHERE table_schema = DATABASE() AND column_name = 'organization_id')
     GROUP BY own.table_name, own.constraint_name
    HAVING SUM(own.column_name = 'organization_id'
       AND own.referenced_column_name = 'organization_id') = 0`,
  'is not named after its kind and its table': `
    SELECT CONCAT(table_name, '.', constraint_name) AS place
      FROM information_schema.table_constraints
     WHERE table_schema = DATABASE() AND table_name <> 'schema_migrations'
       AND (constraint_type = 'UNIQUE' AND constraint_name NOT LIKE CONCAT('uq~_', table_name, '~_%') ESCAPE '~'
         OR constraint_type = 'FOREIGN KEY' AND constraint_name NOT LIKE CONCAT('fk~_', table_name, '~_%') ESCAPE '~')`,
};

/** What is against the conventions in the schema of this database, in words. */
export async function schemaFaults(database: Database): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [what, sql] of Object.entries(CHECKS)) {
    const found = await asSystem('the schema is nobody’s', () => database.rawDb.select<Fault>(sql));
    faults.push(...found.map(({ place }) => `${place} ${what}`));
  }
  return faults;
}
