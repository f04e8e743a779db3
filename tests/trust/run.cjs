// Checks every promise of docs/reliability.md and prints a report: npm run trust. docs/reliability.md has the options.
const { transformFileSync } = require('@swc/core');

require('reflect-metadata');
require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file);
const { checkPromises } = require('./check-promises.ts');
checkPromises(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 2;
  },
);
