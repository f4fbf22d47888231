import type { z } from 'zod';
import { ConfigError } from './config-error.js';
import type { Config, SmsConfig, TlsFiles } from './config.js';
import { toDataEncryptionKeys } from './data-key-environment.js';
import {
  environmentSchema,
  smsEnvironmentSchema,
  twilioEnvironmentSchema,
} from './environment-schema.js';
import type { Environment } from './environment-schema.js';
import { mailEnvironmentSchema, smtpEnvironmentSchema, toSmtpConfig } from './mail-environment.js';
import { toOidcConfig } from './oidc-environment.js';
import { readEnvironment } from './read-environment.js';
import type { Variables } from './read-environment.js';
import { tlsEnvironmentSchema, tlsFaults, toTlsFiles } from './tls-environment.js';
import { toTokenConfig } from './token-environment.js';

/**
 * The configuration that the environment gives. Throws `ConfigError` that names every fault at
 * once and repeats no value, since values may be secrets.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  const variables = readEnvironment(env, faults);
  const environment = check(environmentSchema, variables, faults);
  const sms = loadSms(variables, faults);
  const tls = check(tlsEnvironmentSchema, variables, faults);
  faults.push(...tlsFaults(variables));
  const mail = loadMail(variables, faults);
  if (!environment || !sms || !tls || !mail || faults.length > 0) {
    throw new ConfigError([...new Set(faults)]);
  }
  return { ...toConfig(environment, sms, toTlsFiles(tls)), ...mail };
}

type MailSettings = Pick<Config, 'mail' | 'publicUrl'>;

function loadMail(variables: Variables, faults: string[]): MailSettings | undefined {
  const environment = check(mailEnvironmentSchema, variables, faults);
  if (environment === undefined) return undefined;
  const { MAIL_PROVIDER: provider, PUBLIC_URL: publicUrl } = environment;
  const links = publicUrl === undefined ? {} : { publicUrl };
  if (provider === 'log') return { mail: { provider }, ...links };
  const smtp = check(smtpEnvironmentSchema, variables, faults);
  return smtp === undefined ? undefined : { mail: toSmtpConfig(smtp), ...links };
}

function loadSms(variables: Variables, faults: string[]): SmsConfig | undefined {
  const provider = check(smsEnvironmentSchema, variables, faults)?.SMS_PROVIDER;
  if (provider !== 'twilio') return provider === undefined ? undefined : { provider };
  const twilio = check(twilioEnvironmentSchema, variables, faults);
  if (twilio === undefined) return undefined;
  return {
    provider,
    baseUrl: twilio.TWILIO_BASE_URL,
    accountSid: twilio.TWILIO_ACCOUNT_SID,
    authToken: twilio.TWILIO_AUTH_TOKEN,
    from: twilio.TWILIO_FROM,
  };
}

function check<Schema extends z.ZodType>(
  schema: Schema,
  variables: Variables,
  faults: string[],
): z.output<Schema> | undefined {
  const result = schema.safeParse(variables);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) {
    const name = path.join('.');
    // A secret whose file is at fault is named once, with its file.
    if (variables[`${name}_FILE`] === undefined || variables[name] !== undefined) {
      faults.push(`${name} ${message}`);
    }
  }
  return undefined;
}

function toConfig(
  environment: Environment,
  sms: SmsConfig,
  tls: TlsFiles | undefined,
): Omit<Config, keyof MailSettings> {
  return {
    production: environment.NODE_ENV === 'production',
    http: {
      port: environment.PORT,
      host: environment.HOST,
      trustProxy: environment.TRUST_PROXY,
      allowedOrigins: environment.ALLOWED_ORIGINS,
      rateLimitPerMinute: environment.RATE_LIMIT_PER_MINUTE,
      ...(tls === undefined ? {} : { tls }),
    },
    roles: environment.ROLES,
    logLevel: environment.LOG_LEVEL,
    database: withSslCa(environment),
    ...redis(environment),
    cache: cache(environment),
    ...toTokenConfig(environment),
    ...toOidcConfig(environment),
    dataEncryptionKeys: toDataEncryptionKeys(environment),
    ...leadScoring(environment),
    ...vinService(environment),
    sms,
  };
}

function vinService({ VPIC_BASE_URL: vpicBaseUrl }: Environment): Pick<Config, 'vpicBaseUrl'> {
  return vpicBaseUrl === undefined ? {} : { vpicBaseUrl };
}

function withSslCa({ DATABASE_URL, DATABASE_SSL_CA }: Environment): Config['database'] {
  return DATABASE_SSL_CA === undefined
    ? { url: DATABASE_URL }
    : { url: DATABASE_URL, sslCaFile: DATABASE_SSL_CA };
}

function redis(environment: Environment): Pick<Config, 'redisUrl' | 'redisSslCaFile'> {
  const { REDIS_URL: redisUrl, REDIS_SSL_CA: redisSslCaFile } = environment;
  if (redisUrl === undefined) return {};
  return redisSslCaFile === undefined ? { redisUrl } : { redisUrl, redisSslCaFile };
}

/** The name of the database tells environments apart by itself. */
function cache({ CACHE, CACHE_PREFIX, DATABASE_URL }: Environment): Config['cache'] {
  const prefix = CACHE_PREFIX ?? new URL(DATABASE_URL).pathname.slice(1);
  return { keeps: CACHE === 'on', prefix };
}

function leadScoring(environment: Environment): Pick<Config, 'leadScoring'> {
  const { LEAD_SCORING_URL: url, LEAD_SCORING_API_KEY: apiKey } = environment;
  if (url === undefined) return {};
  return { leadScoring: apiKey === undefined ? { url } : { url, apiKey } };
}
