// npm run new:module NAME [THING]: a module that works, as a beginning.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { NameError, namesOf } from './new-module/names.js';
import type { Names } from './new-module/names.js';
import { planModule } from './new-module/plan-module.js';
import { PlaceMissingError } from './new-module/wire-module.js';

const USAGE = `npm run new:module NAME [THING]

  NAME   of the module, a plural in kebab-case: trade-ins
  THING  what it keeps, a singular, where that is not the singular of NAME: chat chat-message`;
const EXIT_USAGE = 64;

const root = process.cwd();
const [name, thing, ...rest] = process.argv.slice(2);

try {
  if (name === undefined || rest.length > 0) throw new NameError(USAGE);
  await makeModule(namesOf(name, thing));
} catch (error) {
  if (!(error instanceof NameError || error instanceof PlaceMissingError)) throw error;
  console.error(error.message);
  process.exitCode = EXIT_USAGE;
}

/** Plans and formats everything before the first file is written. */
async function makeModule(names: Names): Promise<void> {
  const planned = planModule(root, names);
  const files = await Promise.all(
    planned.map(async ({ path, text }) => ({
      path,
      text: await formatted(join(root, path), text),
    })),
  );
  for (const { path, text } of files) {
    const file = join(root, path);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    console.log(`${existsSync(file) ? 'changed' : 'made   '} ${path}`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  console.log(nextSteps(names));
}

async function formatted(filepath: string, text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}

function nextSteps({ module }: Names): string {
  return `
Now
  npm run openapi && npm run check
  npm test -- test/api/${module}
and then make it yours: the columns in the migration, their schema, the rules. Whatever it needs of
other modules is given to it in src/app/build-modules.ts; its place in the order is in
.dependency-cruiser.mjs.`;
}
