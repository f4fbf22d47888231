// Makes the demo's dealer group: node dist/scripts/seed-demo.js [--inventory FILE.csv]
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ConfigError } from '../src/config/config-error.js';
import { loadConfig } from '../src/config/load-config.js';
import { readEnvironment } from '../src/config/read-environment.js';
import { listedVehicles } from './demo/listed-vehicles.js';
import type { PlannedVehicle } from './demo/planned-vehicle.js';
import { ListingsError, readListings } from './demo/read-listings.js';
import { seedDemoData } from './demo/seed-demo-data.js';

/** The person can mend it; the message is all that is printed. */
class SeedRefusal extends Error {}

const SHOWN_FAULTS = 20;

async function main(): Promise<void> {
  if (process.env['NODE_ENV'] === 'production') {
    throw new SeedRefusal('The demo data has a known password: refused with NODE_ENV=production.');
  }
  const file = inventoryFile();
  const listed = file === undefined ? undefined : readInventory(file);
  const config = loadConfig(process.env);
  const password = readEnvironment(process.env, [])['DEMO_PASSWORD'];
  const wishes = { listed, password };
  for (const line of await seedDemoData(config, wishes)) console.log(line);
}

function inventoryFile(): string | undefined {
  try {
    return parseArgs({ options: { inventory: { type: 'string' } } }).values.inventory;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new SeedRefusal(`${error.message}\nUsage: seed-demo [--inventory FILE.csv]`);
  }
}

/** Tells, by line, what cannot be read; the rest is the inventory. */
function readInventory(file: string): readonly PlannedVehicle[] {
  const { listings, faults } = readListings(textOf(file));
  for (const { line, detail } of faults.slice(0, SHOWN_FAULTS)) {
    console.log(`Line ${line} was left out: ${detail}.`);
  }
  const more = faults.length - SHOWN_FAULTS;
  if (more > 0) console.log(`… and ${more} more lines were left out.`);
  return listedVehicles(listings);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new SeedRefusal(`${file} cannot be read (${String(error.code)}).`);
  }
}

try {
  await main();
} catch (error) {
  const isForThePerson =
    error instanceof SeedRefusal || error instanceof ConfigError || error instanceof ListingsError;
  if (!isForThePerson) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
