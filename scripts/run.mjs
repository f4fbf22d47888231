#!/usr/bin/env node
/**
 * Runs what needs a database, from a fresh clone: `npm run demo`, `npm run dev`, `npm test`,
 * `npm run test:faults`, `npm run bench`. Uses nothing but Node's own modules.
 */
const OLDEST_NODE = [20, 19, 0];

const isTooOld = () => {
  const version = process.versions.node.split('.').map(Number);
  const at = version.findIndex((number, index) => number !== OLDEST_NODE[index]);
  return at >= 0 && version[at] < OLDEST_NODE[at];
};

async function main() {
  const [name, ...args] = process.argv.slice(2);
  const { SetupError } = await import('./lib/console.mjs');
  const { bench, test, testFaults } = await import('./lib/suites.mjs');
  const { demo, dev } = await import('./lib/demo.mjs');
  const { install } = await import('./lib/install.mjs');
  const commands = { demo, dev, test, 'test-faults': testFaults, bench, install };
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (command === undefined) {
    throw new SetupError(`Usage: node scripts/run.mjs ${Object.keys(commands).join(' | ')}`, 2);
  }
  return command(args);
}

if (isTooOld()) {
  console.error(
    `Node ${process.versions.node} is too old: ${OLDEST_NODE.join('.')} or later is needed (see .nvmrc).`,
  );
  process.exit(1);
}
const { runToEnd } = await import('./lib/lifecycle.mjs');
await runToEnd(main);
