/** What was started is stopped, last first, however the command ends. */
import { SetupError, say, warn } from './console.mjs';

const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };

const stops = [];
let stopping;
let interruption;
let announceInterruption = () => {};

/** Resolves with the signal's name once somebody asked the command to stop. */
export const interrupted = new Promise((resolve) => {
  announceInterruption = resolve;
});

/**
 * Registers how something is stopped; while a stop is under way it is stopped at once.
 * @param {() => Promise<unknown> | unknown} stop
 * @returns {() => void} forgets it again
 */
export function onStop(stop) {
  if (stopping !== undefined) {
    stopping = stopping.then(() => runStop(stop));
    return () => {};
  }
  stops.push(stop);
  return () => {
    const index = stops.indexOf(stop);
    if (index >= 0) stops.splice(index, 1);
  };
}

/** Throws when a stop is under way, so that nothing new is started behind its back. */
export function assertRunning() {
  if (stopping !== undefined || interruption !== undefined) throw new SetupError('Stopped.');
}

/** Stops all that is registered, last first. Calling it again waits for the same stop. */
export async function stopAll() {
  stopping ??= (async () => {
    for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) await runStop(stop);
  })();
  let seen;
  while (seen !== stopping) {
    seen = stopping;
    await seen;
  }
}

async function runStop(stop) {
  try {
    await stop();
  } catch (error) {
    warn(`Could not be stopped: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  }
}

function interrupt(signal, line) {
  if (interruption !== undefined) return;
  interruption = signal;
  if (line !== undefined) say(line);
  announceInterruption(signal);
  void stopAll();
}

/**
 * Runs a command to its end, stops everything and leaves with its exit code.
 * @param {() => Promise<number>} main resolves with the exit code
 */
export async function runToEnd(main) {
  listenForTheEnd();
  let exitCode;
  try {
    exitCode = await main();
  } catch (error) {
    exitCode = interruption === undefined ? report(error) : 1;
  }
  if (exitCode !== 0 && interruption !== undefined) exitCode = EXIT_CODES[interruption];
  await stopAll();
  process.exit(exitCode === 0 ? (process.exitCode ?? 0) : (exitCode ?? 1));
}

function report(error) {
  if (error instanceof SetupError) {
    warn(`\n${error.message}`);
    return error.exitCode;
  }
  warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return 1;
}

function listenForTheEnd() {
  for (const signal of Object.keys(EXIT_CODES)) {
    process.on(signal, () => interrupt(signal, '\nStopping …'));
  }
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', () => interrupt('SIGHUP'));
  }
  process.on('uncaughtException', (error) => {
    const exitCode = report(error);
    void stopAll().then(() => process.exit(exitCode));
  });
  if (process.env.npm_lifecycle_event !== undefined) watchParent();
}

/** npm waits for its script; when npm is gone without a word, the person has gone too. */
function watchParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) interrupt('SIGHUP');
  }, 500).unref();
}
