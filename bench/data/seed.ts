import type { Connection } from 'mariadb';
import { Argon2PasswordHasher } from '../../src/modules/auth/index.js';
import { SeededRandom } from '../../scripts/demo/random.js';
import { seededId } from './seeded-id.js';
import { VEHICLE_SEED_COLUMNS, seededVehicle } from './seeded-vehicles.js';

/** As many vehicles as the targets are stated for. */
export const VEHICLES = 50_000;
export const SHOWROOM_IDS = [0, 1, 2, 3].map((index) => seededId('showroom', index));
/** A sales manager with access to every showroom. */
export const MANAGER = { email: 'manager@bench.example', password: 'benchmark-only-password' };

const BATCH = 1_000;
const SEED = 20_261_101;

/** Fills an empty, migrated schema: one group, four showrooms, one manager, 50,000 vehicles. */
export async function seed(connection: Connection): Promise<void> {
  const organizationId = seededId('organization');
  await connection.query('INSERT INTO organizations (id, name, created_at) VALUES (?, ?, NOW())', [
    organizationId,
    'Bench Motors',
  ]);
  await seedShowrooms(connection, organizationId);
  await seedManager(connection, organizationId);
  await seedVehicles(connection);
  // Without it the optimizer guesses for a while after so many rows at once.
  await connection.query('ANALYZE TABLE vehicles');
}

async function seedShowrooms(connection: Connection, organizationId: string): Promise<void> {
  for (const [index, id] of SHOWROOM_IDS.entries()) {
    await connection.query(
      `INSERT INTO showrooms (id, organization_id, name, time_zone, currency, opening_hours, floors,
         version, created_at)
       VALUES (?, ?, ?, 'America/Chicago', 'USD', '{}', '[]', 1, NOW())`,
      [id, organizationId, `Rooftop ${index + 1}`],
    );
  }
}

async function seedManager(connection: Connection, organizationId: string): Promise<void> {
  const userId = seededId('user');
  const passwordHash = await new Argon2PasswordHasher().hash(MANAGER.password);
  await connection.query(
    `INSERT INTO users (id, organization_id, email, name, role, password_hash, version, created_at)
     VALUES (?, ?, ?, 'Max Manager', 'sales_manager', ?, 1, NOW())`,
    [userId, organizationId, MANAGER.email, passwordHash],
  );
  for (const id of SHOWROOM_IDS) {
    await connection.query(
      'INSERT INTO user_showrooms (organization_id, user_id, showroom_id) VALUES (?, ?, ?)',
      [organizationId, userId, id],
    );
  }
}

async function seedVehicles(connection: Connection): Promise<void> {
  const random = new SeededRandom(SEED);
  const tuple = `(${VEHICLE_SEED_COLUMNS.map(() => '?').join(', ')})`;
  const insert = `INSERT INTO vehicles (${VEHICLE_SEED_COLUMNS.join(', ')})
    VALUES ${Array.from({ length: BATCH }, () => tuple).join(', ')}`;
  for (let first = 0; first < VEHICLES; first += BATCH) {
    const rows = Array.from({ length: BATCH }, (_, offset) =>
      seededVehicle(first + offset, random),
    );
    await connection.query(insert, rows.flat());
  }
}
