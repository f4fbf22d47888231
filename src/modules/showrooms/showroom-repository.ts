import type { InferAttributes, ModelStatic } from 'sequelize';
import type { Database } from '../../database/create-database.js';
import { currentOrganizationId } from '../../observability/request-context.js';
import { defineShowroomModel } from './showroom-model.js';
import type { ShowroomModel } from './showroom-model.js';
import { SHOWROOM_COLUMNS, toShowroom } from './showroom-row.js';
import type { ShowroomRow } from './showroom-row.js';
import type { Showroom } from './showroom-types.js';

/** Showrooms of the current organization: writes, and reads by key. */
export class ShowroomRepository {
  private readonly showrooms: ModelStatic<ShowroomModel>;

  constructor(private readonly database: Pick<Database, 'sequelize' | 'tenantDb'>) {
    this.showrooms = defineShowroomModel(database.sequelize);
  }

  /** Adds a showroom. */
  async insert(showroom: Showroom): Promise<void> {
    await this.showrooms.create({
      id: showroom.id,
      organizationId: currentOrganizationId(),
      createdAt: showroom.createdAt,
      ...changeable(showroom),
    });
  }

  /** Writes everything that can change; the caller holds the lock of the row. */
  async update(showroom: Showroom): Promise<void> {
    const where = { organizationId: currentOrganizationId(), id: showroom.id };
    await this.showrooms.update(changeable(showroom), { where });
  }

  /** A showroom as last committed. */
  async find(showroomId: string): Promise<Showroom | undefined> {
    return this.selectOne(showroomId, '');
  }

  /**
   * A showroom, read inside somebody's unit of work in a way that takes no snapshot: the first
   * lock after it still sees what is newest (docs/architecture.md, Transactions).
   */
  async findWithoutSnapshot(showroomId: string): Promise<Showroom | undefined> {
    return this.selectOne(showroomId, 'LOCK IN SHARE MODE');
  }

  /** Locks a showroom to change it. */
  async lock(showroomId: string): Promise<Showroom | undefined> {
    return this.selectOne(showroomId, 'FOR UPDATE');
  }

  private async selectOne(showroomId: string, lock: string): Promise<Showroom | undefined> {
    const row = await this.database.tenantDb.selectOne<ShowroomRow>(
      `SELECT ${SHOWROOM_COLUMNS} FROM showrooms
       WHERE organization_id = $organizationId AND id = $showroomId ${lock}`,
      { showroomId },
    );
    return row === undefined ? undefined : toShowroom(row);
  }
}

type Changeable = Omit<InferAttributes<ShowroomModel>, 'id' | 'organizationId' | 'createdAt'>;

function changeable(showroom: Showroom): Changeable {
  return {
    name: showroom.name,
    timeZone: showroom.timeZone,
    currency: showroom.currency,
    address: showroom.address ?? null,
    latitude: showroom.location?.lat ?? null,
    longitude: showroom.location?.lng ?? null,
    openingHours: showroom.openingHours,
    floors: showroom.floors,
    version: showroom.version,
  };
}
