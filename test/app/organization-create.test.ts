import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newEmail } from '../api/users/user-rig.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LONG = 60_000;
const PASSWORD = 'four green bicycles at noon';

let app: TestApp;
let folder: string;

beforeAll(async () => {
  app = await startTestApp({ roles: ['api'] });
  folder = mkdtempSync(join(tmpdir(), 'organization-'));
});

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await app.stop();
});

interface Ended {
  readonly code: unknown;
  readonly out: string;
  readonly err: string;
}

/** The command as `npm run organization:create` runs it, with the database alone configured. */
async function create(options: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const words = ['--import', 'tsx', 'src/main.ts', 'organization:create', ...options];
  const given = { PATH: process.env['PATH'], DATABASE_URL: app.config.database.url };
  const child = spawn(process.execPath, words, { cwd: ROOT, env: { ...given, ...env } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, out, err };
}

function wish(email: string, name: string): readonly string[] {
  const place = ['--showroom', 'Downtown', '--time-zone', 'America/Chicago', '--currency', 'USD'];
  return ['--name', name, ...place, '--admin-email', email];
}

async function countOf(name: string): Promise<number> {
  const rows = await app.database.rawDb.select<{ id: string }>(
    'SELECT id FROM organizations WHERE name = $name',
    { name },
  );
  return rows.length;
}

describe('organization:create', () => {
  it(
    'makes a dealer group whose administrator logs in, and prints its ids alone',
    async () => {
      const email = newEmail();
      const file = join(folder, 'password');
      writeFileSync(file, `${PASSWORD}\n`);
      const name = `Group ${randomBytes(5).toString('hex')}`;
      const { code, out, err } = await create(wish(email, name), { ADMIN_PASSWORD_FILE: file });
      expect([code, err]).toEqual([0, '']);
      const ids = JSON.parse(out) as Record<string, string>;
      expect(out).toBe(`${JSON.stringify(ids)}\n`);
      expect(Object.keys(ids)).toEqual(['organizationId', 'showroomId', 'adminUserId']);
      const login = await app
        .request()
        .post('/api/v1/auth/login')
        .send({ email, password: PASSWORD });
      expect(login.body).toMatchObject({
        user: {
          ...{ id: ids['adminUserId'], organizationId: ids['organizationId'], role: 'admin' },
          showrooms: [{ id: ids['showroomId'], name: 'Downtown' }],
        },
      });
      const again = await create(wish(email, `${name} II`), { ADMIN_PASSWORD: PASSWORD });
      expect([again.code, again.out]).toEqual([78, '']);
      expect(again.err).toContain('--admin-email is taken');
      expect([await countOf(name), await countOf(`${name} II`)]).toEqual([1, 0]);
    },
    LONG,
  );

  it(
    'names all that is wrong at once, and repeats no secret',
    async () => {
      const options = ['--name', ' ', '--time-zone', 'America/Springfield', '--currency', 'EURO'];
      const env = { ADMIN_PASSWORD: 'password123', SMS_PROVIDER: 'pigeon' };
      const { code, out, err } = await create([...options, '--admin-email', 'ada'], env);
      expect([code, out]).toEqual([78, '']);
      for (const what of ['--name', '--showroom', '--time-zone', '--currency', '--admin-email']) {
        expect(err).toContain(what);
      }
      expect(err).toContain('ADMIN_PASSWORD is among');
      expect(err).toContain('SMS_PROVIDER must be');
      expect(err).not.toContain('password123');
      const none = await create(['--nam', 'X']);
      expect([none.code, none.out]).toEqual([78, '']);
      expect(none.err).toContain('ADMIN_PASSWORD is missing');
      expect(none.err).toContain("'--nam'");
    },
    LONG,
  );
});
