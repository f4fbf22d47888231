import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { claimDirectory } from '../../scripts/lib/claims.mjs';
import { isSameInstallation } from '../../scripts/lib/dependencies.mjs';
import { identityOf } from '../../scripts/lib/processes.mjs';
import { isOlder } from '../../scripts/lib/server-programs.mjs';
import { isDebianLike } from '../../scripts/lib/system-packages.mjs';
import { judgeAudit } from '../../scripts/security-audit.mjs';

describe('whether dependencies must be installed', () => {
  const locked = {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' },
    'node_modules/for-another-system': { version: '1.0.0', optional: true },
  };
  const installed = { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-a' } };

  it('is no when only what is for other systems is missing', () => {
    expect(isSameInstallation(locked, installed)).toBe(true);
  });

  it.each([
    ['a package is missing', {}],
    ['a version differs', { 'node_modules/a': { version: '1.0.1', integrity: 'sha512-a' } }],
    ['the content differs', { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-b' } }],
    ['a package is no longer wanted', { ...installed, 'node_modules/b': { version: '1.0.0' } }],
  ])('is yes when %s', (_why, found) => {
    expect(isSameInstallation(locked, found)).toBe(false);
  });
});

describe('whether a server will do', () => {
  it.each([
    [[10, 11, 7], true],
    [[10, 6, 20], true],
    [[9, 12, 0], true],
    [[10, 11, 8], false],
    [[10, 12, 0], false],
    [[11, 4, 2], false],
  ])('%j is older than 10.11.8: %s', (version, expected) => {
    expect(isOlder(version, [10, 11, 8])).toBe(expected);
  });

  it.each([
    ['ID=debian\n', true],
    ['NAME="Linux Mint"\nID=linuxmint\nID_LIKE="ubuntu debian"\n', true],
    ['ID="fedora"\nID_LIKE="rhel"\nHOME_URL="https://debian.example"\n', false],
    ['', false],
  ])('%j has apt-get: %s', (osRelease, expected) => {
    expect(isDebianLike(osRelease)).toBe(expected);
  });
});

describe('the verdict on an audit', () => {
  it('fails with the names when there are advisories', () => {
    const report = {
      metadata: { vulnerabilities: { critical: 0, high: 1, moderate: 0, low: 0, total: 1 } },
      vulnerabilities: {
        a: { name: 'a', severity: 'high', range: '<2', via: [{ title: 'Prototype pollution' }] },
      },
    };
    const verdict = judgeAudit(JSON.stringify(report));
    expect(verdict.exitCode).toBe(1);
    expect(verdict.message).toContain('high: a <2 (Prototype pollution)');
  });

  it('passes when there are none', () => {
    const report = { metadata: { vulnerabilities: { total: 0 } } };
    expect(judgeAudit(JSON.stringify(report)).exitCode).toBe(0);
  });

  it.each([
    ['a registry without the service', { message: '405 Method Not Allowed', uri: 'x' }],
    ['no network', { error: { code: 'EAI_AGAIN', summary: 'getaddrinfo EAI_AGAIN' } }],
  ])('warns that nothing was audited: %s', (_why, report) => {
    const verdict = judgeAudit(JSON.stringify(report));
    expect(verdict.exitCode).toBe(0);
    expect(verdict.message).toMatch(/^WARNING: no advisory service answered/);
  });

  it.each(['', 'not JSON', JSON.stringify({ error: { code: 'ENOLOCK', summary: 'no lock' } })])(
    'is not mistaken for an answer when npm could not ask: %j',
    (output) => {
      expect(judgeAudit(output).exitCode).toBe(2);
    },
  );
});

describe('one command at a time', () => {
  let directory = '';
  let owner: ChildProcess | undefined;
  let server = 0;

  const isRunning = (pid: number): boolean => identityOf(pid) !== undefined;

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'claims-'));
  });

  afterEach(() => {
    owner?.kill('SIGKILL');
    if (isRunning(server)) process.kill(server, 'SIGKILL');
    rmSync(directory, { recursive: true, force: true });
  });

  /** Another process that claims the folder, starts a server there, and tells its number. */
  async function startOwner(): Promise<void> {
    const lib = fileURLToPath(new URL('../../scripts/lib', import.meta.url));
    const program = `
      import { claimDirectory } from ${JSON.stringify(path.join(lib, 'claims.mjs'))};
      import { startDaemon } from ${JSON.stringify(path.join(lib, 'processes.mjs'))};
      const directory = ${JSON.stringify(directory)};
      await claimDirectory(directory, 'The demo');
      const server = await startDaemon({
        command: process.execPath,
        args: ['-e', 'setInterval(() => {}, 1000)'],
        logFile: directory + '/server.log',
        recordFile: directory + '/server.process.json',
      });
      console.log(server.pid);`;
    const started = spawn(process.execPath, ['--input-type=module', '-e', program]);
    owner = started;
    const [line] = await new Promise<string[]>((resolve, reject) => {
      started.stderr.on('data', (text: Buffer) => reject(new Error(text.toString())));
      started.stdout.on('data', (text: Buffer) => resolve(text.toString().split('\n')));
    });
    server = Number(line);
  }

  it('refuses the second, and names the first', async () => {
    await startOwner();
    await expect(claimDirectory(directory, 'The demo')).rejects.toThrow(
      `The demo already runs from this folder (process ${owner?.pid})`,
    );
  });

  it('stops what a killed one left running', async () => {
    await startOwner();
    const ended = new Promise((resolve) => owner?.once('exit', resolve));
    owner?.kill('SIGKILL');
    await ended;
    expect(isRunning(server)).toBe(true);
    const release = await claimDirectory(directory, 'The demo');
    expect(isRunning(server)).toBe(false);
    release();
  });
});
