import { ESLint } from 'eslint';
import { join } from 'node:path';
import { ROOT } from '../architecture/support/cruise.js';
import { readSources } from '../architecture/support/source-conventions.js';
import type { SourceFile } from '../architecture/support/source-conventions.js';

const sources = readSources().filter(({ path }) => path.startsWith('src/'));

/** The files of the product in which a pattern occurs. */
function filesWith(pattern: RegExp, files: readonly SourceFile[] = sources): readonly string[] {
  return files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
}

function planted(text: string): readonly SourceFile[] {
  return [{ path: 'src/planted.ts', text }];
}

const RUN_TIME_CODE =
  /\beval\(|\bnew Function\b|['"](?:node:)?(?:vm|child_process|worker_threads|cluster)['"]/;
const BROKEN_CRYPTOGRAPHY =
  /['"](?:md5|sha-?1|rc4|des|des-ede3|aes-\d+-(?:ecb|cbc|ctr))['"]|createCipher\(|PKCS1|RSASSA/i;
const UNVERIFIED =
  /rejectUnauthorized: false|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity: \(\)/;

describe('the product’s own code', () => {
  it('runs no text as code, and starts no other program', () => {
    // The hits are scripts of ours that Redis runs; their arguments are values.
    const known = [
      'src/cache/failure-counter.ts',
      'src/cache/shared-position-store.ts',
      'src/http/middlewares/rate-limit-store.ts',
    ];
    expect(filesWith(RUN_TIME_CODE).filter((path) => !known.includes(path))).toEqual([]);
    expect(filesWith(RUN_TIME_CODE, planted("import vm from 'node:vm';"))).toHaveLength(1);
    expect(filesWith(RUN_TIME_CODE, planted('eval(text)'))).toHaveLength(1);
  });

  it('makes patterns of its own constants only', () => {
    const known = [
      'src/http/common-schema.ts',
      'src/http/select-fields.ts',
      'src/modules/auth/recovery-codes.ts',
    ];
    const made = filesWith(/\bRegExp\(/);
    expect(made.filter((path) => !known.includes(path))).toEqual([]);
  });

  it('uses no hash, cipher or signature that is broken', () => {
    // HMAC with SHA-1 is what authenticator apps speak (RFC 6238), and is not broken.
    const known = ['src/modules/auth/totp-rules.ts'];
    const found = filesWith(BROKEN_CRYPTOGRAPHY).filter((path) => !known.includes(path));
    expect(found).toEqual([]);
    for (const text of ["createHash('md5')", "createCipheriv('aes-256-cbc', k, i)"]) {
      expect(filesWith(BROKEN_CRYPTOGRAPHY, planted(text))).toHaveLength(1);
    }
  });

  it('takes random numbers that can be guessed for pauses alone', () => {
    const pauses = [
      'src/jobs/claim-table.ts',
      'src/mail/mail-jobs.ts',
      'src/modules/messages/sms-dispatch.ts',
      'src/realtime/connection.ts',
      'src/realtime/gateway.ts',
      'src/shared/with-retry.ts',
    ];
    expect(filesWith(/Math\.random/).filter((path) => !pauses.includes(path))).toEqual([]);
  });

  it('nowhere switches off the verification of a certificate', () => {
    expect(filesWith(UNVERIFIED)).toEqual([]);
    expect(filesWith(UNVERIFIED, planted('tls: { rejectUnauthorized: false }'))).toHaveLength(1);
  });

  it('opens no files by names that callers give', () => {
    const known = [
      'src/cache/create-redis.ts',
      'src/config/read-environment.ts',
      'src/database/migrator.ts',
      'src/database/trusted-tls.ts',
      'src/http/operations/redoc-bundle.ts',
      'src/http/tls-context.ts',
      'src/integrations/smtp-mail-sender.ts',
    ];
    const readers = filesWith(/from 'node:fs(?:\/promises)?'/);
    expect(readers.filter((path) => !known.includes(path))).toEqual([]);
    expect(filesWith(/sendFile|express\.static|serve-static|serve-index/)).toEqual([]);
  });

  it('is linted for strict comparisons and types', async () => {
    const eslint = new ESLint({ cwd: ROOT });
    const config: unknown = await eslint.calculateConfigForFile(join(ROOT, 'src/main.ts'));
    expect(config).toMatchObject({
      rules: {
        eqeqeq: [2, 'always', { null: 'ignore' }],
        '@typescript-eslint/no-unsafe-argument': [2],
      },
    });
  });
});
