import { stopLeftovers } from '../../../scripts/lib/claims.mjs';

/** Stops what a test that was cut off has left running. */
export default async function stopAllLeftovers() {
  await stopLeftovers(process.env.FAULT_SUITE_DIRECTORY);
}
