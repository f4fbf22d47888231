import { isProblem } from '../../shared/errors.js';
import type { EntryResult } from './vehicle-batch-types.js';

/** What became of one of a batch, as sent. */
export function presentEntryResult(
  result: EntryResult,
  externalId: string | null | undefined,
): object {
  const named = typeof externalId === 'string' ? { externalId } : {};
  if (!isProblem(result)) {
    const { id: vehicleId, version } = result.saved;
    return { status: result.isNew ? 201 : 200, ...named, vehicleId, version };
  }
  const { output, data, message } = result;
  const errors = data?.errors === undefined ? {} : { errors: data.errors };
  return { status: output.statusCode, ...named, code: data?.code, detail: message, ...errors };
}
