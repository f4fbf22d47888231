import { DataTypes, Model } from 'sequelize';
import type { InferAttributes, InferCreationAttributes, ModelStatic, Sequelize } from 'sequelize';
import type { Role } from '../../shared/principal.js';

/** A row of `users`. */
export class UserModel extends Model<
  InferAttributes<UserModel>,
  InferCreationAttributes<UserModel>
> {
  declare id: string;
  declare organizationId: string;
  declare email: string;
  declare name: string;
  declare phone: string | null;
  declare role: Role;
  declare passwordHash: string | null;
  declare disabledAt: Date | null;
  declare version: number;
  declare createdAt: Date;
}

/** Binds the model to one pool; each pool has a class of its own. */
export function defineUserModel(sequelize: Sequelize): ModelStatic<UserModel> {
  return class extends UserModel {}.init(
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      organizationId: { type: DataTypes.UUID, allowNull: false },
      email: { type: DataTypes.STRING(254), allowNull: false },
      name: { type: DataTypes.STRING(128), allowNull: false },
      phone: { type: DataTypes.STRING(16) },
      role: { type: DataTypes.STRING(16), allowNull: false },
      passwordHash: { type: DataTypes.STRING(255) },
      disabledAt: { type: DataTypes.DATE(3) },
      version: { type: DataTypes.INTEGER, allowNull: false },
      createdAt: { type: DataTypes.DATE(3), allowNull: false },
    },
    { sequelize, tableName: 'users', modelName: 'User' },
  );
}
