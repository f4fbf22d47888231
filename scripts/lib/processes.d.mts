/** When a process began, which tells it from a later one with its number; undefined when it is gone. */
export function identityOf(pid: number): string | undefined;
