/** Maps things by the name under which they are stored. Throws when two have the same. */
export function byUniqueName<T>(
  things: readonly T[],
  nameOf: (thing: T) => string,
): ReadonlyMap<string, T> {
  const byName = new Map<string, T>();
  for (const thing of things) {
    const name = nameOf(thing);
    if (byName.has(name)) throw new Error(`The name ${name} is used twice.`);
    byName.set(name, thing);
  }
  return byName;
}
