import { isIP } from 'node:net';
import { z } from 'zod';
import type { ProcessRole } from './config.js';
import { dataKeyEnvironmentSchema } from './data-key-environment.js';
import { oidcEnvironmentSchema } from './oidc-environment.js';
import { certificateFile } from './tls-environment.js';
import { tokenEnvironmentSchema } from './token-environment.js';

const PROCESS_ROLES: readonly ProcessRole[] = ['api', 'realtime', 'worker'];
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const PROXY_RANGES: readonly string[] = ['loopback', 'linklocal', 'uniquelocal'];

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function urlOf(protocols: readonly string[], message: string): z.ZodType<string> {
  return z.string().refine((text) => protocols.includes(parseUrl(text)?.protocol ?? ''), message);
}

function wholeNumber(min: number, max: number, fallback: number): z.ZodType<number> {
  const message = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message)
    .default(fallback);
}

function commaList(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

const databaseUrl = z.string('is missing').refine((text) => {
  const url = parseUrl(text);
  return url?.protocol === 'mariadb:' && url.hostname !== '' && url.pathname.length > 1;
}, 'must be of the form mariadb://user:password@host:port/name');

const roles = z
  .string()
  .transform(commaList)
  .refine(
    (names): names is ProcessRole[] =>
      names.length > 0 && names.every((name) => PROCESS_ROLES.some((role) => role === name)),
    'must be a comma-separated list of api, realtime, worker',
  )
  .transform((names): ReadonlySet<ProcessRole> => new Set(names))
  .default(new Set(PROCESS_ROLES));

const trustProxy = z
  .string()
  .transform((text): number | readonly string[] =>
    /^\d{1,2}$/.test(text) ? Number(text) : commaList(text),
  )
  .refine(
    (value) => typeof value === 'number' || (value.length > 0 && value.every(isProxy)),
    'must be a number of hops, or a comma-separated list of addresses or networks',
  )
  .default(0);

function isProxy(text: string): boolean {
  if (PROXY_RANGES.includes(text)) return true;
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (prefix === undefined) return true;
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128);
}

const allowedOrigins = z
  .string()
  .transform(commaList)
  .refine(
    (origins) => origins.every(isOrigin),
    'must be a comma-separated list of origins such as https://www.example.com',
  )
  .default([]);

function isOrigin(text: string): boolean {
  const url = parseUrl(text);
  return url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.origin === text;
}

const cachePrefix = z
  .string()
  .regex(/^[\w.-]{1,64}$/, 'must be 1 to 64 letters, digits, dots, hyphens or underscores');

const baseUrl = urlOf(['http:', 'https:'], 'must be an http or https URL');

/** Everything but the text-message provider. Names as in `docs/api.md`, Environment. */
export const environmentSchema = z.object({
  NODE_ENV: z.string().optional(),
  PORT: wholeNumber(0, 65_535, 3_000),
  HOST: z.string().default('127.0.0.1'),
  TRUST_PROXY: trustProxy,
  ALLOWED_ORIGINS: allowedOrigins,
  RATE_LIMIT_PER_MINUTE: wholeNumber(1, 1_000_000_000, 1_200),
  ROLES: roles,
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  DATABASE_URL: databaseUrl,
  DATABASE_SSL_CA: certificateFile.optional(),
  REDIS_URL: urlOf(['redis:', 'rediss:'], 'must be a redis or rediss URL').optional(),
  REDIS_SSL_CA: certificateFile.optional(),
  CACHE: z.enum(['on', 'off'], 'must be on or off').default('on'),
  CACHE_PREFIX: cachePrefix.optional(),
  ...tokenEnvironmentSchema.shape,
  ...oidcEnvironmentSchema.shape,
  ...dataKeyEnvironmentSchema.shape,
  LEAD_SCORING_URL: baseUrl.optional(),
  LEAD_SCORING_API_KEY: z.string().optional(),
  VPIC_BASE_URL: baseUrl.optional(),
});

export type Environment = z.output<typeof environmentSchema>;

/** Where text messages go. */
export const smsEnvironmentSchema = z.object({
  SMS_PROVIDER: z.enum(['log', 'twilio'], 'must be log or twilio').default('log'),
});

/** What Twilio needs besides; ids and secrets of its own making are checked for presence only. */
export const twilioEnvironmentSchema = z.object({
  TWILIO_BASE_URL: baseUrl.default('https://api.twilio.com'),
  TWILIO_ACCOUNT_SID: z.string('is missing; SMS_PROVIDER=twilio needs it'),
  TWILIO_AUTH_TOKEN: z.string('is missing; SMS_PROVIDER=twilio needs it'),
  TWILIO_FROM: z.string('is missing; SMS_PROVIDER=twilio needs it'),
});
