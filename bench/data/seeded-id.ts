/** Kinds of rows that the benchmark makes. */
const KINDS = { organization: 1, showroom: 2, user: 3, vehicle: 4 } as const;

/** A UUIDv7 that is the same in every run; ids of one kind sort by their index. */
export function seededId(kind: keyof typeof KINDS, index = 0): string {
  const prefix = `0192f0c${KINDS[kind]}`;
  return `${prefix}-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
}
