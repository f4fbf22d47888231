// A process of its own for test/unit/logger.test.ts: it fails without anybody catching it.
import { pino } from 'pino';
import { installCrashHandlers } from '../../src/observability/install-crash-handlers.js';
import { createLogger } from '../../src/observability/logger.js';

const logger = createLogger('info', pino.destination({ dest: 1, sync: false }));
installCrashHandlers({ logger });
setInterval(() => undefined, 1_000);

if (process.argv[2] === 'rejection') void Promise.reject(new Error('planted fault'));
else setImmediate(() => failNow());

function failNow(): never {
  throw new Error('planted fault');
}
