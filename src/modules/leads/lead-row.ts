import type { Budget, ContactMethod, Lead, LeadStatus, LeadVehicle } from './lead-types.js';
import type { Condition, Interest, Timeframe, UpType } from './lead-types.js';

/** Columns of a lead under the names of `LeadRow`. */
export const LEAD_COLUMNS = `id, customer_id AS customerId, showroom_id AS showroomId, source,
  up_type AS upType, status, timeframe, contact_methods AS contactMethods, comments,
  budget_min AS budgetMin, budget_max AS budgetMax, budget_currency AS budgetCurrency,
  assigned_to AS assignedTo, duplicate_of AS duplicateOf, requested_at AS requestedAt,
  received_at AS receivedAt, responded_at AS respondedAt, version`;

/** A row as the database gives it. */
export interface LeadRow {
  readonly id: string;
  readonly customerId: string;
  readonly showroomId: string;
  readonly source: string;
  readonly upType: UpType;
  readonly status: LeadStatus;
  readonly timeframe: Timeframe | null;
  readonly contactMethods: readonly ContactMethod[];
  readonly comments: string | null;
  readonly budgetMin: number | null;
  readonly budgetMax: number | null;
  readonly budgetCurrency: string | null;
  readonly assignedTo: string | null;
  readonly duplicateOf: string | null;
  readonly requestedAt: Date;
  readonly receivedAt: Date;
  readonly respondedAt: Date | null;
  readonly version: number;
}

/** A vehicle of a lead as the database gives it. */
export interface LeadVehicleRow {
  readonly leadId: string;
  readonly vehicleId: string | null;
  readonly make: string;
  readonly model: string;
  readonly year: number | null;
  readonly bodyStyle: string | null;
  readonly interest: Interest;
  readonly condition: Condition | null;
}

/** The rows of one lead without their absent values. */
export function toLead(row: LeadRow, vehicles: readonly LeadVehicleRow[]): Lead {
  const { timeframe, comments, assignedTo, duplicateOf, respondedAt } = row;
  const budget = toBudget(row);
  return {
    id: row.id,
    customerId: row.customerId,
    showroomId: row.showroomId,
    source: row.source,
    upType: row.upType,
    status: row.status,
    contactMethods: row.contactMethods,
    requestedAt: row.requestedAt,
    receivedAt: row.receivedAt,
    version: row.version,
    vehicles: vehicles.filter((vehicle) => vehicle.leadId === row.id).map(toVehicle),
    ...(budget && { budget }),
    ...(timeframe !== null && { timeframe }),
    ...(comments !== null && { comments }),
    ...(assignedTo !== null && { assignedTo }),
    ...(duplicateOf !== null && { duplicateOf }),
    ...(respondedAt && { respondedAt }),
  };
}

function toBudget({ budgetMin, budgetMax, budgetCurrency }: LeadRow): Budget | undefined {
  if (budgetCurrency === null) return undefined;
  return {
    ...(budgetMin !== null && { min: { amount: budgetMin, currency: budgetCurrency } }),
    ...(budgetMax !== null && { max: { amount: budgetMax, currency: budgetCurrency } }),
  };
}

function toVehicle(row: LeadVehicleRow): LeadVehicle {
  const { vehicleId, make, model, year, bodyStyle, interest, condition } = row;
  return {
    make,
    model,
    interest,
    ...(vehicleId !== null && { vehicleId }),
    ...(year !== null && { year }),
    ...(bodyStyle !== null && { bodyStyle }),
    ...(condition !== null && { condition }),
  };
}
