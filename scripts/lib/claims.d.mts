/**
 * Takes a folder for this process, after stopping what a killed owner left running in it. Throws
 * when a living process has it. The returned function gives it back.
 */
export function claimDirectory(directory: string, what: string): Promise<() => void>;
