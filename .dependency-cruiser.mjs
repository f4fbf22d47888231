// Who may import whom (docs/architecture.md); type imports count. A change of a rule or of the
// order takes an ADR. Each rule is seen to fail by test/architecture/boundaries.test.ts.

/** Each may import those before it. */
export const MODULES = [
  'auth',
  'audit',
  'showrooms',
  'rotation',
  'operations',
  'customers',
  'vehicles',
  'imports',
  'vins',
  'leads',
  'visits',
  'test-drives',
  'deals',
  'messages',
  'follow-ups',
  'chat',
  'timeline',
  'measures',
  'webhooks',
];

const PLUMBING =
  '^src/(config|http|realtime|events|jobs|database|cache|integrations|mail|observability|shared)/';
const OWN_MODULE = '^src/modules/([^/]+)/';
const SQL_LAYERS = '^src/modules/.+-(repository|read-model|model)\\.ts$';
const FACTORIES = '^src/modules/[^/]+/create-[^/]+-module\\.ts$';

/** The package, or its types. */
const npmPackage = (name) => `(^|/)node_modules/(@types/)?${name}/`;

/** A package that only these places may import. */
const confined = (name, places, reason) => ({
  name: `${name}-is-confined`,
  comment: reason,
  severity: 'error',
  from: { path: '^(src|migrations)/', pathNot: places },
  to: { path: npmPackage(name) },
});

const packages = [
  confined('sequelize', ['^src/database/', SQL_LAYERS], 'SQL is a matter of repositories.'),
  confined('express', ['^src/http/', '-routes\\.ts$'], 'Only the edge knows the web framework.'),
  confined(
    'ioredis',
    ['^src/(cache|realtime|events)/', '^src/http/middlewares/'],
    'Redis is a hint for plumbing; nothing of a module depends on it.',
  ),
  confined('ws', ['^src/realtime/'], 'Only the gateway knows sockets.'),
  confined('opossum', ['^src/(integrations|cache)/'], 'Breakers stand around what is outside.'),
];

const layers = [
  {
    name: 'routes-know-their-own-layer',
    comment:
      'Of its module, a route knows service, schema, policy, presenter and types; `query` and ' +
      '`input` translate from the wire. It never sees a repository.',
    severity: 'error',
    from: { path: `${OWN_MODULE}[^/]+-routes\\.ts$` },
    to: {
      path: '^src/modules/$1/',
      pathNot: '-(service|schema|policy|presenter|types|query|input|routes)\\.ts$',
    },
  },
  {
    name: 'routes-see-http-and-shared',
    comment: 'Beside its module, a route knows http/ and shared/ alone.',
    severity: 'error',
    from: { path: `${OWN_MODULE}[^/]+-routes\\.ts$` },
    to: { path: '^(src|migrations)/', pathNot: ['^src/(http|shared)/', '^src/modules/$1/'] },
  },
  {
    name: 'services-know-no-wire',
    comment: 'Use cases are the same whoever asks: no routes, wire schemas or presenters.',
    severity: 'error',
    from: { path: '^src/modules/[^/]+/[^/]+-service\\.ts$' },
    to: { path: '^src/modules/[^/]+/[^/]+-(routes|schema|presenter)\\.ts$' },
  },
  {
    name: 'http-stays-at-the-edge',
    comment: 'Of a module, only what speaks the wire knows http/; the factory names its types.',
    severity: 'error',
    from: {
      path: '^src/modules/',
      pathNot: ['-(routes|command|schema|policy|presenter|query|input)\\.ts$', FACTORIES],
    },
    to: { path: '^src/http/' },
  },
  {
    name: 'sql-stays-in-repositories',
    comment: 'Only repositories, read models and models write SQL; others know the unit of work.',
    severity: 'error',
    from: { path: '^src/modules/', pathNot: SQL_LAYERS },
    to: { path: '^src/database/', pathNot: '^src/database/(create-database|unit-of-work)\\.ts$' },
  },
  {
    name: 'domain-is-plain',
    comment: 'Types and rules of the domain know no wire, no SQL and no package of plumbing.',
    severity: 'error',
    from: { path: '^src/modules/[^/]+/[^/]+-(types|rules)\\.ts$' },
    to: {
      path: [
        npmPackage('zod'),
        PLUMBING,
        '-(repository|read-model|model|service|schema|routes|presenter)\\.ts$',
      ],
      pathNot: '^src/shared/',
    },
  },
  {
    name: 'modules-know-realtime-by-its-ports',
    comment: 'A module says which frame an event becomes; the gateway carries it.',
    severity: 'error',
    from: { path: '^src/modules/' },
    to: { path: '^src/realtime/', pathNot: '^src/realtime/realtime-ports\\.ts$' },
  },
];

const folders = [
  {
    name: 'plumbing-knows-no-module',
    comment: 'Plumbing serves modules and knows none of them by name.',
    severity: 'error',
    from: { path: PLUMBING },
    to: { path: '^src/modules/' },
  },
  {
    name: 'nobody-imports-the-composition-root',
    comment: 'Only app/ and main.ts see everything, and nothing sees them.',
    severity: 'error',
    from: { path: '^(src|migrations)/', pathNot: '^src/(app/|main\\.ts$)' },
    to: { path: '^src/(app/|main\\.ts$)' },
  },
  {
    name: 'shared-imports-nothing-of-ours',
    comment: 'What everybody uses depends on nobody.',
    severity: 'error',
    from: { path: '^src/shared/' },
    to: { path: '^(src|migrations)/', pathNot: '^src/shared/' },
  },
  {
    name: 'config-imports-nothing-of-ours',
    comment: 'The environment is read before anything else is there.',
    severity: 'error',
    from: { path: '^src/config/' },
    to: { path: '^(src|migrations)/', pathNot: '^src/(config|shared)/' },
  },
  {
    name: 'migrations-stand-alone',
    comment: 'A migration must still mean the same when the code has moved on.',
    severity: 'error',
    from: { path: '^migrations/' },
    to: { path: '^(src|migrations)/', pathNot: '^src/database/' },
  },
  {
    name: 'code-does-not-import-tests',
    comment: 'No test-only code in the product, and no scripts.',
    severity: 'error',
    from: { path: '^(src|migrations)/' },
    to: { path: '^(test|scripts|bench)/' },
  },
];

const modules = [
  {
    name: 'a-module-has-one-door',
    comment: 'A module is imported by its index.ts alone.',
    severity: 'error',
    from: { path: OWN_MODULE },
    to: {
      path: '^src/modules/',
      pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'],
    },
  },
  {
    name: 'the-composition-root-uses-the-door',
    comment: 'app/, too, imports a module by its index.ts alone.',
    severity: 'error',
    from: { path: '^src/(app/|main\\.ts$)' },
    to: { path: '^src/modules/', pathNot: '^src/modules/[^/]+/index\\.ts$' },
  },
  {
    name: 'modules-are-listed',
    comment: 'A module has a place in the order above.',
    severity: 'error',
    from: { path: '^src/' },
    to: { path: '^src/modules/', pathNot: `^src/modules/(${MODULES.join('|')})/` },
  },
  ...MODULES.slice(0, -1).map((name, index) => ({
    name: `module-order-${name}`,
    comment: 'A module imports only those before it in the list.',
    severity: 'error',
    from: { path: `^src/modules/${name}/` },
    to: { path: `^src/modules/(${MODULES.slice(index + 1).join('|')})/` },
  })),
];

const hygiene = [
  {
    name: 'no-circles',
    comment: 'What goes in a circle can be neither read nor changed by itself.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-dead-files',
    comment: 'Every file is reached from main.ts; collect-routes serves the documentation.',
    severity: 'error',
    from: { path: '^src/(main|app/collect-routes)\\.ts$' },
    to: {
      path: '^src/',
      pathNot: ['\\.d\\.ts$', '^src/(main|app/collect-routes)\\.ts$'],
      reachable: false,
    },
  },
  {
    name: 'production-dependencies-only',
    comment: 'The product runs with `dependencies` alone.',
    severity: 'error',
    from: { path: '^(src|migrations)/' },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'] },
  },
  {
    name: 'imports-are-found',
    comment: 'A package or file that is not there is not relied on.',
    severity: 'error',
    from: { path: '^(src|migrations)/' },
    to: { couldNotResolve: true },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [...packages, ...layers, ...folders, ...modules, ...hygiene],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
    },
  },
};
