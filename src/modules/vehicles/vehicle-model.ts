import { DataTypes } from 'sequelize';
import type { ModelAttributeColumnOptions, ModelStatic, Sequelize, Model } from 'sequelize';

/** Writes of the table `vehicles`; reads are plain SQL. */
export type VehicleModel = ModelStatic<Model>;

type Column = ModelAttributeColumnOptions;

/** Sequelize keeps the column's name in the object it is given: each column needs its own. */
const text = (length: number): Column => ({ type: DataTypes.STRING(length), allowNull: true });
const word = (): Column => ({ type: DataTypes.STRING(64), allowNull: false });
const amount = (): Column => ({ type: DataTypes.BIGINT, allowNull: true });
const whole = (): Column => ({ type: DataTypes.INTEGER, allowNull: false });
const place = (field: string): Column => ({ type: DataTypes.INTEGER, allowNull: true, field });
const instant = (): Column => ({ type: DataTypes.DATE(3), allowNull: false });

/** Defines the model on this connection pool. */
export function defineVehicleModel(sequelize: Sequelize): VehicleModel {
  return sequelize.define(
    'Vehicle',
    {
      id: { type: DataTypes.UUID, primaryKey: true },
      organizationId: { type: DataTypes.UUID, allowNull: false },
      showroomId: { type: DataTypes.UUID, allowNull: false },
      vin: text(17),
      externalId: text(64),
      stockNumber: text(32),
      status: word(),
      condition: { ...word(), field: 'vehicle_condition' },
      modelYear: whole(),
      make: word(),
      model: word(),
      trim: text(64),
      bodyStyle: text(32),
      fuelType: text(32),
      transmission: text(64),
      drivetrain: text(32),
      exteriorColor: text(64),
      interiorColor: text(64),
      mileage: whole(),
      currency: { type: DataTypes.STRING(3), allowNull: false },
      price: amount(),
      msrp: amount(),
      cost: amount(),
      pack: amount(),
      features: { type: DataTypes.JSON, allowNull: false },
      photos: { type: DataTypes.JSON, allowNull: false },
      displayed: { type: DataTypes.BOOLEAN, allowNull: false },
      positionFloor: place('position_floor'),
      positionXMm: place('position_x_mm'),
      positionYMm: place('position_y_mm'),
      inStockSince: instant(),
      holdId: { type: DataTypes.UUID, allowNull: true },
      heldUntil: { type: DataTypes.DATE(3), allowNull: true },
      createdAt: instant(),
      updatedAt: instant(),
      version: whole(),
    },
    { tableName: 'vehicles' },
  );
}
