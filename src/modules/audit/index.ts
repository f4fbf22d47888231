export { createAuditModule } from './create-audit-module.js';
export type { AuditModule } from './create-audit-module.js';
export type { ChainReport, KnownLink } from './audit-verifier.js';
