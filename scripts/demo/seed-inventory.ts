import type { VehicleRow } from '../../src/modules/vehicles/index.js';
import { isProblem } from '../../src/shared/errors.js';
import { SEED_CONNECTIONS } from './demo-services.js';
import type { DemoServices } from './demo-services.js';
import { generatedVehicles } from './generated-vehicles.js';
import { inParallel } from './in-parallel.js';
import { LISTED_STOCK_PREFIX } from './listed-vehicles.js';
import type { PlannedVehicle } from './planned-vehicle.js';
import type { DemoGroup } from './seed-group.js';

const DAY_MS = 24 * 3_600_000;
const PAGE = 100;
const TAKEN: ReadonlySet<string> = new Set(['vin_already_exists', 'stock_number_already_exists']);

/** What became of the inventory. */
export interface InventoryResult {
  readonly created: number;
  readonly withdrawn: number;
  /** Stock numbers of those that could not be added, because a VIN or number is taken. */
  readonly refused: readonly string[];
}

/** Adds the vehicles of the plan that are missing; inside the organization's context. */
export async function seedInventory(
  services: DemoServices,
  group: DemoGroup,
  plan: readonly PlannedVehicle[],
): Promise<InventoryResult> {
  const present = new Set((await allVehicles(services, group)).map(({ vin }) => vin));
  const missing = plan.filter(({ vin }) => !present.has(vin));
  const startedAt = Date.now();
  const refused: string[] = [];
  await inParallel(missing, SEED_CONNECTIONS, async (vehicle) => {
    const isCreated = await createVehicle(services, group, vehicle, startedAt);
    if (!isCreated) refused.push(vehicle.stockNumber);
  });
  return { created: missing.length - refused.length, withdrawn: 0, refused };
}

/**
 * Makes these listings the inventory: vehicles that an earlier seed put there are withdrawn,
 * which frees their places on the floor. Inside the organization's context.
 */
export async function replaceInventory(
  services: DemoServices,
  group: DemoGroup,
  plan: readonly PlannedVehicle[],
): Promise<InventoryResult> {
  const wanted = new Set(plan.map(({ vin }) => vin));
  const generated = new Set(generatedVehicles().map(({ vin }) => vin));
  const outdated = (await allVehicles(services, group)).filter(
    ({ vin, stockNumber, status }) =>
      vin !== null &&
      !wanted.has(vin) &&
      (generated.has(vin) || stockNumber?.startsWith(LISTED_STOCK_PREFIX) === true) &&
      (status === 'available' || status === 'in_transit'),
  );
  await inParallel(outdated, SEED_CONNECTIONS, async ({ id, version }) => {
    const changes = { status: 'withdrawn' } as const;
    await services.modules.vehicles.service.update(group.principal, id, version, changes);
  });
  const result = await seedInventory(services, group, plan);
  return { ...result, withdrawn: outdated.length };
}

async function allVehicles(
  { modules }: DemoServices,
  { principal }: DemoGroup,
): Promise<readonly VehicleRow[]> {
  const rows: VehicleRow[] = [];
  const query = { filters: {}, sort: 'createdAt', limit: PAGE } as const;
  let page = await modules.vehicles.service.list(principal, query);
  for (;;) {
    rows.push(...page.rows);
    if (page.next === undefined) return rows;
    page = await modules.vehicles.service.list(principal, { ...query, after: page.next });
  }
}

/** False when somebody else's vehicle has the VIN or the stock number. */
async function createVehicle(
  { modules }: DemoServices,
  { principal, showrooms }: DemoGroup,
  planned: PlannedVehicle,
  startedAt: number,
): Promise<boolean> {
  const { vin, stockNumber, details } = planned;
  const inStockSince = new Date(startedAt - planned.daysInStock * DAY_MS).toISOString();
  const showroomId = showrooms[planned.showroom].id;
  const { service } = modules.vehicles;
  const input = { ...details, showroomId, vin, stockNumber, inStockSince };
  try {
    const { id, version } = await service.create(principal, input);
    if (planned.isSold === true) await service.update(principal, id, version, { status: 'sold' });
    return true;
  } catch (error) {
    if (isProblem(error) && TAKEN.has(error.data?.code ?? '')) return false;
    throw error;
  }
}
