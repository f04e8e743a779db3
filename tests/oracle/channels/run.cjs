// Asks every front channel of a running server the same questions: node tests/oracle/channels/run.cjs URL ZIP… (README.md)
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
require('../../support/typescript.cjs');
const { askAllChannels } = require('./run.ts');
const [url, ...zips] = process.argv.slice(2);
const { COUNT = '2000', SEED = '1' } = process.env;
const main = join(__dirname, '../../../dist/cli/main.js');

async function command(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`ods-graph ${args[0]}: ${stderr}`);
  return stdout;
}

askAllChannels({ url, command, zips, count: Number(COUNT), seed: Number(SEED) }).then(
  (differing) => (process.exitCode = differing === 0 ? 0 : 1),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
