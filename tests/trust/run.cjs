// Checks every promise of docs/reliability.md and prints a report: npm run trust. docs/reliability.md has the options.
require('../support/typescript.cjs');
require('reflect-metadata');
const { checkPromises } = require('./check-promises.ts');
checkPromises(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
