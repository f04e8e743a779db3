// Runs a benchmark of this folder from its TypeScript source: node bench/run.cjs peers. Without a name, all of bench/table.
const { transformFileSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file);
const { endAll, endOnSignals } = require('./support/ending.ts');
const args = process.argv.slice(2);
const isTable = args[0] === undefined || args[0].startsWith('-');
const run = Object.values(require(isTable ? './table/bench-table.ts' : `./${args[0]}.ts`)).find(
  (made) => typeof made === 'function' && made.name.startsWith('bench'),
);
const { NEO4J_URI: uri, NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env;
endOnSignals();
run(isTable ? args : { uri, user, password })
  .then(
    (rows) => rows && console.table(rows),
    (error) => {
      console.error(error instanceof Error && isTable ? error.message : error);
      process.exitCode = 1;
    },
  )
  .finally(endAll);
