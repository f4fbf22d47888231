import type { ListedImport } from './import-types.js';

/** JSON form of a past import. */
export function presentImport(one: ListedImport): object {
  const { id, showroomId, createdAt, dryRun, full, status, progress, result, error } = one;
  const href = `/api/v1/operations/${id}`;
  return {
    ...{ id, dryRun, full, status, progress },
    ...(showroomId === null ? {} : { showroomId }),
    ...(result === undefined ? {} : { result }),
    ...(error === undefined ? {} : { error }),
    createdAt: createdAt.toISOString(),
    _links: { self: { href }, rows: { href: `${href}/rows` } },
  };
}
