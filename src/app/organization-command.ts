import { parseArgs } from 'node:util';
import { z } from 'zod';
import { ConfigError } from '../config/config-error.js';
import type { Config } from '../config/config.js';
import { loadConfig } from '../config/load-config.js';
import { readEnvironment } from '../config/read-environment.js';
import { passwordFault } from '../modules/auth/index.js';
import { isCurrency, isTimeZone } from '../modules/showrooms/index.js';
import { createLogger } from '../observability/logger.js';
import { isProblem } from '../shared/errors.js';
import { buildApp } from './build-app.js';
import { foundOrganization } from './found-organization.js';
import type { NewDealerGroup } from './found-organization.js';
import { anySealingKey, anySigningKey } from './spare-keys.js';

/** The word of the command line. */
export const CREATE_ORGANIZATION = 'organization:create';

/** What to make, and where. */
export interface OrganizationCommand {
  readonly config: Config;
  readonly group: NewDealerGroup;
}

const text = { type: 'string' } as const;
const OPTIONS = {
  ...{ name: text, showroom: text, 'time-zone': text, currency: text },
  ...{ 'admin-email': text, 'admin-name': text },
};

const PASSWORD_FAULTS = {
  password_length: 'must have 8 to 128 characters',
  password_too_common: 'is among those that are tried first',
  password_too_personal: 'must not be the address or a name that is known',
} as const;

const named = z.string('is missing').trim().min(1, 'is missing').max(128, 'is too long');
const word = z.string('is missing');

const wishSchema = z.object({
  name: named,
  showroom: named,
  'time-zone': word.refine(isTimeZone, 'must be the IANA name of a time zone'),
  currency: word.refine(isCurrency, 'must be the ISO 4217 code of a currency'),
  'admin-email': word.pipe(z.email('must be an e-mail address').max(254, 'is too long')),
  'admin-name': named.default('Administrator'),
});

/**
 * Reads `--name --showroom --time-zone --currency --admin-email [--admin-name]`, and the password
 * from `ADMIN_PASSWORD` or the file of `ADMIN_PASSWORD_FILE`. Throws `ConfigError` that names all
 * that is wrong, the environment included.
 */
export function readOrganizationCommand(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): OrganizationCommand {
  const faults: string[] = [];
  const config = readConfig(env, faults);
  const wish = readWish(args, faults);
  const password = readPassword(env, wish, faults);
  if (!config || !wish || password === undefined || faults.length > 0) {
    throw new ConfigError([...new Set(faults)]);
  }
  const { name, showroom, currency, 'time-zone': timeZone } = wish;
  const admin = { email: wish['admin-email'], name: wish['admin-name'], password };
  return { config, group: { name, admin, showroom: { name: showroom, timeZone, currency } } };
}

/** Makes the dealer group; answers its ids. Throws `ConfigError` for an address that is taken. */
export async function runOrganizationCommand({ config, group }: OrganizationCommand): Promise<{
  readonly organizationId: string;
  readonly showroomId: string;
  readonly adminUserId: string;
}> {
  const logger = createLogger('warn', process.stderr);
  const app = buildApp({ ...config, production: false, roles: new Set(['api']) }, { logger });
  try {
    const { organizationId, admin, showroom } = await foundOrganization(app.modules, group);
    return { organizationId, showroomId: showroom.id, adminUserId: admin.id };
  } catch (error) {
    if (!isProblem(error) || error.data?.code !== 'email_taken') throw error;
    throw new ConfigError(['--admin-email is taken by another user']);
  } finally {
    await app.stop();
  }
}

function readConfig(env: NodeJS.ProcessEnv, faults: string[]): Config | undefined {
  try {
    return loadConfig({ ...env, ...spareKeys(env) });
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    faults.push(...error.faults);
    return undefined;
  }
}

/** The server's keys sign and seal nothing here: who does not have them at hand needs none. */
function spareKeys(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isGiven = (name: string): boolean => Boolean(env[name] ?? env[`${name}_FILE`]);
  return {
    ...(isGiven('JWT_SIGNING_KEY') ? {} : { JWT_SIGNING_KEY: anySigningKey() }),
    ...(isGiven('DATA_ENCRYPTION_KEY') ? {} : { DATA_ENCRYPTION_KEY: anySealingKey() }),
  };
}

type Wish = z.output<typeof wishSchema>;

function readWish(args: readonly string[], faults: string[]): Wish | undefined {
  const values = readOptions(args, faults);
  if (values === undefined) return undefined;
  const result = wishSchema.safeParse(values);
  if (result.success) return result.data;
  faults.push(...result.error.issues.map(({ path, message }) => `--${path.join('.')} ${message}`));
  return undefined;
}

function readOptions(args: readonly string[], faults: string[]): object | undefined {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    faults.push(error.message);
    return undefined;
  }
}

function readPassword(
  env: NodeJS.ProcessEnv,
  wish: Wish | undefined,
  faults: string[],
): string | undefined {
  const password = readEnvironment(env, faults)['ADMIN_PASSWORD'];
  if (password === undefined) {
    if (!faults.some((fault) => fault.startsWith('ADMIN_PASSWORD'))) {
      faults.push('ADMIN_PASSWORD is missing');
    }
    return undefined;
  }
  const about = { email: wish?.['admin-email'] ?? '', organizationName: wish?.name };
  const fault = passwordFault(password, about);
  if (fault !== undefined) faults.push(`ADMIN_PASSWORD ${PASSWORD_FAULTS[fault]}`);
  return password;
}
