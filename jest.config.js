/** One Jest project per folder of tests/; the folders say what a test needs, not what it tests. */
const project = (name, more = {}) => ({
  displayName: name,
  rootDir: __dirname,
  roots: [`<rootDir>/tests/${name}`],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': '@swc/jest', '/node_modules/cookie/.+\\.js$': '@swc/jest' },
  transformIgnorePatterns: ['/node_modules/(?!cookie/)'], // an ES module that Fastify's inject() requires
  setupFiles: ['reflect-metadata'],
  ...more,
});

module.exports = {
  testTimeout: 30_000,
  projects: [project('unit'), project('contract'), project('graph'), project('gateway'), project('federation')],
};
