import type { MigrationContext } from '../src/database/migrator.js';

const UP = [
  // What the build before this one adds meanwhile is of no known hour, and in no map.
  `ALTER TABLE visit_dwells ADD COLUMN IF NOT EXISTS hour DATETIME(3) NOT NULL
     DEFAULT '1970-01-01 00:00:00' AFTER showroom_id`,
  `UPDATE visit_dwells
     JOIN visits ON visits.organization_id = visit_dwells.organization_id
       AND visits.id = visit_dwells.visit_id
     SET visit_dwells.hour = DATE_FORMAT(visits.entered_at, '%Y-%m-%d %H:00:00')
     WHERE visit_dwells.hour = '1970-01-01 00:00:00'`,
  `ALTER TABLE visit_dwells DROP PRIMARY KEY,
     ADD PRIMARY KEY (organization_id, showroom_id, hour, floor, cell_x, cell_y, visit_id)`,
];

const DOWN = [
  `INSERT INTO visit_dwells (organization_id, showroom_id, hour, visit_id, floor, cell_x, cell_y,
     seconds)
     SELECT organization_id, showroom_id, '9999-01-01 00:00:00', visit_id, floor, cell_x, cell_y,
       SUM(seconds)
     FROM visit_dwells WHERE hour < '9999-01-01 00:00:00'
     GROUP BY organization_id, showroom_id, visit_id, floor, cell_x, cell_y
     ON DUPLICATE KEY UPDATE seconds = VALUES(seconds)`,
  `DELETE FROM visit_dwells WHERE hour < '9999-01-01 00:00:00'`,
  `ALTER TABLE visit_dwells DROP PRIMARY KEY,
     ADD PRIMARY KEY (organization_id, showroom_id, floor, cell_x, cell_y, visit_id),
     DROP COLUMN hour`,
];

/** How long visitors stood where is kept by the hour, so that a map can be made of any hours. */
export async function up(context: MigrationContext): Promise<void> {
  for (const statement of UP) await context.run(statement);
}

/** Takes back what `up` made; the hours are added up. */
export async function down(context: MigrationContext): Promise<void> {
  for (const statement of DOWN) await context.run(statement);
}
