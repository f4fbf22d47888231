export { createRotationModule } from './create-rotation-module.js';
export type { RotationModule } from './create-rotation-module.js';
export { rotationEntriesSchema } from './rotation-frame-schema.js';
export type { RotationService } from './rotation-service.js';
export type { TurnService } from './turn-service.js';
export type { Turn } from './rotation-types.js';
