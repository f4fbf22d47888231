import type { TestDrive } from './test-drive-types.js';

/** JSON form of a test drive. */
export function presentTestDrive(drive: TestDrive): object {
  const { slot, ...rest } = drive;
  return {
    ...rest,
    ...(slot && { startsAt: slot.startsAt.toISOString(), endsAt: slot.endsAt.toISOString() }),
    _links: linksOf(drive),
  };
}

function linksOf(drive: TestDrive): Readonly<Record<string, { readonly href: string }>> {
  const { id, showroomId, vehicleId, customerId, visitId, leadId } = drive;
  return {
    self: { href: `/api/v1/test-drives/${id}` },
    showroom: { href: `/api/v1/showrooms/${showroomId}` },
    vehicle: { href: `/api/v1/vehicles/${vehicleId}` },
    ...(customerId !== undefined && { customer: { href: `/api/v1/customers/${customerId}` } }),
    ...(visitId !== undefined && { visit: { href: `/api/v1/visits/${visitId}` } }),
    ...(leadId !== undefined && { lead: { href: `/api/v1/leads/${leadId}` } }),
  };
}
