import type { Lead, LeadVehicle, Score } from './lead-types.js';

/** JSON form of a lead. */
export function presentLead(lead: Lead): object {
  const { requestedAt, receivedAt, respondedAt, vehicles, ...rest } = lead;
  const href = `/api/v1/leads/${lead.id}`;
  return {
    ...rest,
    vehicles: vehicles.map(presentVehicle),
    requestedAt: requestedAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
    ...(respondedAt && { respondedAt: respondedAt.toISOString() }),
    _links: {
      self: { href },
      customer: { href: `/api/v1/customers/${lead.customerId}` },
      showroom: { href: `/api/v1/showrooms/${lead.showroomId}` },
      score: { href: `${href}/score` },
    },
  };
}

function presentVehicle({ bodyStyle, ...vehicle }: LeadVehicle): object {
  return vehicle;
}

/** JSON form of a lead for callers who may write personal data, and never read it. */
export function presentReceipt({ id, showroomId, status, receivedAt }: Lead): object {
  return { id, showroomId, status, receivedAt: receivedAt.toISOString() };
}

/** JSON form of a score. */
export function presentScore(score: Score): object {
  return { ...score, scoredAt: score.scoredAt.toISOString() };
}
