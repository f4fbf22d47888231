import type { PlannedCustomer } from './customer-plan.js';
import { plannedCustomers } from './customer-plan.js';
import type { DemoServices } from './demo-services.js';
import { plannedLeads, toNewLead } from './lead-plan.js';
import type { PlannedLead } from './lead-plan.js';
import type { PlannedVehicle } from './planned-vehicle.js';
import type { DemoGroup } from './seed-group.js';

/** How many leads the group has; they are what a seed makes last. */
export async function countLeads(
  { modules }: DemoServices,
  { principal }: DemoGroup,
): Promise<number> {
  const options = { limit: 1, countExact: true };
  return (await modules.leads.service.list(principal, {}, options)).total ?? 0;
}

/** Adds the customers and leads that are missing; inside the organization's context. */
export async function seedLeads(
  services: DemoServices,
  group: DemoGroup,
  vehicles: readonly PlannedVehicle[],
): Promise<{ readonly customers: number; readonly leads: number }> {
  const customers = plannedCustomers();
  const ids = new Map<string, string>();
  let made = 0;
  for (const customer of customers) {
    const known = await findCustomer(services, customer);
    ids.set(customer.email, known ?? (await createCustomer(services, customer)));
    if (known === undefined) made += 1;
  }
  let leads = 0;
  for (const lead of plannedLeads(customers, vehicles)) {
    const customerId = ids.get(lead.customer.email);
    if (customerId === undefined || (await hasLead(services, group, customerId))) continue;
    await createLead(services, group, lead, customerId);
    leads += 1;
  }
  return { customers: made, leads };
}

async function findCustomer(
  { modules }: DemoServices,
  { email }: PlannedCustomer,
): Promise<string | undefined> {
  const page = await modules.customers.service.list({ filters: { email }, limit: 1 });
  return page.rows[0]?.id;
}

async function createCustomer(
  { modules }: DemoServices,
  { email, ...customer }: PlannedCustomer,
): Promise<string> {
  return (await modules.customers.service.create(customer)).id;
}

async function hasLead(
  { modules }: DemoServices,
  { principal }: DemoGroup,
  customerId: string,
): Promise<boolean> {
  const { page } = await modules.leads.service.list(principal, { customerId }, { limit: 1 });
  return page.rows.length > 0;
}

/** The manager and the reps work in the first showroom: the leads are for it. */
async function createLead(
  { modules }: DemoServices,
  { principal, showrooms }: DemoGroup,
  lead: PlannedLead,
  customerId: string,
): Promise<void> {
  const filters = { vin: lead.vin };
  const [vehicle] =
    lead.vin === undefined
      ? []
      : (await modules.vehicles.service.list(principal, { filters, sort: 'createdAt', limit: 1 }))
          .rows;
  const showroomId = showrooms[0].id;
  const input = toNewLead(lead, { showroomId, customerId, vehicleId: vehicle?.id });
  await modules.leads.service.create(principal, input);
}
