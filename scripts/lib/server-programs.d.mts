/** Compares versions number by number. */
export function isOlder(version: readonly number[], oldest: readonly number[]): boolean;
