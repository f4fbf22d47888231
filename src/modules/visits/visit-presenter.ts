import type { FloorVisitor } from './floor-service.js';
import type { Heatmap } from './heatmap-repository.js';
import { toWireLocation } from './visit-events.js';
import type { VisitView } from './visit-service.js';
import type { ActivityRecord, Visit } from './visit-types.js';
import { actorIdOf, leadsShowrooms } from '../../shared/principal.js';
import type { Principal } from '../../shared/principal.js';
import type { Turn } from '../rotation/index.js';
import type { DisplayedVehicle } from '../vehicles/index.js';

type Links = Record<string, { href: string; method?: string }>;

/**
 * JSON form of a visit in a list. Where he is changes with every step, and is told by the floor:
 * what stands here changes with the version only.
 */
export function presentVisit(visit: Visit): object {
  const { location, locatedAt, enteredAt, exitedAt, lastActivityAt, highValueAt, ...rest } = visit;
  return {
    ...rest,
    status: exitedAt === undefined ? 'open' : 'closed',
    enteredAt: enteredAt.toISOString(),
    ...(exitedAt && { exitedAt: exitedAt.toISOString() }),
    ...(highValueAt && { highValueAt: highValueAt.toISOString() }),
    _links: linksOf(visit),
  };
}

/** JSON form of one visit, with its claim on a rep and what can be done with it now. */
export function presentVisitView({ visit, turn }: VisitView, caller: Principal): object {
  const assignment = turn && presentAssignment(turn);
  return {
    ...presentVisit(visit),
    ...(assignment && { assignment }),
    _links: { ...linksOf(visit), ...actionsOf({ visit, turn, caller }) },
  };
}

function presentAssignment(turn: Turn): object | undefined {
  const { state, assignedTo, acceptBy, waitingSince } = turn;
  if (state === 'closed') return undefined;
  return {
    state,
    ...(assignedTo !== undefined && { assignedTo }),
    ...(acceptBy && { acceptBy: acceptBy.toISOString() }),
    ...(waitingSince && { waitingSince: waitingSince.toISOString() }),
  };
}

function linksOf({ id, showroomId, customerId }: Visit): Links {
  return {
    self: { href: `/api/v1/visits/${id}` },
    showroom: { href: `/api/v1/showrooms/${showroomId}` },
    ...(customerId !== undefined && { customer: { href: `/api/v1/customers/${customerId}` } }),
  };
}

interface Situation {
  readonly visit: Visit;
  readonly turn: Turn | undefined;
  readonly caller: Principal;
}

/** What this caller can do with the visit now. */
function actionsOf({ visit, turn, caller }: Situation): Links {
  if (visit.exitedAt !== undefined) return {};
  const href = `/api/v1/visits/${visit.id}/assignment`;
  const isOwn = turn?.assignedTo === actorIdOf(caller);
  const isAsked = isOwn && turn.state === 'assigned';
  return {
    ...(leadsShowrooms(caller) && { assign: { href, method: 'POST' } }),
    ...(isAsked && { accept: { href: `${href}/accept`, method: 'POST' } }),
    ...(isOwn && { decline: { href: `${href}/decline`, method: 'POST' } }),
  };
}

/** JSON form of an activity. */
export function presentActivity(record: ActivityRecord): object {
  const { data, occurredAt, receivedAt, ...rest } = record;
  return {
    ...rest,
    ...data,
    occurredAt: occurredAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
  };
}

/** JSON form of a visitor on the floor. */
export function presentVisitor({ visit, customerName, assignedTo }: FloorVisitor): object {
  const { id, customerId, enteredAt, location, leadScore } = visit;
  return {
    visitId: id,
    enteredAt: enteredAt.toISOString(),
    ...(customerId !== undefined && { customerId }),
    ...(customerName !== undefined && { customerName }),
    ...(location && { location: toWireLocation(location) }),
    ...(leadScore !== undefined && { leadScore }),
    ...(assignedTo !== undefined && { assignedTo }),
  };
}

/** JSON form of a displayed vehicle. */
export function presentFloorVehicle(vehicle: DisplayedVehicle): object {
  const { id, make, model, bodyStyle, status, floor, xMm, yMm } = vehicle;
  const position = toWireLocation({ floor, xMm, yMm });
  return { id, make, model, status, position, ...(bodyStyle !== undefined && { bodyStyle }) };
}

/** JSON form of a heatmap, without links. */
export function presentHeatmap({ cells, rebuiltAt, hours }: Heatmap): object {
  const window = hours && { from: hours.from.toISOString(), to: hours.to.toISOString() };
  return { cells, rebuiltAt: rebuiltAt.toISOString(), ...window };
}
