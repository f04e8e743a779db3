const { RUN: BROWSER } = require('./tests/support/chromium.cjs');
const { RUN: REDIS } = require('./tests/support/redis.cjs');

// The tests start Neo4j many times. With only the first compiler of the JVM, each start takes half the CPU time.
process.env.JDK_JAVA_OPTIONS ??= '-XX:TieredStopAtLevel=1';

/** One Jest project per folder of tests/. The folders group tests by what they need, for example a Neo4j. */
const project = (name, more = {}) => ({
  displayName: name,
  rootDir: __dirname,
  roots: [`<rootDir>/tests/${name}`],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': '@swc/jest',
    '/node_modules/(hyparquet|hyparquet-writer|jose|@opentelemetry/otlp-exporter-base)/.+\\.js$': '@swc/jest',
  },
  // these packages are ES modules, which Jest must transform
  transformIgnorePatterns: ['/node_modules/(?!(hyparquet|hyparquet-writer|jose|@opentelemetry/otlp-exporter-base)/)'],
  setupFiles: ['reflect-metadata'],
  ...more,
});

/** Projects that share one Neo4j: Jest runs a global setup once per run, even if several projects name it. */
const withNeo4j = {
  globalSetup: '<rootDir>/tests/support/database/global-setup.ts',
  globalTeardown: '<rootDir>/tests/support/database/global-teardown.ts',
};

module.exports = {
  testTimeout: 30_000,
  maxWorkers: 3, // on two cores: the tests wait for a third of their time
  testSequencer: '<rootDir>/tests/support/release-sequencer.cjs',
  reporters: [
    'default',
    ...(REDIS ? [] : ['<rootDir>/tests/support/no-redis-reporter.cjs']),
    ...(BROWSER ? [] : ['<rootDir>/tests/support/no-browser-reporter.cjs']),
  ],
  projects: [
    project('unit', {
      moduleNameMapper: { '^d3-hierarchy$': '<rootDir>/node_modules/d3-hierarchy/dist/d3-hierarchy.js' },
    }), // Jest cannot load its ES module
    project('contract'),
    project('graph', withNeo4j),
    project('gateway', withNeo4j),
    project('federation'),
    ...(REDIS ? [project('shared-store')] : []),
    ...(BROWSER ? [project('browser', withNeo4j)] : []),
    // needs the built example, which has packages of its own: npm run dashboard
    ...(process.env.DASHBOARD ? [project('dashboard', withNeo4j)] : []),
  ],
};
