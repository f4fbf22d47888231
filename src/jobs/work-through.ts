/** Does every piece; one that fails does not keep the others from being done, but is thrown then. */
export async function workThrough<T>(
  pieces: readonly T[],
  work: (piece: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const piece of pieces) {
    try {
      await work(piece);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} have failed.`);
}
