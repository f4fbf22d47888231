import { measure } from './load.js';
import type { Measurement } from './load.js';
import type { Contender, Work } from './work.js';

/** How long and how often. */
export interface Effort {
  readonly rounds: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** Medians of the rounds. */
export interface Outcome {
  readonly work: Work;
  readonly baseline: Measurement;
  readonly product: Measurement;
  /** Median of the rounds' own ratios: the two halves of a round share the machine's mood. */
  readonly ratio: number;
  readonly lowestRatio: number;
  readonly highestRatio: number;
}

/** Measures both by turns, so that what else happens on the machine befalls both. */
export async function compare(
  work: Work,
  effort: Effort,
  say: (line: string) => void,
): Promise<Outcome> {
  await work.verify();
  for (const contender of [work.baseline, work.product]) {
    await measure(contender.load(), effort.warmUpSeconds);
  }
  const baseline: Measurement[] = [];
  const product: Measurement[] = [];
  for (let round = 1; round <= effort.rounds; round += 1) {
    const turns = await takeTurns(work, effort.seconds, round);
    baseline.push(turns.baseline);
    product.push(turns.product);
    say(
      `  round ${round}: ${told(work.baseline, turns.baseline)}, ${told(work.product, turns.product)}`,
    );
  }
  return { work, ...summary(baseline, product) };
}

/** Who goes first changes with the round. */
async function takeTurns(
  { baseline, product }: Work,
  seconds: number,
  round: number,
): Promise<{ baseline: Measurement; product: Measurement }> {
  if (round % 2 === 1) {
    const first = await measure(baseline.load(), seconds);
    return { baseline: first, product: await measure(product.load(), seconds) };
  }
  const first = await measure(product.load(), seconds);
  return { product: first, baseline: await measure(baseline.load(), seconds) };
}

function summary(
  baseline: readonly Measurement[],
  product: readonly Measurement[],
): Omit<Outcome, 'work'> {
  const ratios = product.map(
    ({ requestsPerSecond }, index) =>
      requestsPerSecond / (baseline[index]?.requestsPerSecond ?? Number.NaN),
  );
  return {
    baseline: medians(baseline),
    product: medians(product),
    ratio: median(ratios),
    lowestRatio: Math.min(...ratios),
    highestRatio: Math.max(...ratios),
  };
}

function medians(rounds: readonly Measurement[]): Measurement {
  return {
    requestsPerSecond: median(rounds.map(({ requestsPerSecond }) => requestsPerSecond)),
    p50: median(rounds.map(({ p50 }) => p50)),
    p99: median(rounds.map(({ p99 }) => p99)),
    cpuMicroseconds: median(rounds.map(({ cpuMicroseconds }) => cpuMicroseconds)),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

function told({ name }: Contender, { requestsPerSecond }: Measurement): string {
  return `${name} ${Math.round(requestsPerSecond)}/s`;
}
