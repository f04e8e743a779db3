// Compares a running server with the XML of its releases: node tests/oracle/run.cjs URL ZIP… (tests/oracle/README.md)
require('../support/typescript.cjs');
const { compareAll } = require('./comparison/run.ts');
const [url, ...zips] = process.argv.slice(2);
const { PART = '1', SIZES, SIZES_DAY, ONLY } = process.env;
compareAll({ url, zips, part: Number(PART), sizes: SIZES && { file: SIZES, date: SIZES_DAY }, only: ONLY }).then(
  (differing) => (process.exitCode = differing === 0 ? 0 : 1),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
