import { problem } from '../../shared/errors.js';
import type { ProblemError } from '../../shared/errors.js';
import { DWELL_HOUR_MS, hourOf } from './dwell-rules.js';

/** Fewer distinct visitors than this, and a cell is not shown (docs/domain.md, Heatmap). */
export const MIN_VISITORS = 5;

const DAY_MS = 24 * DWELL_HOUR_MS;

/** Dwell of so long counts when nothing else is asked for, in milliseconds. */
const USUAL_WINDOW_MS = DAY_MS;

/** A heatmap of more than this is not made, in milliseconds. */
export const LONGEST_WINDOW_MS = 31 * DAY_MS;

/** How long dwell is kept, in milliseconds. */
export const DWELL_KEPT_MS = 93 * DAY_MS;

/** Whole hours: from the first instant, before the last. */
export interface HeatmapHours {
  readonly from: Date;
  readonly to: Date;
}

/** The hours of the last day, the one under way and the one it began in included. */
export function heatmapHours(now: Date): HeatmapHours {
  return wholeHours(new Date(now.getTime() - USUAL_WINDOW_MS), now);
}

/**
 * The whole hours in which the window lies; without its end until now, without its beginning a
 * day. Throws 422 `invalid_window` for one that is empty, longer than 31 days, in the future, or no longer kept.
 */
export function hoursAskedFor(
  asked: { readonly from?: Date | undefined; readonly to?: Date | undefined },
  now: Date,
): HeatmapHours {
  const to = asked.to ?? now;
  const from = asked.from ?? new Date(to.getTime() - USUAL_WINDOW_MS);
  if (from >= to) throw invalid('The window ends before it begins.', 'from');
  if (to.getTime() - from.getTime() > LONGEST_WINDOW_MS) {
    throw invalid('A heatmap is of 31 days at most.', 'from');
  }
  if (from > now) throw invalid('The window lies in the future.', 'from');
  if (from.getTime() < now.getTime() - DWELL_KEPT_MS) {
    throw invalid('Where visitors stood is kept for 93 days.', 'from');
  }
  return wholeHours(from, to);
}

function wholeHours(from: Date, to: Date): HeatmapHours {
  const end = hourOf(to.getTime());
  return {
    from: new Date(hourOf(from.getTime())),
    to: new Date(end === to.getTime() ? end : end + DWELL_HOUR_MS),
  };
}

function invalid(detail: string, parameter: string): ProblemError {
  const code = 'invalid_window';
  return problem(422, code, detail, { errors: [{ parameter, code, detail }] });
}
