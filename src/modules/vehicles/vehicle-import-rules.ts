import { conflict, forbidden, invalidRequest, isProblem } from '../../shared/errors.js';
import type { ErrorDetail } from '../../shared/errors.js';
import { mayEnterShowroom } from '../../shared/principal.js';
import type { VehicleImportOptions } from './vehicle-import-types.js';
import type { NewVehicle, VehicleChanges, VehicleRow } from './vehicle-types.js';

const REQUIRED = ['condition', 'modelYear', 'make', 'model'] as const;

const NOT_FOR_SALE = {
  pointer: '/status',
  code: 'not_for_sale',
  detail: 'Not for sale; a file neither holds nor sells.',
};

/** Throws for a new vehicle that is not for sale. */
export function requireForSale({ status }: VehicleChanges): void {
  if (status === 'withdrawn') throw invalidRequest([NOT_FOR_SALE]);
}

/** What is told of a known vehicle that stays for sale, though its row says otherwise. */
export function notesOf(known: VehicleRow, { status }: VehicleChanges): readonly ErrorDetail[] {
  return status === 'withdrawn' && known.status === 'available' ? [NOT_FOR_SALE] : [];
}

/** What a new vehicle must have beside its showroom. Throws with every field that is missing. */
export function requireNew(changes: VehicleChanges): void {
  requireFields(changes, REQUIRED);
}

/** What a new vehicle must have. Throws with every field that is missing. */
export function requirePlacedNew(changes: VehicleChanges): asserts changes is NewVehicle {
  requireFields(changes, ['showroomId', ...REQUIRED]);
}

function requireFields(changes: VehicleChanges, fields: ReadonlyArray<keyof VehicleChanges>): void {
  const missing = fields.filter((field) => changes[field] === undefined);
  if (missing.length === 0) return;
  throw invalidRequest(
    missing.map((field) => ({
      pointer: `/${field}`,
      code: 'required',
      detail: 'A new vehicle needs this.',
    })),
  );
}

/**
 * What a file may change of a vehicle: holds and sales are neither made nor undone by it, and what
 * was withdrawn is for sale again when a file names it, unless that says otherwise. Throws 409 for
 * what is sold, 403 for what stands in a showroom that the importer has no access to.
 */
export function changesOfKnown(
  known: VehicleRow,
  changes: VehicleChanges,
  access: Pick<VehicleImportOptions, 'showroomIds'>,
): VehicleChanges {
  if (!mayEnterShowroom(access, known.showroomId)) throw forbidden('showroom_forbidden');
  if (known.status === 'sold') {
    throw conflict('vehicle_already_sold', 'The vehicle is sold and was left as it is.');
  }
  return { ...changes, status: statusOf(known, changes) };
}

function statusOf(known: VehicleRow, { status }: VehicleChanges): VehicleChanges['status'] {
  if (known.status === 'held' || status === 'withdrawn') return undefined;
  if (known.status === 'withdrawn') return status ?? 'available';
  // A file is often older than the arrival of what it lists.
  return known.status === 'available' ? undefined : status;
}

/** What is told of a refusal. Rethrows what is none. */
export function errorsOf(error: unknown): readonly ErrorDetail[] {
  if (!isProblem(error)) throw error;
  const { code = 'failed', errors } = error.data ?? {};
  return errors ?? [{ code, detail: error.message }];
}
