// Makes bench/typed-names.csv, or the file that is given, of the practices of a release: names as people type them, by
// rule. Run: NEO4J_URI=… NEO4J_PASSWORD=… node bench/make-typed-names.cjs [FILE.csv]
const { transformFileSync } = require('@swc/core');
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file);
const { makeTypedNames } = require('./support/typed-names.ts');
const { NEO4J_URI: uri, NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env;
const [file = join(__dirname, 'typed-names.csv')] = process.argv.slice(2);
makeTypedNames({ uri, user, password }).then((csv) => writeFileSync(file, csv));
