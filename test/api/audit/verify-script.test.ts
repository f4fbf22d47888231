import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ChainReport } from '../../../src/modules/audit/index.js';
import { newId } from '../../../src/shared/ids.js';
import { AuditRig } from './audit-rig.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

let rig: AuditRig;

beforeAll(async () => {
  rig = await AuditRig.open();
});

afterAll(() => rig.drop());

interface Outcome {
  readonly status: number | null;
  readonly reports: readonly ChainReport[];
  readonly errors: string;
}

function verify(args: readonly string[] = [], url = rig.url): Outcome {
  const command = ['--import', 'tsx', 'scripts/audit-verify.ts', ...args];
  const env = { PATH: process.env['PATH'], DATABASE_URL: url };
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    ...{ cwd: ROOT, env, encoding: 'utf8', timeout: 25_000 },
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { status, reports: lines.map((line) => JSON.parse(line) as ChainReport), errors: stderr };
}

describe('npm run audit:verify', () => {
  it('reports on every chain, and fails when one is broken', async () => {
    const intact = await rig.organization(3);
    const other = await rig.organization(2);
    const before = verify();
    expect(before).toMatchObject({ status: 0, errors: '' });
    expect(before.reports).toEqual([
      expect.objectContaining({ organizationId: intact, intact: true, verified: 3 }),
      expect.objectContaining({ organizationId: other, intact: true, verified: 2 }),
    ]);
    await rig.tamper(
      `DELETE FROM audit_events WHERE organization_id = '${other}' AND chain_position = 1`,
    );
    const after = verify();
    expect(after.status).toBe(1);
    expect(after.reports[1]).toMatchObject({ intact: false, fault: 'missing', position: 1 });
    const one = verify(['--organization', intact]);
    expect(one).toMatchObject({ status: 0, reports: [{ organizationId: intact }] });
    const known = ['--position', '3', '--hash', one.reports[0]?.hash ?? ''];
    expect(verify(['--organization', intact, ...known]).status).toBe(0);
    const wrong = ['--position', '3', '--hash', 'ab'.repeat(32)];
    expect(verify(['--organization', intact, ...wrong])).toMatchObject({
      status: 1,
      reports: [{ fault: 'rewritten', position: 3 }],
    });
  });

  it.each([
    ['an unknown word', ['--all']],
    ['an organization that is none', ['--organization', 'mine']],
    ['a position without its hash', ['--organization', newId(), '--position', '3']],
    ['a position of no chain', ['--position', '3', '--hash', 'ab'.repeat(32)]],
  ])('explains itself to %s', (_what, args) => {
    const { status, errors } = verify(args);
    expect(status).toBe(64);
    expect(errors).toContain('npm run audit:verify');
  });
});
