import { conflict } from '../../shared/errors.js';

/** Names that one vehicle of a group has: what is answered when another has it (409). */
export const TAKEN: Readonly<Record<string, () => Error>> = {
  uq_vehicles_vin: () =>
    taken('vin_already_exists', 'Another vehicle of the group has this VIN.', '/vin'),
  uq_vehicles_external_id: () =>
    taken(
      'external_id_already_exists',
      'Another vehicle of the group has this external id.',
      '/externalId',
    ),
  uq_vehicles_stock_number: () =>
    taken(
      'stock_number_already_exists',
      'Another vehicle of the group has this stock number.',
      '/stockNumber',
    ),
};

function taken(code: string, detail: string, pointer: string): Error {
  return conflict(code, detail, { errors: [{ pointer, code, detail }] });
}
