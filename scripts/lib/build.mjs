/** The build, made again only when something that goes into it has changed. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { waitForTurn } from './claims.mjs';
import { npmCommand } from './dependencies.mjs';
import { projectRoot } from './paths.mjs';
import { runOrFail } from './processes.mjs';

const SOURCE_FOLDERS = ['src', 'migrations', 'scripts'];
const SOURCE_FILES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'openapi.yaml',
];
const STAMP = path.join(projectRoot, 'dist', '.sources');

/**
 * Builds into `dist/` if need be.
 * @param {(note: string) => void} note is told what was done
 */
export async function ensureBuild(note) {
  const endTurn = await waitForTurn('build');
  try {
    const digest = digestOfSources(projectRoot);
    if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest) {
      note('up to date');
      return;
    }
    const [command, ...args] = npmCommand();
    await runOrFail('npm run build', command, [...args, 'run', 'build'], { cwd: projectRoot });
    writeFileSync(STAMP, digest);
    note('built');
  } finally {
    endTurn();
  }
}

/** One digest of the names and contents of everything that the build reads. */
export function digestOfSources(root) {
  const digest = createHash('sha256');
  for (const file of sourceFiles(root)) {
    digest
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  }
  return digest.digest('hex');
}

function sourceFiles(root) {
  const inFolders = SOURCE_FOLDERS.filter((folder) => existsSync(path.join(root, folder))).flatMap(
    (folder) =>
      readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name))),
  );
  return [...inFolders, ...SOURCE_FILES.filter((file) => existsSync(path.join(root, file)))].sort();
}
