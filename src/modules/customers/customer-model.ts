import { DataTypes } from 'sequelize';
import type { ModelAttributeColumnOptions, ModelStatic, Sequelize, Model } from 'sequelize';

/** Writes of the table `customers`; reads are plain SQL. */
export type CustomerModel = ModelStatic<Model>;

/** Sequelize keeps the column's name in the object it is given: each column needs its own. */
const name = (): ModelAttributeColumnOptions => ({ type: DataTypes.STRING(100), allowNull: true });
const json = (): ModelAttributeColumnOptions => ({ type: DataTypes.JSON, allowNull: false });
const instant = (): ModelAttributeColumnOptions => ({ type: DataTypes.DATE(3), allowNull: false });

/** Defines the model on this connection pool. */
export function defineCustomerModel(sequelize: Sequelize): CustomerModel {
  return sequelize.define(
    'Customer',
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      organizationId: { type: DataTypes.UUID, allowNull: false },
      firstName: name(),
      lastName: name(),
      preferences: json(),
      interests: json(),
      channels: json(),
      consents: json(),
      createdAt: instant(),
      updatedAt: instant(),
      version: { type: DataTypes.INTEGER, allowNull: false },
    },
    { tableName: 'customers' },
  );
}
