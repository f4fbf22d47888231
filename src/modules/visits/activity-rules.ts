import { unprocessable } from '../../shared/errors.js';
import type { Showroom } from '../showrooms/index.js';
import {
  APPOINTMENT_MS,
  CLOCK_TOLERANCE_MS,
  LATENESS_MS,
  TEST_DRIVE_REQUEST,
  toMillimetres,
} from './floor-rules.js';
import type { Activity, FloorPoint } from './visit-types.js';

/** When something happened, as told and as it counts. */
export interface ActivityTime {
  readonly given: Date;
  /** Where a later time is wished for: now. */
  readonly at: Date;
}

/**
 * The time of an activity. Throws 422 when it lies more than five minutes ahead (a test drive may
 * be asked for 90 days ahead) or more than seven days back.
 */
export function timeOf(activity: Activity, now: Date): ActivityTime {
  const given = activity.occurredAt ?? now;
  const isAppointment = activity.engagementType === TEST_DRIVE_REQUEST;
  const aheadMs = isAppointment ? APPOINTMENT_MS : CLOCK_TOLERANCE_MS;
  if (given.getTime() > now.getTime() + aheadMs) {
    throw unprocessable('occurred_in_future', 'The activity lies in the future.', '/occurredAt');
  }
  if (given.getTime() < now.getTime() - LATENESS_MS) {
    const detail = 'The activity is more than seven days old.';
    throw unprocessable('occurred_too_long_ago', detail, '/occurredAt');
  }
  return { given, at: isAppointment && given > now ? now : given };
}

/** Throws 422 for a position that is on no floor of the showroom. */
export function requireOnFloor(showroom: Pick<Showroom, 'floors'>, point: FloorPoint): void {
  const plan = showroom.floors.find((one) => one.floor === point.floor);
  const isInside =
    plan !== undefined &&
    point.xMm <= toMillimetres(plan.widthM) &&
    point.yMm <= toMillimetres(plan.depthM);
  if (isInside) return;
  const detail = 'The position is not on a floor of this showroom.';
  throw unprocessable('position_outside_floor', detail, '/location');
}

/** What the schema promises of this type of activity. */
export function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The schema of the activity lets this be absent.');
  return value;
}

/** True when nothing but walking is told of. */
export function isMovementOnly(activities: readonly Activity[]): boolean {
  return activities.every(({ type }) => type === 'CUSTOMER_MOVED');
}
