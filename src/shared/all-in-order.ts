/**
 * Waits for all of what is under way. When some of it fails, throws what stands first among that,
 * not what failed first: where one thing builds on another, that is the cause.
 */
export async function allInOrder<T>(underWay: ReadonlyArray<Promise<T>>): Promise<T[]> {
  const outcomes = await Promise.allSettled(underWay);
  return outcomes.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
}
