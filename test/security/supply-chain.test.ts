import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { billOfMaterials, productionPackages } from '../../scripts/sbom.mjs';
import { ROOT } from '../architecture/support/cruise.js';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
}

interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

const { packages } = JSON.parse(read('package-lock.json')) as Lock;

describe('the bill of materials', () => {
  it('names exactly what is installed in production', () => {
    const { components } = billOfMaterials();
    const named = components.map(({ name, version }) => `${name}@${version}`).sort();
    expect(named).toEqual([...productionPackages(packages)].sort());
  });

  it('follows what is needed, wherever it is installed', () => {
    const locked = {
      '': { dependencies: { a: '1' }, devDependencies: { z: '1' } },
      'node_modules/a': {
        version: '1.0.0',
        dependencies: { b: '2' },
        peerDependencies: { d: '1' },
      },
      'node_modules/a/node_modules/b': { version: '2.0.0', optionalDependencies: { '@x/c': '1' } },
      'node_modules/b': { version: '1.0.0' },
      'node_modules/@x/c': { version: '1.1.0', dependencies: { a: '1' } },
      'node_modules/d': { version: '1.2.0' },
      'node_modules/z': { version: '1.0.0' },
    };
    const wanted = ['@x/c@1.1.0', 'a@1.0.0', 'b@2.0.0', 'd@1.2.0'];
    expect([...productionPackages(locked)].sort()).toEqual(wanted);
  });
});

describe('the lock file', () => {
  it('pins every package by a digest, from the npm registry alone', () => {
    const foreign = Object.entries(packages)
      .filter(([path]) => path !== '')
      .filter(([, { resolved, integrity }]) => !isPinned(resolved, integrity))
      .map(([path]) => path);
    expect(foreign).toEqual([]);
  });
});

/** No address at all means the registry that npm is set to. */
function isPinned(resolved: string | undefined, integrity: string | undefined): boolean {
  const isKnown = resolved?.startsWith('https://registry.npmjs.org/') ?? true;
  return isKnown && (integrity ?? '').startsWith('sha512-');
}

describe('the image', () => {
  const lastStage =
    read('Dockerfile')
      .split(/^FROM /m)
      .at(-1) ?? '';

  it('gets neither the history nor tests, only what it is built from', () => {
    const [first, ...allowed] = read('.dockerignore').trim().split('\n');
    expect(first).toBe('*');
    expect(allowed.map((line) => line.replace(/^!/, '')).sort()).toEqual([
      ...['migrations', 'openapi.yaml', 'package-lock.json', 'package.json', 'scripts', 'src'],
      ...['tsconfig.build.json', 'tsconfig.json'],
    ]);
  });

  it('holds the built product and what it needs in production, nothing else', () => {
    const copied = [...lastStage.matchAll(/^COPY --from=build (.+) \S+$/gm)].map(
      ([, what]) => what,
    );
    expect(copied).toEqual([
      '/app/package.json /app/openapi.yaml',
      '/app/node_modules',
      '/app/dist',
      '/app/scripts/health-check.mjs',
    ]);
    expect(read('Dockerfile')).toContain('npm prune --omit=dev');
    const { include } = JSON.parse(read('tsconfig.build.json')) as { include: string[] };
    expect(include.filter((folder) => /test|bench/.test(folder))).toEqual([]);
  });

  it('runs without rights to change itself, in production, without a debugger', () => {
    expect(lastStage).toMatch(/^USER node$/m);
    expect(lastStage).toMatch(/NODE_ENV=production/);
    expect(lastStage).not.toMatch(/inspect|--chown/);
  });
});

describe('the deployment by compose', () => {
  const compose = read('docker-compose.yml');

  it('takes no secret from itself, and each part has an account of its own', () => {
    const optional =
      /^(?:LEAD_SCORING_API_KEY|TWILIO_AUTH_TOKEN|SMTP_URL|TLS_KEY_FILE|\w+_PREVIOUS|\w+_NEXT)$/;
    const secrets = [...compose.matchAll(/\$\{(\w*(?:PASSWORD|KEY|TOKEN)\w*)(:?[-?])?/g)];
    expect(secrets.length).toBeGreaterThan(5);
    for (const [, name = '', mark] of secrets) {
      expect([name, mark]).toEqual([name, optional.test(name) ? ':-' : ':?']);
    }
    expect(compose).toContain('mariadb://showroom:');
    expect(compose).not.toMatch(/mariadb:\/\/root/);
    expect(compose).toContain('requirepass');
  });

  it('binds every port to loopback, and takes from each part what it does not need', () => {
    const ports = [...compose.matchAll(/ports: \['([^']+)'\]/g)].map(([, port]) => port);
    expect(ports).toHaveLength(3);
    expect(ports.filter((port) => !port?.startsWith('127.0.0.1:'))).toEqual([]);
    const services = compose.match(/cap_drop: \[ALL\]/g);
    expect(services).toHaveLength(3);
    expect(compose.match(/no-new-privileges:true/g)).toHaveLength(3);
  });
});

describe('the workflow', () => {
  it('asks for advisories at every change and every week', () => {
    const workflow = read('.github/workflows/ci-cd.yml');
    expect(workflow).toMatch(/npm run security:audit/);
    expect(workflow).toMatch(/cron: '\S+ \S+ \* \* [0-6]'/);
    expect(readdirSync(join(ROOT, '.github/workflows'))).toContain('ci-cd.yml');
  });
});
