const COUNT_EXACT = /(?:^|[,;])\s*count\s*=\s*"?exact"?\s*(?:$|[,;])/i;

/** Whether `Prefer` (RFC 7240) asks a list for its exact total. */
export function prefersExactCount(header: string | string[] | undefined): boolean {
  return typeof header === 'string' && COUNT_EXACT.test(header);
}
