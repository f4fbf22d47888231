import { createLogger } from '../../../src/observability/logger.js';
import type { Logger } from '../../../src/observability/logger.js';

/** The product's own logger, writing into memory. */
export function createMemoryLogger(): { readonly logger: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const logger = createLogger('debug', { write: (line: string) => void lines.push(line) });
  return { logger, lines };
}
