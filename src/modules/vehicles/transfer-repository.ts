import { bindList } from '../../database/bind-list.js';
import { translateViolations } from '../../database/database-errors.js';
import type { TenantDb } from '../../database/tenant-db.js';
import { conflict } from '../../shared/errors.js';
import { TRANSFERS_WITH_HOLDS, TRANSFER_COLUMNS, toTransfer } from './transfer-row.js';
import type { TransferRow } from './transfer-row.js';
import type { TimedTransfer, Transfer } from './transfer-types.js';

/** Transfers, those that are over included. */
export class TransferRepository {
  constructor(private readonly db: TenantDb) {}

  /** The transfer as stored. */
  async find(transferId: string): Promise<TimedTransfer | undefined> {
    return this.selectBy('transfer.id = $id', transferId);
  }

  /** The live transfer of a vehicle as stored, if it has one; the caller has locked the vehicle. */
  async liveOf(vehicleId: string): Promise<TimedTransfer | undefined> {
    return this.selectBy('transfer.live_vehicle_id = $id', vehicleId);
  }

  /** The live transfers of these vehicles as stored; the caller has locked the vehicles. */
  async liveAmong(vehicleIds: readonly string[]): Promise<readonly TimedTransfer[]> {
    if (vehicleIds.length === 0) return [];
    const ids = bindList('vehicle', vehicleIds);
    const rows = await this.db.select<TransferRow>(
      `SELECT ${TRANSFER_COLUMNS} FROM ${TRANSFERS_WITH_HOLDS}
       WHERE transfer.organization_id = $organizationId
         AND transfer.live_vehicle_id IN (${ids.sql})`,
      ids.bind,
    );
    return rows.map(toTransfer);
  }

  /** 409 `vehicle_in_transfer`: the schema refuses a second live transfer of a vehicle. */
  async insert(transfer: Transfer): Promise<void> {
    const { id, vehicleId, holdId, fromShowroomId, toShowroomId } = transfer;
    const { requestedBy, status, createdAt, updatedAt, version } = transfer;
    await translateViolations({ uq_vehicle_transfers_live: inTransfer }, () =>
      this.db.execute(
        `INSERT INTO vehicle_transfers (id, organization_id, vehicle_id, hold_id, from_showroom_id,
           to_showroom_id, requested_by, status, created_at, updated_at, version)
         VALUES ($id, $organizationId, $vehicleId, $holdId, $fromShowroomId, $toShowroomId,
           $requestedBy, $status, $createdAt, $updatedAt, $version)`,
        {
          ...{ id, vehicleId, holdId, fromShowroomId, toShowroomId, requestedBy, status },
          ...{ createdAt, updatedAt, version },
        },
      ),
    );
  }

  /** Stores what a step changes; the caller has locked the vehicle. */
  async update(transfer: Transfer): Promise<void> {
    const { id, status, cancelReason, note, updatedBy, updatedAt, version } = transfer;
    await this.db.execute(
      `UPDATE vehicle_transfers SET status = $status, cancel_reason = $cancelReason, note = $note,
         updated_by = $updatedBy, updated_at = $updatedAt, version = $version
       WHERE organization_id = $organizationId AND id = $id`,
      {
        ...{ id, status, updatedAt, version, note: note ?? null },
        ...{ cancelReason: cancelReason ?? null, updatedBy: updatedBy ?? null },
      },
    );
  }

  private async selectBy(condition: string, id: string): Promise<TimedTransfer | undefined> {
    const row = await this.db.selectOne<TransferRow>(
      `SELECT ${TRANSFER_COLUMNS} FROM ${TRANSFERS_WITH_HOLDS}
       WHERE transfer.organization_id = $organizationId AND ${condition}`,
      { id },
    );
    return row === undefined ? undefined : toTransfer(row);
  }
}

function inTransfer(): Error {
  return conflict('vehicle_in_transfer', 'The vehicle is wanted by another showroom already.');
}
