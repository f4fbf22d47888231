export { createVisitModule } from './create-visit-module.js';
export type { VisitModule } from './create-visit-module.js';
export type { VisitService } from './visit-service.js';
export type { Visit } from './visit-types.js';
