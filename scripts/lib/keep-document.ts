import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface KeptDocument {
  /** Its path from the root of the project. */
  readonly file: string;
  /** As the code makes it. */
  readonly made: string;
  /** What writes it. */
  readonly command: string;
  /** Only says whether what is committed fits; the exit code is then 1 when it does not. */
  readonly checkOnly: boolean;
}

/** Writes a document that is made of code, or says whether the committed one still fits. */
export function keepDocument({ file, made, command, checkOnly }: KeptDocument): void {
  const path = fileURLToPath(new URL(`../../${file}`, import.meta.url));
  if (!checkOnly) {
    writeFileSync(path, made);
    console.log(`${file}: ${made.split('\n').length} lines written.`);
    return;
  }
  const committed = readCommitted(path);
  if (committed === made) {
    console.log(`${file} fits the code.`);
    return;
  }
  const place = committed === undefined ? 'It is missing.' : firstDifference(committed, made);
  console.error(`${file} differs from the code. ${place}`);
  console.error(`Run \`${command}\` and commit the result.`);
  process.exitCode = 1;
}

function readCommitted(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function firstDifference(committed: string, made: string): string {
  const [theirs, ours] = [committed.split('\n'), made.split('\n')];
  const line = ours.findIndex((text, index) => text !== theirs[index]);
  const at = line === -1 ? ours.length : line;
  return `First at line ${at + 1}:\n  committed: ${theirs[at] ?? '(end)'}\n  code:      ${ours[at] ?? '(end)'}`;
}
