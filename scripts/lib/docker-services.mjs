/** MariaDB and Redis from the compose file, where a Docker engine answers. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onStop } from './lifecycle.mjs';
import { projectRoot } from './paths.mjs';
import { freePort } from './ports.mjs';
import { runCommand, runOrFail } from './processes.mjs';
import { isOnPath } from './system-packages.mjs';

/** Whether there is an engine that answers, and the compose plugin. */
export async function dockerAnswers() {
  if (!isOnPath('docker')) return false;
  for (const question of [['version'], ['compose', 'version']]) {
    const { code } = await runCommand('docker', question, { timeoutMs: 10_000 });
    if (code !== 0) return false;
  }
  return true;
}

/**
 * Starts one of the compose file's services on a free loopback port.
 * @param {'mariadb' | 'redis'} service
 * @param {object} options
 * @param {string} options.directory keeps the passwords, and names the containers
 * @param {boolean} options.keep whether the data outlives this run
 * @returns {Promise<{url: string}>}
 */
export async function startInDocker(service, { directory, keep }) {
  const passwords = keptPasswords(directory);
  const port = await freePort();
  const env = {
    ...process.env,
    ...passwords,
    MARIADB_PORT: String(port),
    REDIS_PORT: String(port),
  };
  const project = `showroom-${service}-${createHash('sha256').update(directory).digest('hex').slice(0, 8)}`;
  const compose = ['compose', '-p', project, '-f', path.join(projectRoot, 'docker-compose.yml')];
  onStop(() => runCommandAtTheEnd([...compose, 'down', ...(keep ? [] : ['--volumes'])], env));
  await runOrFail('docker compose', 'docker', [...compose, 'up', '-d', '--wait', service], { env });
  const url =
    service === 'mariadb'
      ? `mariadb://root:${passwords.DATABASE_ROOT_PASSWORD}@127.0.0.1:${port}/showroom`
      : `redis://:${passwords.REDIS_PASSWORD}@127.0.0.1:${port}`;
  return { url };
}

async function runCommandAtTheEnd(args, env) {
  await runOrFail('docker compose', 'docker', args, { env, whileStopping: true });
}

/** A database volume keeps the password that it was made with. */
function keptPasswords(directory) {
  const file = path.join(directory, 'docker-passwords.json');
  if (!existsSync(file)) {
    const names = ['DATABASE_PASSWORD', 'DATABASE_ROOT_PASSWORD', 'REDIS_PASSWORD'];
    const passwords = names.map((name) => [name, randomBytes(18).toString('hex')]);
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify(Object.fromEntries(passwords)), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}
