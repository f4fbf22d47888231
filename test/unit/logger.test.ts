import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { problem } from '../../src/shared/errors.js';
import { createLogger } from '../../src/observability/logger.js';
import type { Logger } from '../../src/observability/logger.js';
import { runInContext } from '../../src/observability/request-context.js';

const PERSON = {
  firstName: 'Marguerite',
  lastName: 'Oyelaran',
  email: 'marguerite@oyelaran.example',
  phone: '+13125550147',
};

const SECRETS = ['Marguerite', 'Oyelaran', 'oyelaran.example', '3125550147', 'hunter2-secret'];

function captured(): {
  logger: Logger;
  lines: () => Array<Record<string, unknown>>;
  text: () => string;
} {
  const written: string[] = [];
  const logger = createLogger('trace', { write: (line: string) => void written.push(line) });
  const lines = (): Array<Record<string, unknown>> =>
    written.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { logger, lines, text: () => written.join('') };
}

function expectNothingLeaked(text: string): void {
  for (const secret of SECRETS) expect(text).not.toContain(secret);
}

/** `value` under `depth` ordinary keys. */
function nested(depth: number, value: unknown): Record<string, unknown> {
  return { outer: depth === 0 ? value : nested(depth - 1, value) };
}

describe('the logger', () => {
  it.each([0, 1, 2, 3, 4, 5])('redacts personal data %i levels deep', (depth) => {
    const { logger, text } = captured();
    logger.info(nested(depth, PERSON), 'a customer');
    expectNothingLeaked(text());
    expect(text()).toContain('[redacted]');
  });

  it('redacts at the top, in arrays, maps, sets and bindings of child loggers', () => {
    const { logger, text } = captured();
    logger.info(PERSON, 'top');
    logger.info({ rows: [[PERSON], { list: [PERSON] }] }, 'array');
    logger.info({ map: new Map([['one', PERSON]]), set: new Set([PERSON]) }, 'collections');
    logger.child({ work: PERSON, token: 'hunter2-secret' }).info('child');
    expectNothingLeaked(text());
  });

  it.each([
    'password',
    'accessToken',
    'refreshToken',
    'authorization',
    'cookie',
    'set-cookie',
    'clientSecret',
    'apiKey',
    'authToken',
    'signingKeyPem',
    'dataEncryptionKeys',
    'otpauthUrl',
    'recoveryCodes',
    'totp',
    'databaseUrl',
    'ticket',
  ])('redacts %s', (key) => {
    const { logger, lines, text } = captured();
    logger.warn({ [key]: 'hunter2-secret', headers: { [key]: 'hunter2-secret' } }, 'secrets');
    expectNothingLeaked(text());
    expect(lines()[0]).toMatchObject({ [key]: '[redacted]', headers: { [key]: '[redacted]' } });
  });

  it('keeps what is neither personal nor secret', () => {
    const { logger, lines } = captured();
    const occurredAt = new Date('2026-11-20T15:04:05.000Z');
    logger.info({ status: 200, route: '/api/v1/leads', leadId: 'x', occurredAt }, 'answered');
    expect(lines()[0]).toMatchObject({
      level: 'info',
      msg: 'answered',
      status: 200,
      route: '/api/v1/leads',
      leadId: 'x',
      occurredAt: '2026-11-20T15:04:05.000Z',
    });
  });

  it('ends in something that goes on for ever, and does not throw', () => {
    const { logger, text } = captured();
    const circle: Record<string, unknown> = { status: 1 };
    circle['again'] = circle;
    logger.info({ circle }, 'a circle');
    expect(text()).toContain('[too deep]');
  });

  it('adds request id, trace, tenant and user of the work under way', () => {
    const { logger, lines } = captured();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    runInContext({ requestId: 'r-1', traceparent, organizationId: 'o-1' }, () =>
      logger.info('inside'),
    );
    expect(lines()[0]).toMatchObject({
      requestId: 'r-1',
      traceId: '0af7651916cd43dd8448eb211c80319c',
      organizationId: 'o-1',
    });
  });
});

describe('errors in the log', () => {
  it('leave out what hangs on them: bodies, data, answers of others', () => {
    const { logger, lines, text } = captured();
    const err = Object.assign(problem(422, 'refused', 'Refused.'), {
      request: { body: PERSON, headers: { authorization: 'hunter2-secret' } },
      response: { text: JSON.stringify(PERSON) },
      input: PERSON,
    });
    logger.error({ err }, 'failed');
    logger.error({ work: { err } }, 'failed deeper');
    logger.error(err);
    expectNothingLeaked(text());
    expect(lines()[0]).toMatchObject({ err: { message: 'Refused.' } });
    expect(lines()[0]?.['err']).toHaveProperty('stack');
  });

  it('hide addresses and numbers that a message quotes, also in its causes', () => {
    const { logger, text } = captured();
    const cause = new Error(`No mailbox ${PERSON.email}`);
    const err = new Error(`Cannot reach ${PERSON.phone}`, { cause });
    logger.error({ err }, 'failed');
    logger.error({ err });
    logger.error(err);
    expectNothingLeaked(text());
    expect(text()).toContain('Cannot reach [redacted]');
    expect(text()).toContain('No mailbox [redacted]');
  });

  it('never quote SQL or its values', () => {
    const { logger, lines, text } = captured();
    const driver = Object.assign(
      new Error(`Duplicate entry '${PERSON.lastName}' sql: INSERT INTO x - parameters:['hunter2']`),
      { code: 'ER_DUP_ENTRY', errno: 1062, sqlState: '23000', sql: 'INSERT hunter2-secret' },
    );
    const err = Object.assign(new Error(driver.message), { original: driver, parent: driver });
    logger.error({ err }, 'failed');
    logger.error({ err: driver }, 'failed');
    logger.error(driver);
    expectNothingLeaked(text());
    expect(text()).not.toContain('INSERT');
    expect(lines()[0]).toMatchObject({ err: { code: 'ER_DUP_ENTRY' } });
  });
});

describe('an error that nobody catches', () => {
  const program = fileURLToPath(new URL('../support/crashing-program.ts', import.meta.url));

  function run(
    way: string,
  ): Promise<{ code: number | null; lines: Array<Record<string, unknown>> }> {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ['--import', 'tsx', program, way], {
        env: { ...process.env, NODE_OPTIONS: '' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8');
      });
      child.on('error', reject);
      child.on('close', (code) => {
        const lines = output.split('\n').filter((line) => line !== '');
        resolve({ code, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) });
      });
    });
  }

  it.each([
    ['rejection', 'unhandledRejection'],
    ['exception', 'uncaughtException'],
  ])('is logged and ends the process: %s', async (way, event) => {
    const { code, lines } = await run(way);
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'fatal', event, err: { message: 'planted fault' } });
  });
});
