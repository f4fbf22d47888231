export { createVehicleModule } from './create-vehicle-module.js';
export type { VehicleModule } from './create-vehicle-module.js';
export { INVENTORY_RELEASED, INVENTORY_RESERVED } from './hold-events.js';
export { INVENTORY_CREATED, INVENTORY_UPDATED } from './vehicle-events.js';
export type { KnownVehicles, VehicleImportService } from './vehicle-import-service.js';
export type { VehicleEntry, VehicleImportOptions, VehicleOutcome } from './vehicle-import-types.js';
export { atWidth, hasWidth } from './vehicle-photo-rules.js';
export type { VehicleService } from './vehicle-service.js';
export type {
  DisplayedVehicle,
  NewVehicle,
  VehicleChanges,
  VehiclePosition,
  VehicleRow,
  VehicleStatus,
} from './vehicle-types.js';
