import type { Measurement } from './load.js';
import type { Outcome } from './rounds.js';

const HEADINGS = [
  'work',
  'baseline /s',
  'ours /s',
  'ratio',
  'lowest–highest',
  'target',
  'baseline p50/p99 ms',
  'ours p50/p99 ms',
  'CPU µs a request',
];

/** A table for people, which Markdown reads too. */
export function table(outcomes: readonly Outcome[]): string {
  const rows = [HEADINGS, ...outcomes.map(cellsOf)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const lines = rows.map((row) =>
    line(row.map((cell, column) => cell.padEnd(widths[column] ?? 0))),
  );
  const rule = line(widths.map((width) => '-'.repeat(width)));
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function cellsOf({ work, baseline, product, ...ratios }: Outcome): string[] {
  const { ratio, lowestRatio, highestRatio } = ratios;
  return [
    work.title,
    String(Math.round(baseline.requestsPerSecond)),
    String(Math.round(product.requestsPerSecond)),
    ratio.toFixed(2),
    `${lowestRatio.toFixed(2)}–${highestRatio.toFixed(2)}`,
    work.target === undefined ? '–' : `≥ ${work.target.toFixed(2)}`,
    latency(baseline),
    latency(product),
    `${cpu(baseline)} / ${cpu(product)}`,
  ];
}

function latency({ p50, p99 }: Measurement): string {
  return Number.isNaN(p50) ? '–' : `${p50.toFixed(1)} / ${p99.toFixed(1)}`;
}

function cpu({ cpuMicroseconds }: Measurement): string {
  return Number.isNaN(cpuMicroseconds) ? '–' : String(Math.round(cpuMicroseconds));
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
