import type { Connection } from 'mariadb';
import { MANAGER, SHOWROOM_IDS, VEHICLES } from './seed.js';
import { seededId } from './seeded-id.js';
import { VEHICLE_SEED_COLUMNS } from './seeded-vehicles.js';

const TIMES = 20;
const SHOWROOM = seededId('showroom', 9);

/** The manager of the other group: the same password, an address of his own. */
export const OTHER_MANAGER = { ...MANAGER, email: 'other-manager@bench.example' };

/**
 * Adds another group with every seeded vehicle twenty times: a million that have what the 50,000
 * have, as often.
 */
export async function seedMillion(connection: Connection): Promise<void> {
  const group = seededId('organization', 1);
  await connection.query(
    `INSERT INTO organizations (id, name, created_at) VALUES (?, 'Million Motors', NOW())`,
    [group],
  );
  await connection.query(
    `INSERT INTO showrooms (id, organization_id, name, time_zone, currency, opening_hours, floors,
       version, created_at)
     SELECT ?, ?, name, time_zone, currency, opening_hours, floors, 1, NOW() FROM showrooms
     WHERE id = ?`,
    [SHOWROOM, group, SHOWROOM_IDS[0]],
  );
  await connection.query(
    `INSERT INTO users (id, organization_id, email, name, role, password_hash, version, created_at)
     SELECT ?, ?, ?, name, 'admin', password_hash, 1, NOW() FROM users WHERE id = ?`,
    [seededId('user', 1), group, OTHER_MANAGER.email, seededId('user')],
  );
  for (let time = 1; time <= TIMES; time += 1) await addAll(connection, group, time);
  await connection.query('ANALYZE TABLE vehicles');
}

async function addAll(connection: Connection, group: string, time: number): Promise<void> {
  const values: Readonly<Record<string, string>> = {
    id: `INSERT(id, 10, 4, LPAD(${time}, 4, '0'))`,
    organization_id: `'${group}'`,
    showroom_id: `'${SHOWROOM}'`,
    vin: 'NULL',
    stock_number: `CONCAT(stock_number, '-', ${time})`,
    price: `price + ${time}`,
    created_at: `created_at + INTERVAL ${time} SECOND`,
  };
  const columns = VEHICLE_SEED_COLUMNS.map((column) => values[column] ?? column);
  await connection.query(
    `INSERT INTO vehicles (${VEHICLE_SEED_COLUMNS.join(', ')})
     SELECT ${columns.join(', ')} FROM vehicles WHERE organization_id = ? LIMIT ${VEHICLES}`,
    [seededId('organization')],
  );
}
