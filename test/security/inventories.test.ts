import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { environmentSchema, twilioEnvironmentSchema } from '../../src/config/environment-schema.js';
import { collectRoutes } from '../../src/app/collect-routes.js';
import { ACCESS_TOKEN_SECONDS } from '../../src/modules/auth/auth-types.js';
import { REFRESH_TOKEN_SECONDS } from '../../src/modules/auth/session-types.js';
import { ROOT } from '../architecture/support/cruise.js';
import { readSources } from '../architecture/support/source-conventions.js';

const product = readSources().filter(({ path }) => path.startsWith('src/'));

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** What stands in backticks in a document. */
function namesIn(path: string): ReadonlySet<string> {
  return new Set([...read(path).matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''));
}

function missing(names: Iterable<string>, path: string): readonly string[] {
  const named = namesIn(path);
  return [...new Set(names)].filter((name) => !named.has(name));
}

describe('the inventory of cryptography', () => {
  it('names every file that uses it', () => {
    const library = /from '(?:node:crypto|@node-rs\/argon2|jose|otpauth)'/;
    const users = product.filter(({ text }) => library.test(text)).map(({ path }) => path);
    expect(users.length).toBeGreaterThan(15);
    expect(missing(users, 'docs/security/cryptography.md')).toEqual([]);
    expect(missing(['src/planted.ts'], 'docs/security/cryptography.md')).toHaveLength(1);
  });

  it('says how keys are made, held, used, changed and destroyed', () => {
    const text = read('docs/security/cryptography.md');
    for (const word of ['Made', 'Held', 'Used', 'Changed', 'Destroyed']) {
      expect(text).toContain(`- **${word}**`);
    }
  });
});

describe('the inventory of data', () => {
  it('classes every table of the schema', () => {
    const tables = readdirSync(join(ROOT, 'migrations')).flatMap((file) => {
      const statements = /CREATE TABLE (?:IF NOT EXISTS )?(\w+)/g;
      return [...read(`migrations/${file}`).matchAll(statements)].map(([, table]) => table ?? '');
    });
    expect(tables.length).toBeGreaterThan(35);
    expect(missing(tables, 'docs/security/data.md')).toEqual([]);
  });

  it('says of every class how it is kept, sent, logged and forgotten', () => {
    const rows = read('docs/security/data.md').split('\n').map(cellsOf);
    const classes = rows.filter(([first]) => first?.startsWith('**')).map(([first]) => first);
    expect(new Set(classes).size).toBe(4);
    for (const name of new Set(classes)) {
      const [, protection] = rows.filter(([first]) => first === name);
      expect(protection).toHaveLength(6);
      expect(protection?.filter((cell) => cell === '')).toEqual([]);
    }
  });
});

function cellsOf(line: string): readonly string[] {
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}

describe('the inventory of communication', () => {
  it('names every address that can be configured', () => {
    const sources = product.filter(({ path }) => path.startsWith('src/config/'));
    const inText = sources.flatMap(({ text }) => text.match(/\b[A-Z]+(?:_[A-Z]+)*_URL\b/g) ?? []);
    const inSchema = [environmentSchema, twilioEnvironmentSchema]
      .flatMap((schema) => Object.keys(schema.shape))
      .filter((name) => /_URL$|_ORIGINS$|^HOST$|^PORT$/.test(name));
    expect(inSchema.length).toBeGreaterThan(6);
    expect(missing([...inText, ...inSchema], 'docs/security/communication.md')).toEqual([]);
  });
});

describe('the inventory of logs', () => {
  it('names every security event that is logged', () => {
    const message = /logger\.(?:info|warn|error)\((?:\{[^}]*\},\s*)?'([^']+)'/g;
    const messages = product
      .filter(({ path }) => /^src\/(?:modules\/(?:auth|audit)|http)\//.test(path))
      .flatMap(({ text }) => [...text.matchAll(message)].map(([, words]) => words ?? ''));
    expect(messages).toContain('log-in refused');
    expect(missing(messages, 'docs/security/logging.md')).toEqual([]);
  });

  it('names every place that logs are written to', () => {
    const writers = product.filter(({ text }) =>
      /pino\.(?:destination|transport)|console\./.test(text),
    );
    expect(writers.map(({ path }) => path)).toEqual(['src/observability/logger.ts']);
    expect(writers[0]?.text.match(/pino\.destination\([^)]*\)/g)).toEqual([
      'pino.destination({ ...TOGETHER, fd: 1, sync: false })',
    ]);
    expect(read('docs/security/logging.md')).toContain('standard output of each process');
  });
});

describe('the limits of log-in and sessions', () => {
  it('are written down as the code has them', () => {
    const text = read('docs/security/authentication.md');
    const code = (file: string): string => read(`src/modules/auth/${file}.ts`);
    expect(text).toContain(`An access token lasts ${ACCESS_TOKEN_SECONDS / 60} minutes`);
    expect(text).toContain(`after ${REFRESH_TOKEN_SECONDS / 86_400} days without a refresh`);
    expect(text).toContain('30 days after its log-in');
    expect(code('refresh-rules')).toContain('30 * 24 * 3_600_000');
    expect(text).toContain('10 failures an account and address, 100 an address, in 15 minutes');
    expect(code('login-throttle')).toMatch(/PER_ACCOUNT_AND_ADDRESS = 10;[^]*PER_ADDRESS = 100;/);
    expect(code('failure-limit')).toContain('15 * 60 * 1_000');
    expect(text).toContain('any number of sessions');
  });
});

describe('the rules of input', () => {
  it('are written down where the contract cannot say them', () => {
    const rules = read('docs/domain.md');
    for (const rule of [
      'check digit',
      'at most **7 days**',
      '5 minutes in the future',
      '**5 m**',
    ]) {
      expect(rules).toContain(rule);
    }
    expect(read('docs/http.md')).toContain('at most 1 MiB and 64 levels');
  });
});

describe('what costs much', () => {
  it('is written down with what bounds it', () => {
    const rows = read('docs/security/load.md').split('\n').map(cellsOf).slice(2);
    const known = new Set(collectRoutes().map(({ operationId }) => operationId));
    const named = rows.flatMap(([what = '']) => [...what.matchAll(/`(\w+)`/g)].map(([, id]) => id));
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((id) => !known.has(id ?? ''))).toEqual([]);
    const bare = rows.filter((cells) => cells.length > 0 && (cells[2] ?? '') === '');
    expect(bare).toEqual([]);
  });
});

describe('SECURITY.md', () => {
  const text = read('SECURITY.md');

  it('says within what time a known vulnerability is mended', () => {
    const days = [...text.matchAll(/^\| (critical|high|medium|low) .*\| (\d+) days/gm)];
    expect(days.map(([, severity]) => severity)).toEqual(['critical', 'high', 'medium', 'low']);
    const numbers = days.map(([, , count]) => Number(count));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it('names tests that exist', () => {
    const paths = [...text.matchAll(/`(test\/[^`]+)`/g)].map(([, path]) => path ?? '');
    expect(paths.length).toBeGreaterThan(12);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});
