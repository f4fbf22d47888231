import { rm } from 'node:fs/promises';
import { ROOT, cruise, modulesInOrder, plantProject } from './support/cruise.js';

type Files = Readonly<Record<string, readonly string[]>>;

/** A small tree in which every import is one that the rules allow. */
const LEGAL: Files = {
  'migrations/0001-begin.ts': ['../src/database/migrator.js'],
  'src/main.ts': ['./app/build-app.js', './config/config.js'],
  'src/app/build-app.ts': [
    '../cache/create-redis.js',
    '../database/migrator.js',
    '../http/create-http-app.js',
    '../modules/leads/index.js',
    '../realtime/gateway.js',
  ],
  'src/cache/create-redis.ts': ['ioredis', 'opossum', '../shared/clock.js'],
  'src/config/config.ts': ['zod'],
  'src/database/create-database.ts': ['sequelize'],
  'src/database/migrator.ts': ['./create-database.js'],
  'src/database/tenant-db.ts': ['sequelize'],
  'src/database/unit-of-work.ts': ['sequelize'],
  'src/http/create-http-app.ts': ['express', './middlewares/rate-limit.js', './define-route.js'],
  'src/http/define-route.ts': ['zod', '../shared/clock.js'],
  'src/http/middlewares/rate-limit.ts': ['ioredis'],
  'src/jobs/job.ts': ['../shared/clock.js'],
  'src/modules/customers/index.ts': ['./customer-service.js'],
  'src/modules/customers/customer-service.ts': ['../../shared/clock.js'],
  'src/modules/leads/index.ts': ['./create-lead-module.js'],
  'src/modules/leads/create-lead-module.ts': [
    '../../database/create-database.js',
    '../../http/define-route.js',
    './lead-realtime.js',
    './lead-routes.js',
    './lead-repository.js',
  ],
  'src/modules/leads/lead-model.ts': ['sequelize'],
  'src/modules/leads/lead-presenter.ts': ['./lead-types.js'],
  'src/modules/leads/lead-realtime.ts': ['../../realtime/realtime-ports.js'],
  'src/modules/leads/lead-repository.ts': ['./lead-model.js', '../../database/tenant-db.js'],
  'src/modules/leads/lead-routes.ts': [
    'zod',
    '../../http/define-route.js',
    '../../shared/clock.js',
    './lead-presenter.js',
    './lead-schema.js',
    './lead-service.js',
  ],
  'src/modules/leads/lead-rules.ts': ['./lead-types.js', '../../shared/clock.js'],
  'src/modules/leads/lead-schema.ts': ['zod', '../../http/define-route.js'],
  'src/modules/leads/lead-service.ts': [
    '../../database/unit-of-work.js',
    '../../jobs/job.js',
    '../customers/index.js',
    './lead-repository.js',
    './lead-rules.js',
  ],
  'src/modules/leads/lead-types.ts': [],
  'src/realtime/gateway.ts': ['ws', './realtime-ports.js'],
  'src/realtime/realtime-ports.ts': [],
  'src/shared/clock.ts': [],
};

/** Targets of what is planted, and doors of the modules that the legal tree does without. */
const AROUND: Files = {
  'src/modules/vehicles/vehicle-presenter.ts': [],
  'src/modules/vehicles/vehicle-types.ts': [],
  'src/modules/unlisted/index.ts': [],
  'test/support/fake.ts': [],
};

interface Planted {
  readonly rule: string;
  readonly from: string;
  readonly imports: string;
  /** As dependency-cruiser names it. */
  readonly to: string;
}

function plant(rule: string, from: string, imports: string, to = imports): Planted {
  return { rule, from, imports, to };
}

const HTTP = 'src/http/define-route.ts';
const DOOR = 'src/modules/leads/index.ts';

/** One file for each rule that breaks it, and no other. */
const PLANTED: readonly Planted[] = [
  plant('sequelize-is-confined', 'src/modules/leads/one-service.ts', 'sequelize'),
  plant('sequelize-is-confined', 'src/jobs/row.ts', 'sequelize'),
  plant('express-is-confined', 'src/modules/leads/one-presenter.ts', 'express'),
  plant('ioredis-is-confined', 'src/modules/leads/one-jobs.ts', 'ioredis'),
  plant('ioredis-is-confined', 'src/app/one-context.ts', 'ioredis'),
  plant('ws-is-confined', 'src/modules/leads/one-realtime.ts', 'ws'),
  plant('opossum-is-confined', 'src/modules/leads/one-scorer.ts', 'opossum'),
  plant(
    'routes-know-their-own-layer',
    'src/modules/leads/one-routes.ts',
    './lead-repository.js',
    'src/modules/leads/lead-repository.ts',
  ),
  plant(
    'routes-see-http-and-shared',
    'src/modules/leads/two-routes.ts',
    '../../jobs/job.js',
    'src/jobs/job.ts',
  ),
  plant(
    'routes-see-http-and-shared',
    'src/modules/leads/three-routes.ts',
    '../customers/index.js',
    'src/modules/customers/index.ts',
  ),
  plant(
    'services-know-no-wire',
    'src/modules/leads/two-service.ts',
    './lead-schema.js',
    'src/modules/leads/lead-schema.ts',
  ),
  plant(
    'services-know-no-wire',
    'src/modules/leads/three-service.ts',
    './lead-presenter.js',
    'src/modules/leads/lead-presenter.ts',
  ),
  plant(
    'http-stays-at-the-edge',
    'src/modules/leads/four-service.ts',
    `../../http/define-route.js`,
    HTTP,
  ),
  plant(
    'http-stays-at-the-edge',
    'src/modules/leads/one-repository.ts',
    `../../http/define-route.js`,
    HTTP,
  ),
  plant(
    'sql-stays-in-repositories',
    'src/modules/leads/five-service.ts',
    '../../database/tenant-db.js',
    'src/database/tenant-db.ts',
  ),
  plant('domain-is-plain', 'src/modules/leads/one-types.ts', 'zod'),
  plant(
    'domain-is-plain',
    'src/modules/leads/one-rules.ts',
    '../../jobs/job.js',
    'src/jobs/job.ts',
  ),
  plant(
    'domain-is-plain',
    'src/modules/leads/two-rules.ts',
    './lead-repository.js',
    'src/modules/leads/lead-repository.ts',
  ),
  plant(
    'modules-know-realtime-by-its-ports',
    'src/modules/leads/two-realtime.ts',
    '../../realtime/gateway.js',
    'src/realtime/gateway.ts',
  ),
  plant('plumbing-knows-no-module', 'src/events/one.ts', '../modules/leads/index.js', DOOR),
  plant(
    'nobody-imports-the-composition-root',
    'src/modules/leads/two-jobs.ts',
    '../../app/build-app.js',
    'src/app/build-app.ts',
  ),
  plant('nobody-imports-the-composition-root', 'src/jobs/one.ts', '../main.js', 'src/main.ts'),
  plant('shared-imports-nothing-of-ours', 'src/shared/one.ts', '../jobs/job.js', 'src/jobs/job.ts'),
  plant('config-imports-nothing-of-ours', 'src/config/one.ts', '../jobs/job.js', 'src/jobs/job.ts'),
  plant('migrations-stand-alone', 'migrations/0002-one.ts', '../src/modules/leads/index.js', DOOR),
  plant(
    'code-does-not-import-tests',
    'src/jobs/two.ts',
    '../../test/support/fake.js',
    'test/support/fake.ts',
  ),
  plant(
    'a-module-has-one-door',
    'src/modules/webhooks/one.ts',
    '../leads/lead-types.js',
    'src/modules/leads/lead-types.ts',
  ),
  plant(
    'the-composition-root-uses-the-door',
    'src/app/one.ts',
    '../modules/leads/lead-types.js',
    'src/modules/leads/lead-types.ts',
  ),
  plant(
    'modules-are-listed',
    'src/app/two.ts',
    '../modules/unlisted/index.js',
    'src/modules/unlisted/index.ts',
  ),
  plant('no-circles', 'src/shared/circle.ts', './circle.js', 'src/shared/circle.ts'),
  plant('production-dependencies-only', 'src/jobs/three.ts', 'prettier'),
  plant('imports-are-found', 'src/jobs/four.ts', './gone.js'),
];

function tree(): Files {
  return { ...LEGAL, ...AROUND, ...Object.fromEntries(PLANTED.map((p) => [p.from, [p.imports]])) };
}

const roots: string[] = [];

async function cruiseOf(files: Files): Promise<ReturnType<typeof cruise>> {
  const root = await plantProject(files);
  roots.push(root);
  return cruise(root);
}

afterAll(async () => {
  for (const root of roots) await rm(root, { recursive: true });
});

describe('the boundaries', () => {
  it('hold in the product', () => {
    expect(cruise(ROOT).violations).toEqual([]);
  });

  it('allow what is meant to be', async () => {
    expect((await cruiseOf(LEGAL)).violations).toEqual([]);
  });

  it('are each seen to refuse what breaks them, and nothing else', async () => {
    const { rules, violations } = await cruiseOf(tree());
    const seen = violations.filter((text) => !text.startsWith('no-dead-files'));
    expect([...seen].sort()).toEqual(
      PLANTED.map(({ rule, from, to }) => `${rule}: ${from} → ${to}`).sort(),
    );
    expect(rules.filter((name) => !PLANTED.some(({ rule }) => rule === name))).toEqual([
      ...rules.filter((name) => name.startsWith('module-order-')),
      'no-dead-files',
    ]);
  });

  it('refuse a file that nothing reaches', async () => {
    const { violations } = await cruiseOf({ ...LEGAL, 'src/shared/forgotten.ts': [] });
    expect(violations).toEqual([
      'no-dead-files: src/shared/forgotten.ts → src/shared/forgotten.ts',
    ]);
  });
});

describe('the order of the modules', () => {
  it('refuses every import of the next, and allows every one of the one before', async () => {
    const names = await modulesInOrder();
    const files = names.flatMap((name, index): Array<[string, readonly string[]]> => {
      const [before, next] = [names[index - 1], names[index + 1]];
      return [
        [`src/modules/${name}/index.ts`, []],
        [`src/modules/${name}/up.ts`, before === undefined ? [] : [`../${before}/index.js`]],
        [`src/modules/${name}/down.ts`, next === undefined ? [] : [`../${next}/index.js`]],
      ];
    });
    const base: Files = { 'migrations/0001-begin.ts': [], 'src/main.ts': [] };
    const { violations } = await cruiseOf({ ...base, ...Object.fromEntries(files) });
    expect(names.slice(0, 4)).toEqual(['auth', 'audit', 'showrooms', 'rotation']);
    expect(violations.filter((text) => !text.startsWith('no-dead-files')).sort()).toEqual(
      names
        .slice(0, -1)
        .map((name, index) => {
          const next = names[index + 1] ?? '';
          return `module-order-${name}: src/modules/${name}/down.ts → src/modules/${next}/index.ts`;
        })
        .sort(),
    );
  });
});
