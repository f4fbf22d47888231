import { uniqueNumber, usd } from './office.js';
import { idNamed } from './targets.js';
import type { Operation } from './specification.js';
import type { Place, World } from './world.js';

const HOUR_MS = 3_600_000;

type Body = Record<string, unknown>;

/** Where examples are not enough: what must be unique, or fit the time. */
const ADJUSTED: Readonly<Record<string, (body: Body, world: World) => Body>> = {
  createHold: () => ({ note: 'Calls back tomorrow.' }),
  updateHold: (_, { office }) => {
    const now = office.app.clock.now().getTime();
    return { until: new Date(now + 30 * HOUR_MS + uniqueNumber() * 1_000).toISOString() };
  },
  updateTransfer: () => ({ status: 'cancelled' }),
  createVehicle: (body) => ({ ...body, cost: usd(2_000_000), pack: usd(40_000) }),
  createUser: (body, { organizationId }) => ({
    ...body,
    email: `rosa${uniqueNumber()}-${organizationId}@dealer.example`,
  }),
  updateUser: () => ({ name: `Rosa Delgado ${uniqueNumber()}` }),
  requestPasswordReset: () => ({ email: `nobody${uniqueNumber()}@dealer.example` }),
  createLead: (body) => ({
    ...body,
    comments: 'Ring twice, I am deaf in one ear.',
    customer: {
      firstName: 'Hildegard',
      lastName: `Zumthor${uniqueNumber()}`,
      email: `hildegard${uniqueNumber()}@personal.example`,
    },
  }),
  recordActivity: () => ({ type: 'CUSTOMER_ENTERED', location: { floor: 1, x: 2, y: 2 } }),
  setStaffAvailability: () => ({ isAvailable: false }),
};

/** A body that is all right, with ids of this place; undefined where there is none. */
export function bodyFor(operation: Operation, world: World, place: Place): unknown {
  const { operationId, example, contentType } = operation;
  if (contentType === undefined) return undefined;
  const body = structuredClone(example) as Body;
  const adjusted = ADJUSTED[operationId]?.(body, world) ?? body;
  for (const pointer of operation.bodyIds) {
    if (valueAt(adjusted, pointer) !== undefined) {
      setAt(adjusted, pointer, idNamed(world, place, nameOf(pointer)));
    }
  }
  return adjusted;
}

/** Bodies in which a field of this kind can stand at all. */
function carrier(operation: Operation, pointer: string, context: [World, Place]): Body {
  const [world, place] = context;
  const body = bodyFor(operation, world, place) as Body;
  if (operation.operationId === 'createLead' && pointer === '/customerId') {
    return { ...body, customer: undefined };
  }
  if (operation.operationId !== 'recordActivity') return body;
  const activity = activityWith(nameOf(pointer), place);
  return pointer.startsWith('/activities/') ? { activities: [activity] } : activity;
}

function activityWith(name: string, { rep, vehicleId }: Place): Body {
  const { visitId } = rep;
  if (name === 'vehicleId') {
    return { type: 'CUSTOMER_INTEREST', visitId, vehicleId, interestLevel: 0.2 };
  }
  if (name !== 'salesRepId') return { type: 'CUSTOMER_ENTERED' };
  return { type: 'CUSTOMER_ENGAGED', visitId, engagementType: 'conversation' };
}

/** The body with this value at the pointer, and whatever it takes for it to stand there. */
export function bodyWith(
  operation: Operation,
  at: { readonly pointer: string; readonly value: unknown },
  context: [World, Place],
): unknown {
  const body = carrier(operation, at.pointer, context);
  setAt(body, at.pointer, at.value);
  return body;
}

/** The name of the field at a pointer; of an element, the name of its array. */
export function nameOf(pointer: string): string {
  const names = pointer.split('/').filter((part) => part !== '0');
  return names.at(-1) ?? '';
}

function valueAt(body: unknown, pointer: string): unknown {
  return partsOf(pointer).reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? Reflect.get(value, part) : undefined,
    body,
  );
}

function setAt(body: Body, pointer: string, value: unknown): void {
  const parts = partsOf(pointer);
  const last = parts.pop() ?? '';
  let at: object = body;
  for (const [index, part] of parts.entries()) {
    const inner: unknown = Reflect.get(at, part);
    const next = (parts[index + 1] ?? last) === '0' ? [] : {};
    const existing = typeof inner === 'object' && inner !== null ? inner : next;
    Reflect.set(at, part, existing);
    at = existing;
  }
  Reflect.set(at, last, value);
}

function partsOf(pointer: string): string[] {
  return pointer.split('/').slice(1);
}
