/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/fault/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    // Its ES module imports JSON in a way that Jest warns of.
    '^libphonenumber-js$': '<rootDir>/node_modules/libphonenumber-js/index.cjs',
  },
  transform: {
    '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: '<rootDir>/tsconfig.json' }],
  },
  setupFiles: ['<rootDir>/test/support/set-up-worker.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  reporters: ['default', '<rootDir>/test/support/running-files-reporter.mjs'],
  testTimeout: 30_000,
  // Most of a file's time is its own: two cores are two workers.
  maxWorkers: 2,
  // What a test file has loaded is never given back in full. In one process some hundred files are
  // gigabytes, and collecting them stops everything for seconds: locks and answers time out.
  workerIdleMemoryLimit: '1GB',
  collectCoverageFrom: ['src/**/*.ts'],
  coverageThreshold: { global: { lines: 85, branches: 85 } },
};

export default config;
