import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { isJsonObject, objectAt } from '../../src/http/openapi/json-value.js';
import { ROOT } from './support/cruise.js';

const CONFIG = join(ROOT, 'src/config');

/** Names of all variables that the product reads, by the schemas that check them. */
async function variables(): Promise<ReadonlySet<string>> {
  const names = new Set<string>();
  for (const file of readdirSync(CONFIG)) {
    const module: unknown = await import(join(CONFIG, file.replace(/\.ts$/, '')));
    for (const name of namesIn(module)) names.add(name);
  }
  return names;
}

/** Of every schema that a module gives out. */
function namesIn(module: unknown): string[] {
  const values: unknown[] = Object.values(module as object);
  return values.flatMap((value) => (value instanceof z.ZodObject ? Object.keys(value.shape) : []));
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Those that may be given as a file; passwords of commands are only there. */
function secrets(): string[] {
  const [, list = ''] =
    /const SECRETS = \[([^\]]+)\]/.exec(read('src/config/read-environment.ts')) ?? [];
  return [...list.matchAll(/'(\w+)'/g)].map(([, name = '']) => name);
}

/** Names in the first column of the README's table of variables. */
function documented(): string[] {
  const [, section = ''] = /## Configuration\n([^]+?)\n## /.exec(read('README.md')) ?? [];
  return [...section.matchAll(/^\| ([^|]+)\|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name = '']) => name),
  );
}

describe('the variables of the environment', () => {
  it('stand in the README, each once, and no others', async () => {
    const known = new Set([...(await variables()), ...secrets()]);
    expect(known.size).toBeGreaterThan(30);
    expect(documented().sort()).toEqual([...known].sort());
  });

  it('can be given to the deployment by compose, with the needed secrets as files', async () => {
    const compose: unknown = parse(read('docker-compose.yml'), { merge: true });
    const service = objectAt(objectAt(isJsonObject(compose) ? compose : {}, 'services'), 'api');
    const given = Object.keys(objectAt(service, 'environment'));
    const isGiven = (name: string): boolean =>
      given.includes(name) || given.includes(`${name}_FILE`);
    const ofTheImage = ['NODE_ENV', 'HOST', 'PORT', 'ROLES'];
    const missing = [...(await variables())].filter((name) => !isGiven(name));
    expect(missing.sort()).toEqual(ofTheImage.sort());
    const needed = ['DATABASE_URL', 'REDIS_URL', 'JWT_SIGNING_KEY', 'DATA_ENCRYPTION_KEY'];
    expect(needed.filter((name) => given.includes(name))).toEqual([]);
    expect(service['secrets']).toEqual(needed.map((name) => name.toLowerCase()));
  });
});
