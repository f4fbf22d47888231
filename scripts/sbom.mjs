#!/usr/bin/env node
/**
 * `npm run sbom`: writes the bill of materials of what is installed in production, CycloneDX, as
 * the lock file has it. `npm sbom --omit=dev` leaves out what development needs as well, so all
 * is asked for, and what production does not reach is taken out.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '..');

/**
 * What production reaches, as `name@version`, by the packages of a lock file.
 * @param {Record<string, {version?: string, dependencies?: object, optionalDependencies?: object, peerDependencies?: object}>} packages
 * @returns {Set<string>}
 */
export function productionPackages(packages) {
  const reached = new Set();
  const waiting = [''];
  for (let from = waiting.pop(); from !== undefined; from = waiting.pop()) {
    const { dependencies, optionalDependencies, peerDependencies } = packages[from] ?? {};
    const needed = { ...dependencies, ...optionalDependencies, ...peerDependencies };
    for (const name of Object.keys(needed)) {
      const path = installedAt(packages, from, name);
      if (path !== undefined && !reached.has(path)) waiting.push(path);
      if (path !== undefined) reached.add(path);
    }
  }
  return new Set([...reached].map((path) => `${nameAt(path)}@${packages[path].version}`));
}

/** Where Node finds a package: beside its caller, else further up. */
function installedAt(packages, from, name) {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))
  ) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (folder === '') return undefined;
  }
}

function nameAt(path) {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/**
 * The bill of materials as CycloneDX has it.
 * @returns {{components: {name: string, version: string}[]}}
 */
export function billOfMaterials() {
  const npm = spawnSync('npm', ['sbom', '--package-lock-only', '--sbom-format=cyclonedx'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (npm.status !== 0) throw new Error(`npm sbom failed: ${npm.stderr}`);
  const bill = JSON.parse(npm.stdout);
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  bill.metadata.component.name = lock.name;
  const wanted = productionPackages(lock.packages);
  bill.components = bill.components.filter(({ name, version }) => wanted.has(`${name}@${version}`));
  const refs = new Set([bill.metadata.component, ...bill.components].map((one) => one['bom-ref']));
  bill.dependencies = bill.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn }) => ({
      ref,
      dependsOn: dependsOn.filter((other) => refs.has(other)),
    }));
  return bill;
}

function writeBill() {
  const bill = billOfMaterials();
  writeFileSync(join(ROOT, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
  process.stdout.write(`${bill.components.length} components in sbom.cdx.json\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) writeBill();
