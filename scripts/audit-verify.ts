// npm run audit:verify: walks the chains of audit events (docs/audit.md).
import { parseArgs } from 'node:util';
import { readEnvironment } from '../src/config/read-environment.js';
import { createDatabase, workerPoolLimits } from '../src/database/create-database.js';
import { createAuditModule } from '../src/modules/audit/index.js';
import type { AuditModule, ChainReport, KnownLink } from '../src/modules/audit/index.js';
import { createLogger } from '../src/observability/logger.js';
import { systemClock } from '../src/shared/clock.js';
import { isId } from '../src/shared/ids.js';

const USAGE = `npm run audit:verify [-- --organization ID [--position N --hash HEX]]

  --organization  one chain alone; all of them by default
  --position, --hash
                  a head of that chain as the log told it: finds a chain written anew as a whole

Reads DATABASE_URL and DATABASE_SSL_CA. One line of JSON a chain; exit 1 when one is not intact.`;
const EXIT_BROKEN = 1;
const EXIT_USAGE = 64;

class UsageError extends Error {}

interface Wish {
  readonly organizationId?: string;
  readonly known?: KnownLink;
}

try {
  await verify(readWish(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(USAGE);
  process.exitCode = EXIT_USAGE;
}

async function verify(wish: Wish): Promise<void> {
  const faults: string[] = [];
  const variables = readEnvironment(process.env, faults);
  const { DATABASE_URL: url, DATABASE_SSL_CA: sslCaFile } = variables;
  if (url === undefined || faults.length > 0) throw new UsageError();
  const trust = sslCaFile === undefined ? {} : { sslCaFile };
  const database = createDatabase({ url, ...trust }, workerPoolLimits);
  const logger = createLogger('warn');
  const { verifier } = createAuditModule({ database, clock: systemClock, logger });
  try {
    for await (const report of reports(verifier, wish)) {
      console.log(JSON.stringify(report));
      if (!report.intact) process.exitCode = EXIT_BROKEN;
    }
  } finally {
    await database.close();
  }
}

async function* reports(
  verifier: AuditModule['verifier'],
  { organizationId, known }: Wish,
): AsyncGenerator<ChainReport> {
  if (organizationId === undefined) yield* verifier.verifyAll();
  else yield await verifier.verify(organizationId, known);
}

function readWish(args: string[]): Wish {
  const { organization, position, hash } = options(args);
  const known = knownLink(position, hash);
  if (organization === undefined) {
    if (known !== undefined) throw new UsageError();
    return {};
  }
  if (!isId(organization)) throw new UsageError();
  const wish = { organizationId: organization };
  return known === undefined ? wish : { ...wish, known };
}

function knownLink(position: string | undefined, hash: string | undefined): KnownLink | undefined {
  if (position === undefined && hash === undefined) return undefined;
  if (position === undefined || !/^[1-9]\d{0,14}$/.test(position)) throw new UsageError();
  if (hash === undefined || !/^[0-9a-f]{64}$/.test(hash)) throw new UsageError();
  return { position: Number(position), hash };
}

function options(args: string[]): {
  organization?: string | undefined;
  position?: string | undefined;
  hash?: string | undefined;
} {
  const text = { type: 'string' } as const;
  try {
    const names = { organization: text, position: text, hash: text };
    return parseArgs({ args, options: names, strict: true }).values;
  } catch {
    throw new UsageError();
  }
}
