import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../src/config/config-error.js';
import { loadConfig } from '../../src/config/load-config.js';
import { TestAuthority } from '../support/certificates.js';

const directory = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(directory, { recursive: true }));

function signingKey(namedCurve = 'P-256'): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim();
}

function file(name: string, content: string): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

const key = signingKey();
const dataKey = randomBytes(32).toString('base64');
const olderKey = randomBytes(32).toString('base64');
const minimal = {
  DATABASE_URL: 'mariadb://app:@db.example:3306/showroom',
  JWT_SIGNING_KEY: key,
  DATA_ENCRYPTION_KEY: dataKey,
};

function faultsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

describe('a minimal environment', () => {
  it('has the documented defaults, and neither Redis nor a scoring service', () => {
    expect(loadConfig(minimal)).toEqual({
      production: false,
      http: {
        port: 3000,
        host: '127.0.0.1',
        trustProxy: 0,
        allowedOrigins: [],
        rateLimitPerMinute: 1200,
      },
      roles: new Set(['api', 'realtime', 'worker']),
      logLevel: 'info',
      database: { url: minimal.DATABASE_URL },
      signingKeyPem: key,
      dataEncryptionKeys: [dataKey],
      cache: { keeps: true, prefix: 'showroom' },
      sms: { provider: 'log' },
      mail: { provider: 'log' },
    });
  });

  it('counts empty values as absent', () => {
    const empty = { PORT: '', REDIS_URL: ' ', SMS_PROVIDER: '', ALLOWED_ORIGINS: '', ROLES: '' };
    expect(loadConfig({ ...minimal, ...empty })).toEqual(loadConfig(minimal));
  });

  it('has no default for what is secret', () => {
    expect(faultsOf({})).toEqual([
      expect.stringMatching(/^DATABASE_URL is missing/),
      expect.stringMatching(/^JWT_SIGNING_KEY is missing/),
      expect.stringMatching(/^DATA_ENCRYPTION_KEY is missing.*openssl rand -base64 32$/),
    ]);
  });
});

describe('a full environment', () => {
  it('is taken over', () => {
    const { caFile: sslCaFile } = new TestAuthority(directory, 'authority');
    const config = loadConfig({
      ...minimal,
      NODE_ENV: 'production',
      DATA_ENCRYPTION_KEY_PREVIOUS: `${olderKey}, ${dataKey}`,
      DATABASE_SSL_CA: sslCaFile,
      REDIS_URL: 'rediss://:secret@cache.example:6380/1',
      REDIS_SSL_CA: sslCaFile,
      CACHE: 'off',
      CACHE_PREFIX: 'staging-2',
      PORT: '8080',
      HOST: '0.0.0.0',
      ROLES: 'api, worker',
      LOG_LEVEL: 'warn',
      TRUST_PROXY: '10.0.0.0/8, loopback',
      ALLOWED_ORIGINS: 'https://www.example.com,http://localhost:5173',
      LEAD_SCORING_URL: 'http://scoring.example/v2/models',
      LEAD_SCORING_API_KEY: 'opaque',
      SMS_PROVIDER: 'twilio',
      TWILIO_BASE_URL: 'http://127.0.0.1:9/base',
      TWILIO_ACCOUNT_SID: 'whatever the provider calls it',
      TWILIO_AUTH_TOKEN: 'x',
      TWILIO_FROM: '+13125550100',
      RATE_LIMIT_PER_MINUTE: '60',
      MAIL_PROVIDER: 'smtp',
      SMTP_URL: 'smtps://app:secret@mail.example',
      SMTP_SSL_CA: sslCaFile,
      MAIL_FROM: 'no-reply@showroom.example',
      PUBLIC_URL: 'https://app.example/showroom/',
    });
    expect(config).toEqual({
      production: true,
      http: {
        port: 8080,
        host: '0.0.0.0',
        trustProxy: ['10.0.0.0/8', 'loopback'],
        allowedOrigins: ['https://www.example.com', 'http://localhost:5173'],
        rateLimitPerMinute: 60,
      },
      roles: new Set(['api', 'worker']),
      logLevel: 'warn',
      database: { url: minimal.DATABASE_URL, sslCaFile },
      cache: { keeps: false, prefix: 'staging-2' },
      redisUrl: 'rediss://:secret@cache.example:6380/1',
      redisSslCaFile: sslCaFile,
      signingKeyPem: key,
      dataEncryptionKeys: [dataKey, olderKey, dataKey],
      leadScoring: { url: 'http://scoring.example/v2/models', apiKey: 'opaque' },
      sms: {
        provider: 'twilio',
        baseUrl: 'http://127.0.0.1:9/base',
        accountSid: 'whatever the provider calls it',
        authToken: 'x',
        from: '+13125550100',
      },
      mail: {
        provider: 'smtp',
        url: 'smtps://app:secret@mail.example',
        sslCaFile,
        from: 'no-reply@showroom.example',
      },
      publicUrl: 'https://app.example/showroom',
    });
  });

  it('takes a number as hops of proxies', () => {
    expect(loadConfig({ ...minimal, TRUST_PROXY: '2' }).http.trustProxy).toBe(2);
  });

  it('reads a signing key with escaped line ends', () => {
    const escaped = key.replaceAll('\n', String.raw`\n`);
    expect(loadConfig({ ...minimal, JWT_SIGNING_KEY: escaped }).signingKeyPem).toBe(key);
  });

  it('uses the public address of Twilio unless told otherwise', () => {
    const twilio = { TWILIO_ACCOUNT_SID: 'a', TWILIO_AUTH_TOKEN: 'b', TWILIO_FROM: 'c' };
    const config = loadConfig({ ...minimal, SMS_PROVIDER: 'twilio', ...twilio });
    expect(config.sms).toMatchObject({ baseUrl: 'https://api.twilio.com' });
  });
});

describe('secrets in files', () => {
  it('are read, without the line end', () => {
    const config = loadConfig({
      DATABASE_URL_FILE: file('database', `${minimal.DATABASE_URL}\n`),
      JWT_SIGNING_KEY_FILE: file('key', `${key}\n`),
      DATA_ENCRYPTION_KEY_FILE: file('data-key', `${dataKey}\n`),
      DATA_ENCRYPTION_KEY_PREVIOUS_FILE: file('older-key', `${olderKey}\n`),
      REDIS_URL_FILE: file('redis', 'redis://cache.example'),
      LEAD_SCORING_URL: 'https://scoring.example',
      LEAD_SCORING_API_KEY_FILE: file('scoring', 'opaque\n'),
      SMS_PROVIDER: 'twilio',
      TWILIO_ACCOUNT_SID: 'a',
      TWILIO_AUTH_TOKEN_FILE: file('twilio', 'token\n'),
      TWILIO_FROM: 'c',
    });
    expect(config).toMatchObject({
      database: { url: minimal.DATABASE_URL },
      signingKeyPem: key,
      dataEncryptionKeys: [dataKey, olderKey],
      redisUrl: 'redis://cache.example',
      leadScoring: { apiKey: 'opaque' },
      sms: { authToken: 'token' },
    });
  });

  it('are named once when the file is missing or empty, or the value is given too', () => {
    const faults = faultsOf({
      DATABASE_URL_FILE: join(directory, 'nowhere'),
      JWT_SIGNING_KEY_FILE: file('empty', '\n'),
      DATA_ENCRYPTION_KEY: dataKey,
      REDIS_URL: 'redis://cache.example',
      REDIS_URL_FILE: file('redis-too', 'redis://cache.example'),
    });
    expect(faults).toEqual([
      'DATABASE_URL_FILE names a file that cannot be read',
      'REDIS_URL and REDIS_URL_FILE are both given; one of them is enough',
      'JWT_SIGNING_KEY_FILE names a file that is empty',
    ]);
  });
});

describe('faults', () => {
  it('are named all at once, and without the values', () => {
    const faults = faultsOf({
      DATABASE_URL: 'postgres://app:hunter2@db.example/showroom',
      DATABASE_SSL_CA: join(directory, 'no-ca.pem'),
      REDIS_URL: 'http://hunter2@cache.example',
      JWT_SIGNING_KEY: 'hunter2',
      DATA_ENCRYPTION_KEY: 'hunter2',
      DATA_ENCRYPTION_KEY_PREVIOUS: 'hunter2',
      PORT: '70000',
      ROLES: 'api,hunter2',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: 'true',
      ALLOWED_ORIGINS: '*',
      RATE_LIMIT_PER_MINUTE: '0',
      LEAD_SCORING_URL: 'scoring.example',
      SMS_PROVIDER: 'twilio',
      TWILIO_BASE_URL: 'ftp://twilio.example',
    });
    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual([
      'ALLOWED_ORIGINS',
      'DATABASE_SSL_CA',
      'DATABASE_URL',
      'DATA_ENCRYPTION_KEY',
      'DATA_ENCRYPTION_KEY_PREVIOUS',
      'JWT_SIGNING_KEY',
      'LEAD_SCORING_URL',
      'LOG_LEVEL',
      'PORT',
      'RATE_LIMIT_PER_MINUTE',
      'REDIS_URL',
      'ROLES',
      'TRUST_PROXY',
      'TWILIO_ACCOUNT_SID',
      'TWILIO_AUTH_TOKEN',
      'TWILIO_BASE_URL',
      'TWILIO_FROM',
    ]);
    expect(faults.join()).not.toContain('hunter2');
  });

  it.each([
    ['a database without a name', { DATABASE_URL: 'mariadb://app@db.example:3306/' }],
    ['a key on another curve', { JWT_SIGNING_KEY: signingKey('P-384') }],
    ['a key that is cut off', { JWT_SIGNING_KEY: key.slice(0, 80) }],
    ['a data key that is too short', { DATA_ENCRYPTION_KEY: dataKey.slice(4) }],
    ['an older data key that is none', { DATA_ENCRYPTION_KEY_PREVIOUS: `${olderKey},x` }],
    ['a port that is no number', { PORT: '0x50' }],
    ['a negative port', { PORT: '-1' }],
    ['an origin with a path', { ALLOWED_ORIGINS: 'https://www.example.com/' }],
    ['a network that is none', { TRUST_PROXY: '10.0.0.0/33' }],
    ['an unknown text-message provider', { SMS_PROVIDER: 'pigeon' }],
    ['no role at all', { ROLES: ',' }],
  ])('%s', (_name, change) => {
    const faults = faultsOf({ ...minimal, ...change });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${Object.keys(change)[0]} `));
  });
});

describe('mail', () => {
  const smtp = { ...minimal, MAIL_PROVIDER: 'smtp', MAIL_FROM: 'no-reply@showroom.example' };

  it('reads the server from a file, as it holds a password', () => {
    const url = 'smtp://app:secret@mail.example:2525';
    const config = loadConfig({ ...smtp, SMTP_URL_FILE: file('smtp-url', `${url}\n`) });
    expect(config.mail).toEqual({ provider: 'smtp', url, from: smtp.MAIL_FROM });
  });

  it.each([
    [{ SMTP_URL: undefined }, /^SMTP_URL is missing/],
    [{ SMTP_URL: 'https://app:secret@mail.example' }, /^SMTP_URL must be of the form smtps:/],
    [{ MAIL_FROM: 'Showroom <no-reply@showroom.example>' }, /^MAIL_FROM must be an e-mail address/],
    [{ MAIL_FROM: 'a@x.example, b@x.example' }, /^MAIL_FROM must be/],
    [{ MAIL_PROVIDER: 'sendmail' }, /^MAIL_PROVIDER must be log or smtp/],
    [{ PUBLIC_URL: 'javascript:alert(1)' }, /^PUBLIC_URL must be an http or https URL/],
    [{ PUBLIC_URL: 'https://app.example/?a=b' }, /^PUBLIC_URL must have neither/],
    [{ SMTP_SSL_CA: '/nowhere' }, /^SMTP_SSL_CA names a file/],
  ])('refuses %j, and repeats no value', (change, fault) => {
    const faults = faultsOf({ ...smtp, SMTP_URL: 'smtps://app:secret@mail.example', ...change });
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults.join()).not.toContain('secret');
  });
});
