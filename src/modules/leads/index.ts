export { createLeadModule } from './create-lead-module.js';
export type { LeadModule } from './create-lead-module.js';
export { FEATURE_NAMES } from './lead-features.js';
export type { LeadService } from './lead-service.js';
export type { Lead } from './lead-types.js';
