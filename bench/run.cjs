// Runs a benchmark of this folder from its TypeScript source: node bench/run.cjs peers
const { transformFileSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file);
const [name] = process.argv.slice(2);
const run = Object.values(require(`./${name}.ts`)).find(
  (made) => typeof made === 'function' && made.name.startsWith('bench'),
);
const { NEO4J_URI: uri, NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env;
run({ uri, user, password }).then(
  (rows) => rows && console.table(rows),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
