const { RUN: BROWSER } = require('./tests/support/chromium.cjs');

/** One Jest project per folder of tests/; the folders say what a test needs, not what it tests. */
const project = (name, more = {}) => ({
  displayName: name,
  rootDir: __dirname,
  roots: [`<rootDir>/tests/${name}`],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': '@swc/jest',
    '/node_modules/(cookie|content-disposition|@opentelemetry/otlp-exporter-base)/.+\\.js$': '@swc/jest',
  },
  // ES modules that Fastify requires, and one that imports node:http when it first sends
  transformIgnorePatterns: ['/node_modules/(?!(cookie|content-disposition|@opentelemetry/otlp-exporter-base)/)'],
  setupFiles: ['reflect-metadata'],
  ...more,
});

/** Folders whose suites share one Neo4j: Jest runs a set-up once, however many projects of a run name it. */
const withNeo4j = {
  globalSetup: '<rootDir>/tests/support/database/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/database/global-teardown.ts',
};

module.exports = {
  testTimeout: 30_000,
  maxWorkers: 2,
  reporters: ['default', ...(BROWSER ? [] : ['<rootDir>/tests/support/no-browser-reporter.cjs'])],
  projects: [
    project('unit', {
      moduleNameMapper: { '^d3-hierarchy$': '<rootDir>/node_modules/d3-hierarchy/dist/d3-hierarchy.js' },
    }), // its ES module is for Vite
    project('contract'),
    project('graph', withNeo4j),
    project('gateway', withNeo4j),
    project('federation'),
    ...(BROWSER ? [project('browser', withNeo4j)] : []),
  ],
};
