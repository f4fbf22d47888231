import type { ExitReason, FloorPoint, Visit } from './visit-types.js';

/** Columns of a visit under the names of `VisitRow`. */
export const VISIT_COLUMNS = `id, showroom_id AS showroomId, customer_id AS customerId,
  entered_at AS enteredAt, exited_at AS exitedAt, duration_seconds AS durationSeconds,
  exit_reason AS exitReason, last_activity_at AS lastActivityAt, lead_score AS leadScore,
  high_value_at AS highValueAt, floor, x_mm AS xMm, y_mm AS yMm, zone, located_at AS locatedAt,
  engaged_by AS engagedBy, engagement_type AS engagementType, version`;

/** A row as the database gives it. */
export interface VisitRow {
  readonly id: string;
  readonly showroomId: string;
  readonly customerId: string | null;
  readonly enteredAt: Date;
  readonly exitedAt: Date | null;
  readonly durationSeconds: number | null;
  readonly exitReason: ExitReason | null;
  readonly lastActivityAt: Date;
  readonly leadScore: number | null;
  readonly highValueAt: Date | null;
  readonly floor: number | null;
  readonly xMm: number | null;
  readonly yMm: number | null;
  readonly zone: string | null;
  readonly locatedAt: Date | null;
  readonly engagedBy: string | null;
  readonly engagementType: string | null;
  readonly version: number;
}

/** The row without its absent values. */
export function toVisit(row: VisitRow): Visit {
  const { id, showroomId, enteredAt, lastActivityAt, version } = row;
  const location = toPoint(row);
  return {
    id,
    showroomId,
    enteredAt,
    lastActivityAt,
    version,
    ...present(row, ['customerId', 'exitedAt', 'durationSeconds', 'exitReason', 'leadScore']),
    ...present(row, ['highValueAt', 'locatedAt', 'engagedBy', 'engagementType']),
    ...(location && { location }),
  };
}

type Present<K extends keyof VisitRow> = { readonly [Key in K]?: NonNullable<VisitRow[Key]> };

function present<K extends keyof VisitRow>(row: VisitRow, keys: readonly K[]): Present<K> {
  const entries = keys.filter((key) => row[key] !== null).map((key) => [key, row[key]]);
  return Object.fromEntries(entries) as Present<K>;
}

/** Where a row has the visitor, if anywhere. */
export function toPoint({
  floor,
  xMm,
  yMm,
  zone,
}: Pick<VisitRow, 'floor' | 'xMm' | 'yMm' | 'zone'>): FloorPoint | undefined {
  if (floor === null || xMm === null || yMm === null) return undefined;
  return zone === null ? { floor, xMm, yMm } : { floor, xMm, yMm, zone };
}
