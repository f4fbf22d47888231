import { DataTypes, Model } from 'sequelize';
import type { InferAttributes, InferCreationAttributes, ModelStatic, Sequelize } from 'sequelize';
import type { Address, Floor, OpeningHours } from './showroom-types.js';

/** A row of `showrooms`. */
export class ShowroomModel extends Model<
  InferAttributes<ShowroomModel>,
  InferCreationAttributes<ShowroomModel>
> {
  declare id: string;
  declare organizationId: string;
  declare name: string;
  declare timeZone: string;
  declare currency: string;
  declare address: Address | null;
  declare latitude: number | null;
  declare longitude: number | null;
  declare openingHours: OpeningHours;
  declare floors: readonly Floor[];
  declare version: number;
  declare createdAt: Date;
}

/** Binds the model to one pool; each pool has a class of its own. */
export function defineShowroomModel(sequelize: Sequelize): ModelStatic<ShowroomModel> {
  return class extends ShowroomModel {}.init(
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      organizationId: { type: DataTypes.UUID, allowNull: false },
      name: { type: DataTypes.STRING(128), allowNull: false },
      timeZone: { type: DataTypes.STRING(64), allowNull: false },
      currency: { type: DataTypes.CHAR(3), allowNull: false },
      address: { type: DataTypes.JSON },
      latitude: { type: DataTypes.DOUBLE },
      longitude: { type: DataTypes.DOUBLE },
      openingHours: { type: DataTypes.JSON, allowNull: false },
      floors: { type: DataTypes.JSON, allowNull: false },
      version: { type: DataTypes.INTEGER, allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
    },
    { sequelize, tableName: 'showrooms', modelName: 'Showroom' },
  );
}
