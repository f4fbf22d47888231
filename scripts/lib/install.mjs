/** `node scripts/run.mjs install`: the locked dependencies, if they are not there already. */
import { Progress } from './console.mjs';
import { ensureDependencies } from './dependencies.mjs';

export async function install() {
  await new Progress(1).step('Dependencies', ensureDependencies);
  return 0;
}
