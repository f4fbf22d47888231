import type { NewEvent } from '../../events/event.js';
import type { Operation } from './operation-types.js';

/** Long work has begun, has come further, or has ended. */
export const OPERATION_UPDATED = 'operation.updated';

/** The event of an operation as it stands: `{operationId, type, status, progress, processed, …}`. */
export function operationUpdated(operation: Operation): NewEvent {
  const { id, type, status, progress, processed, startedBy, isUsers, showroomId } = operation;
  const data = { operationId: id, type, status, progress, processed, startedBy, isUsers };
  return {
    ...{ stream: 'operation', streamId: id, type: OPERATION_UPDATED, data },
    ...(showroomId === undefined ? {} : { showroomId }),
  };
}
