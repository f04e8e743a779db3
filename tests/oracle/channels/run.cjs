// Asks every front channel of a running server the same questions: node tests/oracle/channels/run.cjs URL ZIP… (README.md)
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { chromium } = require('playwright-core');
const { CHROMIUM, RUN } = require('../../support/chromium.cjs');
require('../../support/typescript.cjs');
const { askAllChannels } = require('./run.ts');
const [url, ...zips] = process.argv.slice(2);
const { COUNT = '2000', SEED = '1' } = process.env;
const program = join(__dirname, '../../../dist/cli/main.js');

async function command(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`ods-graph ${args[0]}: ${stderr}`);
  return stdout;
}

async function main() {
  const browser = RUN && (await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] }));
  if (!browser) console.error('NOT ASKED, because there is no browser: the pages.');
  const page = browser ? await browser.newPage() : undefined;
  try {
    return await askAllChannels({ url, command, page, zips, count: Number(COUNT), seed: Number(SEED) });
  } finally {
    if (browser) await browser.close();
  }
}

main().then(
  (differing) => (process.exitCode = differing === 0 ? 0 : 1),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
