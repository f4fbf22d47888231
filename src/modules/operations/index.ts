export { createOperationModule } from './create-operation-module.js';
export type { OperationModule } from './create-operation-module.js';
export { OPERATION_UPDATED } from './operation-events.js';
export type { OperationService } from './operation-service.js';
export type { Operation, OperationRow } from './operation-types.js';
