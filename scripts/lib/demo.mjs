/** `npm run demo` and `npm run dev`: from a fresh clone to a server that answers. */
import path from 'node:path';
import { ensureBuild } from './build.mjs';
import { claimDirectory } from './claims.mjs';
import { Progress, SetupError, say } from './console.mjs';
import { chosenPlace, environment, inventoryArguments } from './demo-environment.mjs';
import { demoLogin, printGuide } from './demo-guide.mjs';
import { startServer } from './demo-server.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { request } from './http-client.mjs';
import { interrupted, onStop, stopAll } from './lifecycle.mjs';
import { obtainServices } from './obtain-services.mjs';
import { localPath, projectRoot } from './paths.mjs';
import { runOrFail } from './processes.mjs';

const TSX = path.join('node_modules', 'tsx', 'dist', 'cli.mjs');

/** How the demo runs: what was built, or the sources with a restart at every change. */
const BUILT = {
  steps: 6,
  prepare: (progress) => progress.step('Build', ensureBuild),
  migrate: ['dist/src/main.js', 'migrate'],
  seed: ['dist/scripts/seed-demo.js'],
  serve: ['--enable-source-maps', 'dist/src/main.js'],
  isWatched: false,
};
const WATCHED = {
  steps: 5,
  prepare: () => {},
  migrate: [TSX, 'src/main.ts', 'migrate'],
  seed: [TSX, 'scripts/seed-demo.ts'],
  serve: [TSX, 'watch', '--clear-screen=false', 'src/main.ts'],
  isWatched: true,
};

/** Runs the built product on demo data until it is stopped. */
export function demo(args) {
  return runDemo(BUILT, args);
}

/** Runs the sources on the same demo data, starting anew at every change. */
export function dev(args) {
  return runDemo(WATCHED, args);
}

async function runDemo(way, args) {
  const inventory = inventoryArguments(args);
  // Listings have data of their own: who looks at both meets each as it was left.
  const directory = localPath(inventory.length > 0 ? 'demo-inventory' : 'demo');
  onStop(await claimDirectory(directory, 'The demo'));
  const place = await chosenPlace();
  const progress = new Progress(way.steps);
  await progress.step('Dependencies', ensureDependencies);
  await way.prepare(progress);
  const services = await progress.step('MariaDB and Redis', () =>
    obtainServices({ directory, durable: true, keep: true }),
  );
  if (services.redisFault !== undefined) tellWithoutRedis(services.redisFault);
  const env = environment(directory, place, services);
  await progress.step('Schema', () => runNode('The migration', way.migrate, env));
  await progress.step('Demo data', () => seed([...way.seed, ...inventory], env));
  const server = await progress.step('Server', () => startServer(way, env, directory, place.url));
  printGuide(place.url, await oldestShowroom(place.url));
  return untilStopped(server);
}

async function untilStopped(server) {
  const ended = await Promise.race([server.ended, interrupted.then(() => undefined)]);
  if (ended === undefined) {
    await stopAll();
    say('Stopped; nothing is left running.');
    return 0;
  }
  throw new SetupError(`The server ended by itself (${ended.how}).${server.lastWords()}`);
}

function tellWithoutRedis(fault) {
  say(`
Running without Redis. ${fault}
Everything works; slower are reads (no cache shared by processes), rate limits (counted in each
process) and news between processes (found by polling MariaDB).
`);
}

/** The seed tells what it made, and which lines of a list it could not read. */
async function seed(args, env) {
  const told = await runNode('The seed', args, env);
  for (const line of told.trim().split('\n')) say(`      ${line}`);
}

function runNode(what, args, env) {
  return runOrFail(what, process.execPath, args, { cwd: projectRoot, env });
}

/** The showroom in which the third line lets a customer walk in; it proves log-in and read, too. */
async function oldestShowroom(url) {
  const login = await request(`${url}/api/v1/auth/login`, { body: demoLogin() });
  const token = login.body.accessToken;
  const showrooms = await request(`${url}/api/v1/showrooms?limit=1`, { token });
  const showroom = showrooms.body.data?.[0];
  if (showroom === undefined) {
    say(`
The demo's manager could not log in (${login.status}): the password is another one than below.
Give the right one, or a new one, as DEMO_PASSWORD.`);
    return undefined;
  }
  return { id: showroom.id, floor: showroom.floors?.[0]?.floor };
}
