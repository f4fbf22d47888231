import type { Config } from '../../src/config/config.js';
import { asOrganization } from '../../src/observability/request-context.js';
import { openDemoServices } from './demo-services.js';
import type { DemoServices } from './demo-services.js';
import { generatedVehicles } from './generated-vehicles.js';
import { GROUP_NAME } from './group-plan.js';
import { DEMO_LEADS } from './lead-plan.js';
import type { PlannedVehicle } from './planned-vehicle.js';
import { createOrganization, findAdmin, openGroup, seedStaff } from './seed-group.js';
import type { DemoGroup } from './seed-group.js';
import { replaceInventory, seedInventory } from './seed-inventory.js';
import { countLeads, seedLeads } from './seed-leads.js';
import { seedPasswords } from './seed-passwords.js';

/** What somebody wants of the seed. */
export interface SeedWishes {
  /** Given by the person; else `DEFAULT_PASSWORD`, and that of a group which is there stays. */
  readonly password: string | undefined;
  /** Instead of the generated vehicles. */
  readonly listed: readonly PlannedVehicle[] | undefined;
}

export const DEFAULT_PASSWORD = 'showroom-demo';

/**
 * Makes the demo's dealer group, or what is missing of it; answers what was done, in words, a
 * line each. On a group that is complete it does nothing but what is wished for.
 */
export async function seedDemoData(config: Config, wishes: SeedWishes): Promise<string[]> {
  const services = openDemoServices(config);
  try {
    const known = await findAdmin(services);
    const password = wishes.password ?? DEFAULT_PASSWORD;
    const admin = known ?? (await createOrganization(services, password));
    return await asOrganization(admin.organizationId, async () => {
      const group = await openGroup(services, admin);
      const isComplete = known !== undefined && (await countLeads(services, group)) >= DEMO_LEADS;
      if (isComplete) return await refresh(services, group, wishes);
      return await complete(services, group, { ...wishes, password });
    });
  } finally {
    await services.close();
  }
}

async function complete(
  services: DemoServices,
  group: DemoGroup,
  { listed, password }: SeedWishes & { readonly password: string },
): Promise<string[]> {
  await seedStaff(services, group, password);
  const plan = listed ?? generatedVehicles();
  const { created, refused } = await seedInventory(services, group, plan);
  const { customers, leads } = await seedLeads(services, group, plan);
  const made = `${created} vehicles, ${customers} customers, ${leads} leads`;
  return [`${GROUP_NAME}: 2 showrooms, 7 people, ${made}`, ...refusals(refused)];
}

async function refresh(
  services: DemoServices,
  group: DemoGroup,
  { listed, password }: SeedWishes,
): Promise<string[]> {
  const lines: string[] = [];
  const changed = password === undefined ? 0 : await seedPasswords(services, password);
  if (changed > 0) lines.push(`Passwords changed to the one of DEMO_PASSWORD: ${changed}`);
  if (listed !== undefined) {
    const { created, withdrawn, refused } = await replaceInventory(services, group, listed);
    if (created > 0) lines.push(`Vehicles added: ${created}`);
    if (withdrawn > 0) lines.push(`Vehicles of before withdrawn: ${withdrawn}`);
    lines.push(...refusals(refused));
  }
  return lines.length > 0 ? lines : [`${GROUP_NAME} is there already; nothing to do`];
}

function refusals(stockNumbers: readonly string[]): string[] {
  if (stockNumbers.length === 0) return [];
  return [`Not added, because VIN or stock number is taken: ${stockNumbers.join(', ')}`];
}
