// Checks the pages of organisations taken at random: node tests/oracle/pages/run.cjs URL ZIP [LIST_SIZES.csv DAY UNIT]
require('../../support/typescript.cjs');
const { checkPages } = require('./run.ts');
const [url, zip, file, date, unit] = process.argv.slice(2);
const { COUNT = '500', SEED = '1', CHROMIUM = '/usr/bin/chromium' } = process.env;
const measure = file && { file, date, unit, name: process.env.MEASURE_NAME ?? 'gp-list-size' };
checkPages({ url, zip, count: Number(COUNT), seed: Number(SEED), browser: CHROMIUM, measure }).then(
  (numbers) => {
    console.table([numbers]);
    process.exitCode = numbers.wrong === 0 ? 0 : 1;
  },
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
