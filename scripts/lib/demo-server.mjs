/** The demo's server: started, waited for, and told why when it ends by itself. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError, say } from './console.mjs';
import { request } from './http-client.mjs';
import { interrupted } from './lifecycle.mjs';
import { projectRoot } from './paths.mjs';
import { waitFor } from './ports.mjs';
import { lastLines, runCommand, startDaemon } from './processes.mjs';

const READY_WITHIN_MS = 90_000;

/**
 * @param {{serve: string[], isWatched: boolean}} way what to start, and whether it restarts at changes
 * @param {NodeJS.ProcessEnv} env
 * @param {string} directory for the log
 * @param {string} url where it will answer
 * @returns {Promise<{ended: Promise<{how: string}>, lastWords: () => string}>} once it is ready
 * @throws {SetupError} with the end of its log
 */
export async function startServer(way, env, directory, url) {
  const logFile = path.join(directory, 'server.log');
  const server = way.isWatched
    ? startWatched(way, env)
    : await startBuilt(way, env, directory, logFile);
  const giveUp = new AbortController();
  const isReady = async () => (await request(`${url}/ready`)).status === 200;
  const outcome = await Promise.race([
    server.ended,
    interrupted,
    waitFor(giveUp.signal, isReady, READY_WITHIN_MS).then(
      () => 'ready',
      () => 'late',
    ),
  ]);
  giveUp.abort();
  if (outcome === 'ready') return server;
  const how = outcome === 'late' ? 'not ready in time' : outcome.how;
  throw new SetupError(`The server did not start (${how}).${server.lastWords()}`);
}

async function startBuilt(way, env, directory, logFile) {
  const daemon = await startDaemon({
    command: process.execPath,
    args: way.serve,
    cwd: projectRoot,
    env,
    logFile,
    recordFile: path.join(directory, 'server.process.json'),
    graceMs: 25_000,
  });
  say(`      its log: ${path.relative(projectRoot, logFile)}`);
  return {
    ended: daemon.exited.then(({ code, signal }) => ({ how: signal ?? `exit code ${code}` })),
    lastWords: () => ` The end of its log:\n${lastLines(readFileSync(logFile, 'utf8'), 20)}`,
  };
}

function startWatched(way, env) {
  const running = runCommand(process.execPath, way.serve, { cwd: projectRoot, env, show: true });
  return {
    ended: running.then(({ code }) => ({ how: `exit code ${code}` })),
    lastWords: () => '',
  };
}
