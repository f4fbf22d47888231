import { bindList } from '../../database/bind-list.js';
import { translateViolations } from '../../database/database-errors.js';
import type { TenantDb } from '../../database/tenant-db.js';
import { conflict } from '../../shared/errors.js';
import { VISIT_COLUMNS, toVisit } from './visit-row.js';
import type { VisitRow } from './visit-row.js';
import type { ExitReason, FloorPoint, Visit } from './visit-types.js';

const IN_SHOWROOM = 'organization_id = $organizationId AND showroom_id = $showroomId';

/** Visits: writes, and reads by key. */
export class VisitRepository {
  constructor(private readonly db: TenantDb) {}

  /** Opens a visit. Throws 409 when the customer is already in the showroom. */
  async insert(visit: Visit): Promise<void> {
    const meanings = {
      uq_visits_open_customer: () =>
        conflict('customer_already_visiting', 'This customer has an open visit here.'),
    };
    await translateViolations(meanings, () =>
      this.db.execute(
        `INSERT INTO visits (id, organization_id, showroom_id, customer_id, entered_at,
           last_activity_at, lead_score, high_value_at, floor, x_mm, y_mm, zone, located_at, version)
         VALUES ($id, $organizationId, $showroomId, $customerId, $enteredAt, $enteredAt,
           $leadScore, $highValueAt, $floor, $xMm, $yMm, $zone, $locatedAt, $version)`,
        {
          id: visit.id,
          showroomId: visit.showroomId,
          customerId: visit.customerId,
          enteredAt: visit.enteredAt,
          leadScore: visit.leadScore,
          highValueAt: visit.highValueAt,
          ...pointColumns(visit.location),
          locatedAt: visit.location === undefined ? null : visit.enteredAt,
          version: visit.version,
        },
      ),
    );
  }

  /** A visit by id, wherever it is. */
  async find(visitId: string): Promise<Visit | undefined> {
    const row = await this.db.selectOne<VisitRow>(
      `SELECT ${VISIT_COLUMNS} FROM visits
       WHERE organization_id = $organizationId AND id = $visitId`,
      { visitId },
    );
    return row && toVisit(row);
  }

  /** A visit of the showroom, locked until the run ends. */
  async lock(showroomId: string, visitId: string): Promise<Visit | undefined> {
    const row = await this.db.selectOne<VisitRow>(
      `SELECT ${VISIT_COLUMNS} FROM visits WHERE ${IN_SHOWROOM} AND id = $visitId FOR UPDATE`,
      { showroomId, visitId },
    );
    return row && toVisit(row);
  }

  /** The customer's open visit in the showroom, locked until the run ends. */
  async lockOpenOf(showroomId: string, customerId: string): Promise<Visit | undefined> {
    const row = await this.db.selectOne<VisitRow>(
      `SELECT ${VISIT_COLUMNS} FROM visits
       WHERE ${IN_SHOWROOM} AND open_customer_id = $customerId FOR UPDATE`,
      { showroomId, customerId },
    );
    return row && toVisit(row);
  }

  /** Locks these visits, and the open ones of these customers, in the order of their ids. */
  async lockAll(
    showroomId: string,
    visitIds: readonly string[],
    customerIds: readonly string[],
  ): Promise<void> {
    await this.lockWhere(showroomId, 'id', visitIds);
    await this.lockWhere(showroomId, 'open_customer_id', customerIds);
  }

  private async lockWhere(
    showroomId: string,
    column: 'id' | 'open_customer_id',
    ids: readonly string[],
  ): Promise<void> {
    if (ids.length === 0) return;
    const list = bindList('id', [...ids].sort());
    await this.db.select(
      `SELECT id FROM visits WHERE ${IN_SHOWROOM} AND ${column} IN (${list.sql})
       ORDER BY id FOR UPDATE`,
      { showroomId, ...list.bind },
    );
  }

  /** Open visits of a customer, in every showroom of the group. */
  async openOf(customerId: string): Promise<readonly Visit[]> {
    const rows = await this.db.select<VisitRow>(
      `SELECT ${VISIT_COLUMNS} FROM visits
       WHERE organization_id = $organizationId AND open_customer_id = $customerId`,
      { customerId },
    );
    return rows.map(toVisit);
  }

  /** Stores where the visitor is, if that is not older than what is known. */
  async relocate(visitId: string, point: FloorPoint, at: Date): Promise<void> {
    await this.db.execute(
      `UPDATE visits SET floor = $floor, x_mm = $xMm, y_mm = $yMm, zone = $zone,
         located_at = $at, last_activity_at = GREATEST(last_activity_at, $at)
       WHERE organization_id = $organizationId AND id = $visitId
         AND (located_at IS NULL OR located_at <= $at)`,
      { visitId, at, ...pointColumns(point) },
    );
  }

  /** Notes that the visitor has been heard of. */
  async touch(visitId: string, at: Date): Promise<void> {
    await this.db.execute(
      `UPDATE visits SET last_activity_at = GREATEST(last_activity_at, $at)
       WHERE organization_id = $organizationId AND id = $visitId`,
      { visitId, at },
    );
  }

  /** Stores the score that counts from now on. */
  async setLeadScore(visitId: string, leadScore: number): Promise<void> {
    await this.change(visitId, 'lead_score = $leadScore', { leadScore });
  }

  /** Notes that the high-value rule has fired. */
  async markHighValue(visitId: string, at: Date): Promise<void> {
    await this.change(visitId, 'high_value_at = $at', { at });
  }

  /** Gives a guest a name. Throws 409 when that customer is already in the showroom. */
  async identify(visitId: string, customerId: string): Promise<void> {
    const meanings = {
      uq_visits_open_customer: () =>
        conflict('customer_already_visiting', 'This customer has an open visit here.'),
    };
    await translateViolations(meanings, () =>
      this.change(visitId, 'customer_id = $customerId', { customerId }),
    );
  }

  /** Stores who is with the visitor, and for what, unless somebody was later. */
  async engage(
    visitId: string,
    engagement: { readonly salesRepId: string; readonly engagementType: string; readonly at: Date },
  ): Promise<void> {
    const set = `engaged_by = IF(engaged_at > $at, engaged_by, $salesRepId),
      engagement_type = IF(engaged_at > $at, engagement_type, $engagementType),
      engaged_at = IF(engaged_at > $at, engaged_at, $at)`;
    await this.change(visitId, set, engagement);
  }

  /** Closes the visit. */
  async close(
    visitId: string,
    exit: { readonly at: Date; readonly durationSeconds: number; readonly reason: ExitReason },
  ): Promise<void> {
    const set = `exited_at = $at, duration_seconds = $durationSeconds, exit_reason = $reason,
      last_activity_at = GREATEST(last_activity_at, $at)`;
    await this.change(visitId, set, { ...exit });
  }

  private async change(
    visitId: string,
    set: string,
    bind: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    await this.db.execute(
      `UPDATE visits SET ${set}, version = version + 1
       WHERE organization_id = $organizationId AND id = $visitId`,
      { visitId, ...bind },
    );
  }
}

function pointColumns(point: FloorPoint | undefined): Readonly<Record<string, unknown>> {
  return {
    floor: point?.floor,
    xMm: point?.xMm,
    yMm: point?.yMm,
    zone: point?.zone,
  };
}
