/** One command at a time in one folder; what a killed command left behind is cleared away. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError, say } from './console.mjs';
import { localPath } from './paths.mjs';
import { identityOf, stopLeftover } from './processes.mjs';

const OWNER = 'owner.json';
/** Folders of runs that keep nothing: the process number is in the name. */
const PASSING = /^run-\d+$/;

/**
 * Takes a folder for this process, after stopping what a killed owner left running in it.
 * @param {string} directory made when missing
 * @param {string} what names the command in the message
 * @returns {Promise<() => void>} gives the folder back
 * @throws {SetupError} when a living process has it
 */
export async function claimDirectory(directory, what) {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const owner = await takeOwnership(directory);
  if (owner !== undefined) {
    throw new SetupError(
      `${what} already runs from this folder (process ${owner.pid}).\n` +
        `Stop it first, with Ctrl-C in its terminal or: kill ${owner.pid}`,
    );
  }
  await stopLeftovers(directory);
  return () => rmSync(path.join(directory, OWNER), { force: true });
}

/**
 * Waits until no other process does the same work in this checkout.
 * @param {string} name
 * @returns {Promise<() => void>} lets the next one in
 */
export async function waitForTurn(name) {
  const directory = localPath('turns', name);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  for (let told = false; ; told = true) {
    const owner = await takeOwnership(directory);
    if (owner === undefined) return () => rmSync(path.join(directory, OWNER), { force: true });
    if (!told) say(`      waiting for process ${owner.pid}, which does the same`);
    await delay(500);
  }
}

/** A folder for this run alone, cleared of those whose run is over. */
export async function claimPassingDirectory(what) {
  await clearPassedDirectories();
  const directory = localPath(`run-${process.pid}`);
  await claimDirectory(directory, what);
  return directory;
}

async function clearPassedDirectories() {
  mkdirSync(localPath(), { recursive: true, mode: 0o700 });
  for (const name of readdirSync(localPath())) {
    if (!PASSING.test(name) || livingOwner(localPath(name)) !== undefined) continue;
    await stopLeftovers(localPath(name));
    rmSync(localPath(name), { recursive: true, force: true });
  }
}

async function takeOwnership(directory) {
  const self = JSON.stringify({ pid: process.pid, identity: identityOf(process.pid) });
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      writeFileSync(path.join(directory, OWNER), self, { flag: 'wx', mode: 0o600 });
      return undefined;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const owner = livingOwner(directory);
    if (owner !== undefined) return owner;
    await delay(100);
    if (livingOwner(directory) === undefined) rmSync(path.join(directory, OWNER), { force: true });
  }
  return livingOwner(directory) ?? { pid: 'unknown' };
}

function livingOwner(directory) {
  const owner = readRecord(path.join(directory, OWNER));
  const lives = owner !== undefined && identityOf(owner.pid) === owner.identity;
  return lives ? owner : undefined;
}

/** Stops every recorded process in a folder, and below it, that still runs. */
export async function stopLeftovers(directory) {
  for (const entry of readdirSync(directory, { recursive: true })) {
    if (!entry.endsWith('.process.json')) continue;
    const file = path.join(directory, entry);
    const record = readRecord(file);
    if (record !== undefined) await stopLeftover(record);
    rmSync(file, { force: true });
  }
}

function readRecord(file) {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8'));
    return typeof record.identity === 'string' ? record : undefined;
  } catch {
    return undefined;
  }
}
