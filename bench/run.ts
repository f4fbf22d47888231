/** `npm run bench`: the product beside the bare baseline (docs/performance.md). */
import { cpus } from 'node:os';
import { USAGE, readOptions } from './options.js';
import type { BenchOptions, WorkName } from './options.js';
import { table } from './report.js';
import { compare } from './rounds.js';
import type { Outcome } from './rounds.js';
import { setStage } from './stage.js';
import type { Stage } from './stage.js';
import type { Work } from './work.js';
import { authentication } from './works/authentication.js';
import { growth } from './works/growth.js';
import { importMemory } from './works/import-memory.js';
import { importOfVehicles } from './works/import-of-vehicles.js';
import { hotPage, hotVehicle } from './works/hot-reads.js';
import { leadCreation } from './works/lead-creation.js';
import { live } from './works/live.js';
import { logIn } from './works/log-in.js';
import { movement } from './works/movement.js';
import { realtime } from './works/realtime.js';
import { vehicleById } from './works/vehicle-by-id.js';
import { vehiclePage } from './works/vehicle-page.js';

const WARM_UP_SECONDS = 3;

async function main(options: BenchOptions): Promise<void> {
  const stage = await setStage({
    databaseUrl: required('DATABASE_URL'),
    redisUrl: required('REDIS_URL'),
    profileDirectory: options.profileDirectory,
    say,
  });
  try {
    const outcomes = await measureAll(stage, options);
    say(`\n${cpus().length} processors, Node ${process.versions.node}, ${await serverOf(stage)}\n`);
    if (outcomes.length > 0) say(table(outcomes));
  } finally {
    await stage.close();
  }
}

async function measureAll(stage: Stage, options: BenchOptions): Promise<Outcome[]> {
  const { rounds, seconds } = options;
  const token = await logIn(stage.product.url);
  const outcomes: Outcome[] = [];
  for (const name of options.works) {
    if (name === 'import-memory') {
      say('a file of a million rows:');
      await importMemory(stage, () => logIn(stage.product.url), say);
      continue;
    }
    if (name === 'live') {
      say('from a committed change of a vehicle to the frame:');
      await live(stage, token, { seconds, say });
      continue;
    }
    if (name === 'movement') {
      say('positions of visitors, to one process:');
      await movement(stage, token, { seconds, say });
      continue;
    }
    if (name === 'realtime') {
      say('sockets of one process, beside ws bare:');
      await realtime(stage, token, { rounds, seconds, say });
      continue;
    }
    const work = await prepare(name, stage, { token, rounds });
    say(`${work.title}:`);
    outcomes.push(await compare(work, { rounds, seconds, warmUpSeconds: WARM_UP_SECONDS }, say));
  }
  return outcomes;
}

async function prepare(
  name: Exclude<WorkName, 'import-memory' | 'live' | 'movement' | 'realtime'>,
  stage: Stage,
  { token, rounds }: { readonly token: string; readonly rounds: number },
): Promise<Work> {
  switch (name) {
    case 'vehicle':
      return vehicleById(stage, token);
    case 'page':
      return vehiclePage(stage, token);
    case 'vehicle-hot':
      return hotVehicle(stage, token);
    case 'page-hot':
      return hotPage(stage, token);
    case 'lead':
      return leadCreation(stage, token);
    case 'import':
      return importOfVehicles(stage, token);
    case 'growth':
      return growth(stage, token);
    case 'auth':
      return authentication(stage, token, rounds);
  }
}

async function serverOf({ connection }: Stage): Promise<string> {
  const version = connection.info?.serverVersion.raw ?? 'an unknown database';
  const rows = await connection.query<Array<{ flush: number }>>(
    'SELECT @@innodb_flush_log_at_trx_commit AS flush',
  );
  return `${version}, innodb_flush_log_at_trx_commit=${rows[0]?.flush}`;
}

function required(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '')
    throw new Error(`${name} is missing: use npm run bench.`);
  return value;
}

function say(line: string): void {
  console.log(line);
}

function optionsOrUsage(): BenchOptions | undefined {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 1;
    return undefined;
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => process.exit(130));
}
const options = optionsOrUsage();
if (options !== undefined) await main(options);
