import type { TenantDb } from '../../database/tenant-db.js';
import { LEAD_COLUMNS, toLead } from './lead-row.js';
import type { LeadRow, LeadVehicleRow } from './lead-row.js';
import type { Lead, LeadVehicle } from './lead-types.js';

/** States of a lead that nobody is done with. */
export const OPEN_STATUSES = `('new', 'attempted', 'contacted', 'appointment', 'visit',
  'proposal')`;

/** Leads: writes, and reads by key. */
export class LeadRepository {
  constructor(private readonly db: TenantDb) {}

  /** Stores a new lead with its vehicles, before the next statement of the run. */
  async insert(lead: Lead): Promise<void> {
    await this.db.executeLater(
      `INSERT INTO leads (id, organization_id, showroom_id, customer_id, source, up_type, status,
         timeframe, contact_methods, comments, budget_min, budget_max, budget_currency,
         duplicate_of, requested_at, received_at, version)
       VALUES ($id, $organizationId, $showroomId, $customerId, $source, $upType, $status,
         $timeframe, $contactMethods, $comments, $budgetMin, $budgetMax, $budgetCurrency,
         $duplicateOf, $requestedAt, $receivedAt, $version)`,
      leadColumns(lead),
    );
    if (lead.vehicles.length > 0) await this.insertVehicles(lead);
  }

  /** A lead by id. */
  async find(leadId: string): Promise<Lead | undefined> {
    const row = await this.db.selectOne<LeadRow>(
      `SELECT ${LEAD_COLUMNS} FROM leads
       WHERE organization_id = $organizationId AND id = $leadId`,
      { leadId },
    );
    return row && toLead(row, await this.vehiclesOf([leadId]));
  }

  /** Keeps others from changing the lead until the run ends. */
  async lock(leadId: string): Promise<void> {
    await this.db.select(
      `SELECT id FROM leads
       WHERE organization_id = $organizationId AND id = $leadId FOR UPDATE`,
      { leadId },
    );
  }

  /** Vehicles of these leads, in their order. */
  async vehiclesOf(leadIds: readonly string[]): Promise<readonly LeadVehicleRow[]> {
    if (leadIds.length === 0) return [];
    const names = leadIds.map((_, index) => `$lead${index}`).join(', ');
    return this.db.select<LeadVehicleRow>(
      `SELECT lead_id AS leadId, vehicle_id AS vehicleId, make, model, model_year AS year,
         body_style AS bodyStyle, interest, vehicle_condition AS \`condition\`
       FROM lead_vehicles WHERE organization_id = $organizationId AND lead_id IN (${names})
       ORDER BY lead_id, place`,
      Object.fromEntries(leadIds.map((id, index) => [`lead${index}`, id])),
    );
  }

  /** Open leads of a customer, latest first; 20 at most. */
  async openOf(customerId: string): Promise<readonly Lead[]> {
    const rows = await this.db.select<LeadRow>(
      `SELECT ${LEAD_COLUMNS} FROM leads
       WHERE organization_id = $organizationId AND customer_id = $customerId
         AND status IN ${OPEN_STATUSES}
       ORDER BY id DESC LIMIT 20`,
      { customerId },
    );
    const vehicles = await this.vehiclesOf(rows.map((row) => row.id));
    return rows.map((row) => toLead(row, vehicles));
  }

  /** How many leads the customer had before this one. */
  async countBefore(customerId: string, leadId: string): Promise<number> {
    const row = await this.db.selectOne<{ count: number }>(
      `SELECT COUNT(*) AS count FROM leads
       WHERE organization_id = $organizationId AND customer_id = $customerId AND id < $leadId`,
      { customerId, leadId },
    );
    return row?.count ?? 0;
  }

  private async insertVehicles({ id, vehicles }: Lead): Promise<void> {
    const rows = vehicles.map(
      (_, i) => `($organizationId, $id, ${i}, $v${i}, $make${i}, $model${i}, $year${i}, $body${i},
        $interest${i}, $condition${i})`,
    );
    const bind = Object.assign({ id }, ...vehicles.map(vehicleColumns)) as Record<string, unknown>;
    await this.db.executeLater(
      `INSERT INTO lead_vehicles (organization_id, lead_id, place, vehicle_id, make, model,
         model_year, body_style, interest, vehicle_condition)
       VALUES ${rows.join(', ')}`,
      bind,
    );
  }
}

function leadColumns(lead: Lead): Readonly<Record<string, unknown>> {
  const { budget } = lead;
  return {
    id: lead.id,
    showroomId: lead.showroomId,
    customerId: lead.customerId,
    source: lead.source,
    upType: lead.upType,
    status: lead.status,
    timeframe: lead.timeframe,
    contactMethods: JSON.stringify(lead.contactMethods),
    comments: lead.comments,
    budgetMin: budget?.min?.amount,
    budgetMax: budget?.max?.amount,
    budgetCurrency: budget?.min?.currency ?? budget?.max?.currency,
    duplicateOf: lead.duplicateOf,
    requestedAt: lead.requestedAt,
    receivedAt: lead.receivedAt,
    version: lead.version,
  };
}

function vehicleColumns(vehicle: LeadVehicle, i: number): Readonly<Record<string, unknown>> {
  return {
    [`v${i}`]: vehicle.vehicleId,
    [`make${i}`]: vehicle.make,
    [`model${i}`]: vehicle.model,
    [`year${i}`]: vehicle.year,
    [`body${i}`]: vehicle.bodyStyle,
    [`interest${i}`]: vehicle.interest,
    [`condition${i}`]: vehicle.condition,
  };
}
