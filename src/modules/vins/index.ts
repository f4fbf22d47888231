export { createVinModule } from './create-vin-module.js';
export type { VinModule, VinModuleDeps } from './create-vin-module.js';
export type { VinService } from './vin-service.js';
