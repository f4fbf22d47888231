import type { ParsedActivity, ParsedActivityRequest } from './activity-schema.js';
import { toMillimetres } from './floor-rules.js';
import type { Activity, FloorPoint } from './visit-types.js';

/** One activity, or several in order, as the domain has them. */
export function toActivities(body: ParsedActivityRequest): Activity | readonly Activity[] {
  return 'activities' in body ? body.activities.map(toActivity) : toActivity(body);
}

/** From the wire's metres and texts to the domain's millimetres and dates. */
function toActivity(parsed: ParsedActivity): Activity {
  const { occurredAt, ...rest } = parsed;
  const location = 'location' in parsed ? parsed.location : undefined;
  return {
    ...rest,
    location: location && toPoint(location),
    occurredAt: occurredAt === undefined ? undefined : new Date(occurredAt),
  };
}

function toPoint(location: {
  readonly floor: number;
  readonly x: number;
  readonly y: number;
  readonly zone?: string | undefined;
}): FloorPoint {
  const { floor, x, y, zone } = location;
  const point = { floor, xMm: toMillimetres(x), yMm: toMillimetres(y) };
  return zone === undefined ? point : { ...point, zone };
}
