/** Tells apart what `npm audit --json` may have meant by its standard output. */
export function judgeAudit(output: string): { exitCode: 0 | 1 | 2; message: string };
