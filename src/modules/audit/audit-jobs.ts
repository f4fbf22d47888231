import type { Schedule } from '../../jobs/job.js';
import type { AuditSealer } from './audit-sealer.js';

const EVERY_MS = 5_000;

/** Seals what has come since, every five seconds. */
export function auditSealSchedule(sealer: Pick<AuditSealer, 'sealAll'>): Schedule {
  return { name: 'audit.seal', everyMs: EVERY_MS, run: () => sealer.sealAll() };
}
