import type { NewEvent } from '../../events/event.js';
import { toMetres } from './floor-rules.js';
import type { FloorPoint, Visit } from './visit-types.js';

/** A location on the wire, in metres. */
export interface WireLocation {
  readonly floor: number;
  readonly x: number;
  readonly y: number;
  readonly zone?: string;
}

/** Millimetres of the table to metres of the wire. */
export function toWireLocation(point: FloorPoint): WireLocation {
  const { floor, xMm, yMm, zone } = point;
  return { floor, x: toMetres(xMm), y: toMetres(yMm), ...(zone !== undefined && { zone }) };
}

/** An event of a visit; it always names visit, showroom and, if known, customer. */
export function visitEvent(
  visit: Visit,
  type: string,
  data: Readonly<Record<string, unknown>>,
  occurredAt?: Date,
): NewEvent {
  const { id, showroomId, customerId } = visit;
  return {
    stream: 'visit',
    streamId: id,
    type,
    showroomId,
    data: { visitId: id, ...(customerId !== undefined && { customerId }), ...data },
    ...(occurredAt && { occurredAt }),
  };
}
