/** Child processes: commands that end by themselves, and daemons that are stopped. */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { SetupError } from './console.mjs';
import { assertRunning, onStop } from './lifecycle.mjs';

const KEPT_OUTPUT = 60_000;

/**
 * Tells one process from a later one with the same number.
 * @returns {string | undefined} when it began; undefined when there is no such process
 */
export function identityOf(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state === 'Z' ? undefined : fields[18];
    }
    const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], options).trim() || undefined;
  } catch {
    return undefined;
  }
}

/** Sends a signal to a process that may be gone already. */
export function signalProcess(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Ends a process and all that it has started, at once; those below it only where /proc is. */
export function endTree(pid) {
  const children = childrenOf(pid);
  signalProcess(pid, 'SIGKILL');
  for (const child of children) endTree(child);
}

function childrenOf(pid) {
  const numbers = process.platform === 'linux' ? readdirSync('/proc').filter(Number) : [];
  return numbers.map(Number).filter((number) => parentOf(number) === pid);
}

function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(parent);
  } catch {
    return undefined;
  }
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.cwd]
 * @param {boolean} [options.show] the command speaks to the terminal itself
 * @param {boolean} [options.finish] a stop waits for its end instead of ending it
 * @param {number} [options.timeoutMs] after which it is ended
 * @param {(child: import('node:child_process').ChildProcess) => void} [options.onSpawn]
 * @param {boolean} [options.whileStopping] it is part of a stop itself
 * @returns {Promise<{code: number, output: string}>} output is what it said last, when not shown
 */
export async function runCommand(command, args, options = {}) {
  if (!options.whileStopping) assertRunning();
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: options.show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    timeout: options.timeoutMs,
  });
  options.onSpawn?.(child);
  let output = '';
  const keep = (chunk) => {
    output = (output + chunk).slice(-KEPT_OUTPUT);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
  });
  const gone = ended.catch(() => {});
  const forget = options.whileStopping
    ? () => {}
    : onStop(() => (options.finish ? gone : endChild(child, gone)));
  try {
    return await ended;
  } finally {
    forget();
  }
}

async function endChild(child, gone) {
  child.kill('SIGTERM');
  const deadline = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await gone;
  clearTimeout(deadline);
}

/**
 * Runs a command whose success is taken for granted.
 * @throws {SetupError} with the end of what it said, when it fails
 */
export async function runOrFail(what, command, args, options = {}) {
  const { code, output } = await runCommand(command, args, options).catch((error) => {
    throw new SetupError(`${what} could not be started: ${error.message}`);
  });
  if (code !== 0) {
    throw new SetupError(`${what} failed (exit code ${code}).\n${excerpt(output)}`, code);
  }
  return output;
}

/** Programs name the cause at the beginning, or at the end. */
function excerpt(output) {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= 30) return lines.join('\n');
  return [...lines.slice(0, 15), '…', ...lines.slice(-15)].join('\n');
}

/** The last lines of a text, for an error message. */
export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

const daemons = new Set();
process.on('exit', () => {
  for (const pid of daemons) signalProcess(pid, 'SIGKILL');
});

/**
 * Starts a process that runs until it is stopped, in a session of its own so that Ctrl-C does not
 * reach it before its turn.
 * @param {object} options
 * @param {string} options.command
 * @param {string[]} options.args
 * @param {string} options.logFile receives what it says
 * @param {string} options.recordFile holds its number while it runs, for a later clean-up
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {string} [options.input] given to its standard input
 * @param {number} [options.graceMs] how long SIGTERM may take before SIGKILL
 */
export async function startDaemon(options) {
  assertRunning();
  const log = openSync(options.logFile, 'w', 0o600);
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: [options.input === undefined ? 'ignore' : 'pipe', log, log],
  });
  closeSync(log);
  const exited = new Promise((resolve) => {
    child.on('exit', (code, signal) => resolve({ code, signal }));
  });
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.on('error', reject);
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input);
  return superviseDaemon(child, exited, options);
}

function superviseDaemon(child, exited, { recordFile, graceMs = 30_000 }) {
  const { pid } = child;
  daemons.add(pid);
  writeFileSync(recordFile, JSON.stringify({ pid, identity: identityOf(pid) }));
  let forget = () => {};
  void exited.then(() => {
    daemons.delete(pid);
    rmSync(recordFile, { force: true });
    forget();
  });
  const end = async (signal) => {
    child.kill(signal);
    const deadline = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await exited;
    clearTimeout(deadline);
  };
  const daemon = { pid, exited, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
  forget = onStop(daemon.stop);
  return daemon;
}

/** Stops a process that an earlier command left behind, if it is still the one that was recorded. */
export async function stopLeftover({ pid, identity }) {
  const lives = () => identity !== undefined && identityOf(pid) === identity;
  if (!lives()) return;
  signalProcess(pid, 'SIGTERM');
  for (let waited = 0; lives(); waited += 50) {
    if (waited === 20_000) signalProcess(pid, 'SIGKILL');
    await delay(50);
  }
}
