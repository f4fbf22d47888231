import type { MigrationContext } from '../src/database/migrator.js';

const SORTS = ['created_at', 'in_stock_since', 'price', 'model_year', 'mileage'];

/** What a search may ask for, next to the column of the order. */
const FILTERED = [
  ...['status', 'vehicle_condition', 'displayed', 'showroom_id', 'make', 'model', 'trim'],
  ...['body_style', 'fuel_type', 'drivetrain', 'exterior_color'],
  ...['model_year', 'mileage', 'price', 'in_stock_since'],
];

const DROPPED = {
  ix_vehicles_created_at: 'created_at',
  ix_vehicles_in_stock_since: 'in_stock_since',
  ix_vehicles_price: 'price',
  ix_vehicles_model_year: 'model_year',
  ix_vehicles_mileage: 'mileage',
  ix_vehicles_status_created_at: 'status, created_at',
  ix_vehicles_status_price: 'status, price',
  ix_vehicles_body_style_price: 'body_style, price',
};

/**
 * One covering index an order, so that filters are tested without reading rows
 * (docs/adr/0011-searching-vehicles.md), and the dealer's own id of a vehicle.
 */
export async function up(context: MigrationContext): Promise<void> {
  const covering = SORTS.map((sort) => {
    const filtered = FILTERED.filter((column) => column !== sort).join(', ');
    return `ADD KEY ix_vehicles_by_${sort} (organization_id, ${sort}, id, ${filtered})`;
  });
  const dropped = Object.keys(DROPPED).map((name) => `DROP KEY ${name}`);
  await context.run(`ALTER TABLE vehicles
    ADD COLUMN external_id VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    ADD UNIQUE KEY uq_vehicles_external_id (organization_id, external_id),
    ADD KEY ix_vehicles_showroom (organization_id, showroom_id, id),
    ${[...covering, ...dropped].join(', ')}`);
}

/** Puts the indexes back that were there; the dealers' own ids are lost. */
export async function down(context: MigrationContext): Promise<void> {
  const covering = SORTS.map((sort) => `DROP KEY ix_vehicles_by_${sort}`);
  const restored = Object.entries(DROPPED).map(
    ([name, columns]) => `ADD KEY ${name} (organization_id, ${columns}, id)`,
  );
  await context.run(`ALTER TABLE vehicles ${[...restored, ...covering].join(', ')},
    DROP KEY ix_vehicles_showroom, DROP KEY uq_vehicles_external_id, DROP COLUMN external_id`);
}
