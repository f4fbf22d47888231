import type { Operation, OperationRow } from './operation-types.js';

/** Where an operation is found. */
export function operationHref(operationId: string): string {
  return `/api/v1/operations/${operationId}`;
}

/** JSON form of an operation. */
export function presentOperation(operation: Operation): object {
  const { id, type, status, progress, processed, result, error, createdAt, finishedAt } = operation;
  const href = operationHref(id);
  return {
    ...{ id, type, status, progress, processed },
    ...(result === undefined ? {} : { result }),
    ...(error === undefined ? {} : { error }),
    createdAt: createdAt.toISOString(),
    ...(finishedAt === undefined ? {} : { finishedAt: finishedAt.toISOString() }),
    _links: { self: { href }, rows: { href: `${href}/rows` } },
  };
}

/** JSON form of what became of one row. */
export function presentOperationRow({ row, status, resourceId, errors }: OperationRow): object {
  return {
    ...(row === undefined ? {} : { row }),
    status,
    ...(resourceId === undefined ? {} : { resourceId }),
    errors,
  };
}
