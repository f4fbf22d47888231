export { createOperationModule } from './create-operation-module.js';
export type { OperationModule } from './create-operation-module.js';
export { presentOperation } from './operation-presenter.js';
export { operationSchema } from './operation-schema.js';
export { OPERATION_UPDATED } from './operation-events.js';
export type { OperationService } from './operation-service.js';
export type { Operation, OperationRow } from './operation-types.js';
